import type {
  Account,
  AccountEvent,
  LevelOfAssurance,
  PersonKind,
  Role,
  SignInMethod,
} from '../domain/account';
import type { Profile } from '../domain/profile';

/** What a way to sign in has proven about somebody; the same for every way. */
export interface Proof {
  readonly kind: PersonKind;
  /** What the account is found by: an address, or issuer and subject. Stored as a keyed hash. */
  readonly knownBy: { readonly purpose: 'email-address' | 'staff-subject'; readonly value: string };
  /** The profile of an account that comes into being now; that of an existing one stays. */
  readonly profile: Profile;
  /** E.g. `email-link`. */
  readonly method: SignInMethod;
  readonly levelOfAssurance: LevelOfAssurance;
  readonly roles: readonly [Role, ...Role[]];
  /** Keys of the offices that one of the staff works for. */
  readonly offices: readonly string[];
  /** Id of the sign-in link that proves it. It is used up by the same transaction. */
  readonly link?: string;
}

/** Somebody who has just proven who they are signs in. */
export interface SignIn {
  readonly type: 'sign-in';
  readonly proof: Proof;
  /** Handle of the session that is opened. */
  readonly sessionId: string;
}

/** An account comes into being when somebody proves for the first time that the address is theirs. */
export function signIn({ proof, sessionId }: SignIn, account: Account): readonly AccountEvent[] {
  if (account.openSessions.includes(sessionId)) return [];
  const { kind, method, levelOfAssurance } = proof;
  const signedIn = { type: 'SignedIn', data: { sessionId, method, levelOfAssurance } } as const;
  return account.registered ? [signedIn] : [{ type: 'PersonRegistered', data: { kind } }, signedIn];
}
