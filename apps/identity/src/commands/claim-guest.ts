import type { Account, AccountEvent } from '../domain/account';

/** Somebody's account takes over what a guest filed (R10a). */
export interface ClaimGuest {
  readonly type: 'claim-guest';
  /** Person id. */
  readonly claimedBy: string;
}

/** A guest is claimed once: what was filed is somebody's from then on. */
export function claimGuest({ claimedBy }: ClaimGuest, account: Account): readonly AccountEvent[] {
  return account.guest === 'open' ? [{ type: 'GuestClaimed', data: { claimedBy } }] : [];
}
