import type { EndAccountLink, RequestAccountLink } from './account-link';
import type { ChangePassword } from './change-password';
import type { ActFor } from './act-for';
import type { ClaimGuest } from './claim-guest';
import type { EndGuest } from './end-guest';
import type { GiveConsent } from './give-consent';
import type { AgreeToHandOver } from './agree-to-hand-over';
import type { ConfirmContactAddress } from './confirm-contact-address';
import type { Erase } from './erase';
import type { MoveAway, MoveHere } from './move';
import type { RequestAddressLink } from './request-address-link';
import type { RequestSignInLink } from './request-sign-in-link';
import type { SignIn } from './sign-in';
import type { RecordPerson } from './record-person';
import type { RecordRefusal } from './record-refusal';
import type { SignOut } from './sign-out';
import type { StepUp } from './step-up';
import type { WithdrawConsent } from './withdraw-consent';

/** Everything that can happen to an account. */
export type AccountCommand =
  | SignIn
  | StepUp
  | SignOut
  | ChangePassword
  | GiveConsent
  | WithdrawConsent
  | ConfirmContactAddress
  | MoveHere
  | MoveAway
  | AgreeToHandOver
  | Erase
  | ActFor
  | ClaimGuest
  | RecordPerson
  | EndGuest;

/** Everything that can happen to a sign-in link. That it is used is the sign-in of an account. */
export type SignInLinkCommand = RequestSignInLink;

/** Everything that can happen to a link to an address. That it is used is what happens to an account. */
export type AddressLinkCommand = RequestAddressLink;

/** Everything that is recorded of an attempt to sign in at a provider. */
export type SignInAttemptCommand = RecordRefusal;

/** Everything that can happen to a link to the address of an account here. */
export type AccountLinkCommand = RequestAccountLink | EndAccountLink;
