import type { Decider } from '#event-sourcing/decider';
import type { SignInMethod } from './means';

/** How long somebody may take at a provider, in seconds. */
export const attemptSeconds = 10 * 60;

/**
 * How long after a sign-in its browser is answered the same once more, in seconds: an answer can be lost on its way, with whatever
 * stood between, and then people load the page again.
 */
export const repeatSeconds = 60;

/**
 * Why an answer that says it comes from a provider was not believed, or leads to nothing: `other-person` proved who they are in
 * the session of somebody else, `no-role` is one of the staff whose directory lets them do nothing here, `denied` one whom it
 * does not let in (locked out, or they cancelled). Codes, for whoever watches over attacks; what a person reads is a problem.
 * Stored: never rename one.
 */
export const refusalReasons = [
  'replayed',
  'unsolicited',
  'expired',
  'not-yet-valid',
  'wrong-audience',
  'wrong-recipient',
  'wrong-request',
  'wrong-issuer',
  'wrong-tenant',
  'unsigned',
  'bad-signature',
  'several-assertions',
  'not-encrypted',
  'not-decryptable',
  'weak-algorithm',
  'malformed',
  'other-browser',
  'no-role',
  'denied',
  'other-person',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** What happened to an attempt to sign in that deserves to be remembered. */
export interface SignInAttemptEvent {
  readonly type: 'SignInRefused';
  readonly data: { readonly method: SignInMethod; readonly reason: RefusalReason };
}

export interface SignInAttempt {
  readonly refusals: number;
}

export const signInAttemptFold: Pick<
  Decider<SignInAttempt, never, SignInAttemptEvent>,
  'initialState' | 'evolve'
> = {
  initialState: { refusals: 0 },
  evolve: ({ refusals }) => ({ refusals: refusals + 1 }),
};
