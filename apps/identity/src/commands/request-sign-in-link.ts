import type { SignInLink, SignInLinkEvent } from '../domain/sign-in-link';

/** Somebody wants a link to sign in with sent to an address, which may belong to nobody (R10b, R18). */
export interface RequestSignInLink {
  readonly type: 'request-sign-in-link';
}

/** One link is requested once. */
export function requestSignInLink(
  _command: RequestSignInLink,
  { requested }: SignInLink,
): readonly SignInLinkEvent[] {
  return requested ? [] : [{ type: 'SignInLinkRequested', data: {} }];
}
