import {
  addressLinkEventOf,
  type AddressLink,
  type AddressLinkEvent,
  type AddressLinkPurpose,
} from '../domain/address-link';

/** Somebody has a link sent to an address that they say is theirs, or that their other account has. */
export interface RequestAddressLink {
  readonly type: 'request-address-link';
  readonly purpose: AddressLinkPurpose;
  readonly personId: string;
}

/** One link is requested once. */
export function requestAddressLink(
  { purpose, personId }: RequestAddressLink,
  { requested }: AddressLink,
): readonly AddressLinkEvent[] {
  return requested ? [] : [{ type: addressLinkEventOf[purpose], data: { personId } }];
}
