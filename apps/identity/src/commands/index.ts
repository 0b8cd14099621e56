import type { ActFor } from './act-for';
import type { ClaimGuest } from './claim-guest';
import type { EndGuest } from './end-guest';
import type { GiveConsent } from './give-consent';
import type { RequestSignInLink } from './request-sign-in-link';
import type { SignIn } from './sign-in';
import type { RecordRefusal } from './record-refusal';
import type { SignOut } from './sign-out';
import type { StepUp } from './step-up';
import type { WithdrawConsent } from './withdraw-consent';

/** Everything that can happen to an account. */
export type AccountCommand =
  SignIn | StepUp | SignOut | GiveConsent | WithdrawConsent | ActFor | ClaimGuest | EndGuest;

/** Everything that can happen to a sign-in link. That it is used is the sign-in of an account. */
export type SignInLinkCommand = RequestSignInLink;

/** Everything that is recorded of an attempt to sign in at a provider. */
export type SignInAttemptCommand = RecordRefusal;
