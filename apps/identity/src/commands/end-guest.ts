import type { Account, AccountEvent } from '../domain/account';

/** Nothing is left that a guest filed. */
export interface EndGuest {
  readonly type: 'end-guest';
}

/** Ends what is known of a guest; of an account nothing ends by itself. */
export function endGuest(account: Account): readonly AccountEvent[] {
  const { guest } = account;
  return guest === undefined || guest === 'ended' ? [] : [{ type: 'GuestEnded', data: {} }];
}
