import type { Account, AccountEvent } from '../domain/account';

/** Somebody ends one of their sessions. */
export interface SignOut {
  readonly type: 'sign-out';
  /** Handle of the session. */
  readonly sessionId: string;
}

/** Ending a session that has ended, or that is somebody else's, changes nothing. */
export function signOut({ sessionId }: SignOut, account: Account): readonly AccountEvent[] {
  return account.openSessions.includes(sessionId) ? [{ type: 'SignedOut', data: { sessionId } }] : [];
}
