import type { KnownByPurpose, Proof } from './proof';
import type { AttributeName, Profile } from './profile';

/** Which declaration somebody proves: of which application, and exactly what (W2 W3, law 3). */
export interface Declaration {
  readonly applicationId: string;
  /** SHA-256, hexadecimal. */
  readonly declarationHash: string;
}

/** Whose session it was that left for the provider. */
export interface FormerSession {
  readonly personId: string;
  /** Handle of the session. */
  readonly session: string;
}

/** Why somebody went to a provider; remembered on the server until they come back. */
export type Purpose =
  | { readonly kind: 'sign-in' }
  | ({ readonly kind: 'step-up' } & FormerSession)
  /** To prove an account of another way in that is to move to this one (W11). */
  | ({ readonly kind: 'move' } & FormerSession)
  | ({ readonly kind: 'declaration' } & FormerSession & Declaration);

/** The account that a session belongs to, as far as it matters here. */
export interface OwnAccount {
  readonly personId: string;
  /** By what it is found already. */
  readonly knownBy: readonly KnownByPurpose[];
  readonly profile: Profile;
}

/** What a proof means for the account whose session asked for it. */
export type StepUpArrival =
  | { readonly kind: 'own'; readonly addsWayIn: boolean }
  /** Nothing is merged and nobody is signed in: it is said (D17 R14). */
  | { readonly kind: 'another-person' };

/** What nobody changes from one proof to the next; a name does change, by marriage and by decision. */
const unchanging = ['dateOfBirth', 'placeOfBirth'] as const satisfies readonly AttributeName[];

/**
 * Whose proof it is that comes back to a running session. It is the own one when the account is known by it, or when nobody is
 * and nothing speaks against it: then the account is known by it from now on. The mail address decides nothing (bundid.md).
 * @param known the person that the proof finds, if any
 */
export function arriveAtStepUp(
  proof: Pick<Proof, 'knownBy' | 'profile'>,
  known: string | undefined,
  own: OwnAccount,
): StepUpArrival {
  if (known !== undefined) {
    return known === own.personId ? { kind: 'own', addsWayIn: false } : { kind: 'another-person' };
  }
  const purpose = proof.knownBy?.purpose;
  // Somebody has one BundID: another one is somebody else's.
  if (purpose !== undefined && own.knownBy.includes(purpose)) return { kind: 'another-person' };
  const differs = unchanging.some((name) => {
    const present = own.profile.attributes[name];
    const told = proof.profile.attributes[name];
    return present?.source === 'official' && told !== undefined && told.value !== present.value;
  });
  if (differs) return { kind: 'another-person' };
  return { kind: 'own', addsWayIn: purpose !== undefined };
}
