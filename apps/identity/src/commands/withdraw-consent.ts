import type { Account, AccountEvent, Purpose } from '../domain/account';

/** Somebody takes consents back, for the future and without a reason. */
export interface WithdrawConsent {
  readonly type: 'withdraw-consent';
  readonly purposes: readonly Purpose[];
  /** Ids of the portals that nothing is passed on to any more. */
  readonly clients?: readonly string[];
  /** UTC, ISO 8601 with microseconds. */
  readonly at: string;
}

/** Taking back what was not given changes nothing. */
export function withdrawConsent(
  { purposes, clients = [], at: withdrawnAt }: WithdrawConsent,
  { consents, handOvers }: Account,
): readonly AccountEvent[] {
  return [
    ...purposes
      .filter((purpose) => purpose in consents)
      .map((purpose) => ({ type: 'ConsentWithdrawn', data: { purpose, withdrawnAt } }) as const),
    ...clients
      .filter((clientId) => clientId in handOvers)
      .map((clientId) => ({ type: 'HandOverWithdrawn', data: { clientId } }) as const),
  ];
}
