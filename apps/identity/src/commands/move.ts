import type { Account, AccountEvent } from '../domain/account';
import type { SignInMethod } from '../domain/means';

/** Somebody who proved both sides goes on with this account, by the way in of the other one (W11). */
export interface MoveHere {
  readonly type: 'move-here';
  /** The other account. */
  readonly from: string;
  /** The way in that comes along. */
  readonly method: SignInMethod;
  readonly provenBy: SignInMethod;
  /** Handle of the session that comes along. */
  readonly sessionId: string;
}

/** The other side of it: this account ends. */
export interface MoveAway {
  readonly type: 'move-away';
  readonly into: string;
}

/** Told twice, it happened once. */
export function moveHere(
  { from, method, provenBy, sessionId }: MoveHere,
  { openSessions }: Account,
): readonly AccountEvent[] {
  if (openSessions.includes(sessionId)) return [];
  return [
    { type: 'MovedFrom', data: { personId: from, method, provenBy, sessionId } },
    { type: 'WayInAdded', data: { method } },
  ];
}

export function moveAway({ into }: MoveAway): readonly AccountEvent[] {
  return [{ type: 'MovedInto', data: { personId: into } }];
}
