import type { AccountEvent } from '../domain/account';

/** Somebody has proven that they read the address that mail to them is to go to. */
export interface ConfirmContactAddress {
  readonly type: 'confirm-contact-address';
}

/** Which address it is stands in the profile alone. */
export function confirmContactAddress(): readonly AccountEvent[] {
  return [{ type: 'ContactAddressConfirmed', data: {} }];
}
