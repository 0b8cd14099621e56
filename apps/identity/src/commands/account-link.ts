import {
  requestedOf,
  type AccountLink,
  type AccountLinkEvent,
  type AccountLinkKind,
} from '../domain/account-link';

/** Somebody registers an address, or has forgotten a password (W6a H11): a link goes there. */
export interface RequestAccountLink {
  readonly type: 'request-account-link';
  readonly kind: AccountLinkKind;
}

/** The link was used, or its time is over. */
export interface EndAccountLink {
  readonly type: 'end-account-link';
  readonly used: boolean;
}

/** A link is requested once, and ends once. */
export function accountLink(
  command: RequestAccountLink | EndAccountLink,
  { open }: AccountLink,
): readonly AccountLinkEvent[] {
  switch (command.type) {
    case 'request-account-link':
      return open === undefined ? [{ type: requestedOf[command.kind], data: {} }] : [];
    case 'end-account-link':
      return open === undefined ? [] : [{ type: 'AccountLinkEnded', data: { used: command.used } }];
  }
}
