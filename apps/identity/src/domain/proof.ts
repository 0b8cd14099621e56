import type { PersonKind, Role } from './account';
import type { LevelOfAssurance, Means, SignInMethod } from './means';
import type { Profile } from './profile';

/**
 * By what an account is found, each with its own keyed hash: a person may be known by several. `bundid` is bPK2, `openid-subject`
 * and `staff-subject` are issuer and subject. Stored: never rename one.
 */
export const knownByPurposes = [
  'email-address',
  'staff-subject',
  'bundid',
  'servicekonto-nrw',
  'openid-subject',
  'local-account',
] as const;
export type KnownByPurpose = (typeof knownByPurposes)[number];

export interface KnownBy {
  readonly purpose: KnownByPurpose;
  readonly value: string;
}

/** What a way in has proven about somebody; the same for every way. */
export interface Proof {
  readonly kind: PersonKind;
  /**
   * What the account is found by. Absent for a temporary login of BundID, which tells nothing that stays: its account is found
   * by nobody again.
   */
  readonly knownBy?: KnownBy;
  /** The profile of an account that comes into being now; of an existing one, `attributes` refresh it (R15). */
  readonly profile: Profile;
  readonly method: SignInMethod;
  /** What was used there, where the way in says so. */
  readonly means?: Means;
  readonly levelOfAssurance: LevelOfAssurance;
  readonly roles: readonly [Role, ...Role[]];
  /** Keys of the offices that one of the staff works for. */
  readonly offices: readonly string[];
  /** When the person last proved to the provider who they are, UTC, ISO 8601; absent where it does not say. */
  readonly authenticatedAt?: string;
  /** Issuer and id of the session at the provider, which may end ours with it (OpenID Connect Back-Channel Logout). */
  readonly providerSession?: string;
  /** Id of the sign-in link that proves it. It is used up by the same transaction. */
  readonly link?: string;
  /** Nobody signs in: somebody files without an account, or comes back to that (R10a). */
  readonly guest?: GuestProof;
}

/** What is known of a guest: nothing at first, and from the first link that was opened on, the address that it went to. */
export type GuestProof =
  | { readonly kind: 'newcomer' }
  /** @param address normalised; the link to it was opened */
  | { readonly kind: 'returning'; readonly personId: string; readonly address: string };
