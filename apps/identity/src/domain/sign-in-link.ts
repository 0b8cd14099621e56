import type { Decider } from '#event-sourcing/decider';

/**
 * A sign-in link that somebody asked for, or one that leads back to what was filed without an account (R10a); the notification
 * service sends it when it hears of it (R10b, R18).
 */
export interface SignInLinkEvent {
  readonly type: 'SignInLinkRequested' | 'GuestLinkRequested';
  /** Whose address it is for stands nowhere in the log: the account may not even exist. */
  readonly data: Readonly<Record<string, never>>;
}

/** How long a link leads back to what was filed without an account, in hours: people come back the next day. */
export const guestLinkHours = 24;

/** How long a link is valid, in seconds. */
export const signInLinkSeconds = { account: 15 * 60, guest: guestLinkHours * 3600 } as const;

export interface SignInLink {
  readonly requested: boolean;
}

/** The link that its event leads to. */
export const signInLinkFold: Pick<Decider<SignInLink, never, SignInLinkEvent>, 'initialState' | 'evolve'> = {
  initialState: { requested: false },
  evolve: () => ({ requested: true }),
};
