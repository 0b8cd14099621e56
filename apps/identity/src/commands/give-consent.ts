import { Refusal } from '#event-sourcing/decider';
import type { Account, AccountEvent, Purpose } from '../domain/account';

/** Somebody consents to something, e.g. to notices in the mailbox instead of on paper (§ 41(2a) VwVfG NRW, law 1). */
export interface GiveConsent {
  readonly type: 'give-consent';
  readonly purpose: Purpose;
  /** UTC, ISO 8601 with microseconds. */
  readonly at: string;
}

/**
 * A consent that stands keeps the time at which it was given. What is retrieved needs an account that is signed in to (law 1).
 * @throws Refusal `guests-get-post`
 */
export function giveConsent(
  { purpose, at: givenAt }: GiveConsent,
  account: Account,
): readonly AccountEvent[] {
  if (account.guest !== undefined) throw new Refusal('guests-get-post');
  return purpose in account.consents ? [] : [{ type: 'ConsentGiven', data: { purpose, givenAt } }];
}
