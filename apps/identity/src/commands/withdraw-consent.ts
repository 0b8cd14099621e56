import type { Account, AccountEvent, Purpose } from '../domain/account';

/** Somebody takes consents back, for the future and without a reason. */
export interface WithdrawConsent {
  readonly type: 'withdraw-consent';
  readonly purposes: readonly Purpose[];
  /** UTC, ISO 8601 with microseconds. */
  readonly at: string;
}

/** Taking back what was not given changes nothing. */
export function withdrawConsent(
  { purposes, at: withdrawnAt }: WithdrawConsent,
  account: Account,
): readonly AccountEvent[] {
  return purposes
    .filter((purpose) => purpose in account.consents)
    .map((purpose) => ({ type: 'ConsentWithdrawn', data: { purpose, withdrawnAt } }));
}
