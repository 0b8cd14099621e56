import type { EndAccountLink, RequestAccountLink } from './account-link';
import type { ChangePassword } from './change-password';
import type { GiveConsent } from './give-consent';
import type { RequestSignInLink } from './request-sign-in-link';
import type { SignIn } from './sign-in';
import type { RecordRefusal } from './record-refusal';
import type { SignOut } from './sign-out';
import type { StepUp } from './step-up';
import type { WithdrawConsent } from './withdraw-consent';

/** Everything that can happen to an account. */
export type AccountCommand = SignIn | StepUp | SignOut | ChangePassword | GiveConsent | WithdrawConsent;

/** Everything that can happen to a sign-in link. That it is used is the sign-in of an account. */
export type SignInLinkCommand = RequestSignInLink;

/** Everything that is recorded of an attempt to sign in at a provider. */
export type SignInAttemptCommand = RecordRefusal;

/** Everything that can happen to a link to the address of an account here. */
export type AccountLinkCommand = RequestAccountLink | EndAccountLink;
