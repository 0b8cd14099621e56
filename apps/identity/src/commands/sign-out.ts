import type { Account, AccountEvent } from '../domain/account';

/** Somebody ends sessions of theirs: the one they are in, or others. */
export interface SignOut {
  readonly type: 'sign-out';
  /** Handles of the sessions. */
  readonly sessionIds: readonly string[];
  /** Handle of the session in which it is done; undefined where it is done in none, e.g. by the staff's directory. */
  readonly doneIn?: string | undefined;
}

/** Ending a session that has ended, or that is somebody else's, changes nothing. */
export function signOut({ sessionIds, doneIn }: SignOut, account: Account): readonly AccountEvent[] {
  return account.openSessions
    .filter((sessionId) => sessionIds.includes(sessionId))
    .map((sessionId) => {
      const endedIn = doneIn === undefined || doneIn === sessionId ? {} : { endedIn: doneIn };
      return { type: 'SignedOut', data: { sessionId, ...endedIn } };
    });
}
