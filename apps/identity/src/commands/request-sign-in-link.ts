import type { SignInLink, SignInLinkEvent } from '../domain/sign-in-link';

/** Somebody wants a link to sign in with sent to an address, which may belong to nobody (R10b, R18). */
export interface RequestSignInLink {
  readonly type: 'request-sign-in-link';
  /** It leads back to what was filed without an account (R10a); the mail says so. */
  readonly forGuest: boolean;
}

/** One link is requested once. */
export function requestSignInLink(
  { forGuest }: RequestSignInLink,
  { requested }: SignInLink,
): readonly SignInLinkEvent[] {
  if (requested) return [];
  return [{ type: forGuest ? 'GuestLinkRequested' : 'SignInLinkRequested', data: {} }];
}
