import type { RequestSignInLink } from './request-sign-in-link';
import type { SignIn } from './sign-in';
import type { SignOut } from './sign-out';

/** Everything that can happen to an account. */
export type AccountCommand = SignIn | SignOut;

/** Everything that can happen to a sign-in link. That it is used is the sign-in of an account. */
export type SignInLinkCommand = RequestSignInLink;
