import type { Decider } from '#event-sourcing/decider';

/** A sign-in link that somebody asked for; the notification service sends it when it hears of it (R10b, R18). */
export interface SignInLinkEvent {
  readonly type: 'SignInLinkRequested';
  /** Whose address it is for stands nowhere in the log: the account may not even exist. */
  readonly data: Readonly<Record<string, never>>;
}

export interface SignInLinkCommand {
  readonly type: 'request';
}

export interface SignInLink {
  readonly requested: boolean;
}

export const signInLink: Decider<SignInLink, SignInLinkCommand, SignInLinkEvent> = {
  initialState: { requested: false },
  decide: (_command, { requested }) => (requested ? [] : [{ type: 'SignInLinkRequested', data: {} }]),
  evolve: () => ({ requested: true }),
};
