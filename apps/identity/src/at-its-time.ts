import type { DueKind } from '#event-sourcing';
import type { Account } from './domain/account';
import { accountLinkSeconds, type AccountLink } from './domain/account-link';

/** After the last time that a guest was here, longer than any session lasts, in ms. */
const firstLookMs = 24 * 3_600_000;

/** A guest whom nothing is left of is forgotten (R10a; `due.ts`). */
export const guestEnd: DueKind<Account> = {
  kind: 'guest-end',
  at: ({ guest }, { recordedAt }) =>
    guest === undefined || guest === 'ended'
      ? undefined
      : new Date(Date.parse(recordedAt) + firstLookMs).toISOString(),
};

/** That the time of a link to the address of an account here is over: what waited for it is deleted (W6a H11; `due.ts`). */
export const accountLinkEnds: DueKind<AccountLink> = {
  kind: 'account-link-end',
  at({ open }, { recordedAt }) {
    if (open === undefined) return undefined;
    return new Date(Date.parse(recordedAt) + accountLinkSeconds[open] * 1_000).toISOString();
  },
};
