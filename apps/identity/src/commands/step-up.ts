import type { Account, AccountEvent } from '../domain/account';
import type { Declaration } from '../domain/arrival';
import type { Proof } from '../domain/proof';

/** Somebody whose session runs has proven anew who they are (D17 R14), perhaps for one declaration (W2 W3). */
export interface StepUp {
  readonly type: 'step-up';
  readonly proof: Proof;
  /** Handle of the session. */
  readonly sessionId: string;
  /** The account is from now on also found by what the proof names. */
  readonly addsWayIn: boolean;
  readonly declaration?: Declaration & { readonly proofId: string };
}

/** What was proven is recorded; a session that was signed out of meanwhile gets nothing. */
export function stepUp(command: StepUp, account: Account): readonly AccountEvent[] {
  const { proof, sessionId, addsWayIn, declaration } = command;
  if (!account.openSessions.includes(sessionId)) return [];
  const { method, means, levelOfAssurance } = proof;
  const proven = { method, ...(means && { means }), levelOfAssurance };
  const events: AccountEvent[] = [];
  if (addsWayIn) events.push({ type: 'WayInAdded', data: { method } });
  events.push({ type: 'SteppedUp', data: { sessionId, ...proven } });
  if (declaration) events.push({ type: 'DeclarationProven', data: { ...declaration, ...proven } });
  return events;
}
