import type { SignInMethod } from '../domain/means';
import type { RefusalReason, SignInAttempt, SignInAttemptEvent } from '../domain/sign-in-attempt';

/** An answer in the name of a provider was refused: nobody is signed in, and it is remembered. */
export interface RecordRefusal {
  readonly type: 'record-refusal';
  readonly method: SignInMethod;
  readonly reason: RefusalReason;
}

/** So many refusals of one attempt are told; a machine that goes on trying tells nothing new. */
const most = 20;

export function recordRefusal(
  { method, reason }: RecordRefusal,
  { refusals }: SignInAttempt,
): readonly SignInAttemptEvent[] {
  return refusals < most ? [{ type: 'SignInRefused', data: { method, reason } }] : [];
}
