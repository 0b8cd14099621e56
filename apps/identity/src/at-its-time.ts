import type { DueKind } from '#event-sourcing';
import type { Account } from './domain/account';

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
