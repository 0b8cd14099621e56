import type { Decider } from '#event-sourcing/decider';

/**
 * What a link to the address of an account here is for: `registration` confirms it, `password` sets another password. Where the
 * address is already known, or is not, the same wish leads to `address-known` or `address-unknown`: they open nothing and tell it to
 * whoever reads the mailbox, and to nobody else. Stored: never rename one.
 */
export const accountLinkKinds = ['registration', 'address-known', 'password', 'address-unknown'] as const;
export type AccountLinkKind = (typeof accountLinkKinds)[number];

const hour = 60 * 60;

/** How long each is valid, in seconds; then what was typed is deleted with it (W6a H11). */
export const accountLinkSeconds = {
  registration: 24 * hour,
  'address-known': 24 * hour,
  password: hour,
  'address-unknown': hour,
} as const satisfies Record<AccountLinkKind, number>;

/** What is recorded when one is asked for, by its kind. */
export const requestedOf = {
  registration: 'RegistrationRequested',
  'address-known': 'KnownAddressRegistered',
  password: 'PasswordLinkRequested',
  'address-unknown': 'UnknownAddressNamed',
} as const satisfies Record<AccountLinkKind, string>;

/** Whose address it is, and what was typed, stands nowhere in the log. */
export type AccountLinkEvent =
  | { readonly type: (typeof requestedOf)[AccountLinkKind]; readonly data: Readonly<Record<string, never>> }
  | {
      /** The link is used up, or its time is over; what waited for it is gone. */
      readonly type: 'AccountLinkEnded';
      readonly data: { readonly used: boolean };
    };

export interface AccountLink {
  /** What is waited for; undefined before, and when it has ended. */
  readonly open: AccountLinkKind | undefined;
}

/** The link that its events lead to. */
export const accountLinkFold: Pick<
  Decider<AccountLink, never, AccountLinkEvent>,
  'initialState' | 'evolve'
> = {
  initialState: { open: undefined },
  evolve(_state, event) {
    switch (event.type) {
      case 'RegistrationRequested':
        return { open: 'registration' };
      case 'KnownAddressRegistered':
        return { open: 'address-known' };
      case 'PasswordLinkRequested':
        return { open: 'password' };
      case 'UnknownAddressNamed':
        return { open: 'address-unknown' };
      case 'AccountLinkEnded':
        return { open: undefined };
    }
  },
};
