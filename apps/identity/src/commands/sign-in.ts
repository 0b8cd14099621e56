import { Refusal } from '#event-sourcing/decider';
import type { Account, AccountEvent } from '../domain/account';
import type { Proof } from '../domain/proof';

/** Somebody who has just proven who they are signs in. */
export interface SignIn {
  readonly type: 'sign-in';
  readonly proof: Proof;
  /** Handle of the session that is opened. */
  readonly sessionId: string;
}

/**
 * An account comes into being when somebody proves for the first time who they are.
 * @throws Refusal `guest-gone`
 */
export function signIn({ proof, sessionId }: SignIn, account: Account): readonly AccountEvent[] {
  if (account.openSessions.includes(sessionId)) return [];
  // Somebody else's account has it now, or nothing is left of it.
  if (account.guest === 'claimed' || account.guest === 'ended') throw new Refusal('guest-gone');
  const { kind, method, means, levelOfAssurance } = proof;
  const data = { sessionId, method, ...(means && { means }), levelOfAssurance };
  const signedIn = { type: 'SignedIn', data } as const;
  return account.registered ? [signedIn] : [{ type: 'PersonRegistered', data: { kind } }, signedIn];
}
