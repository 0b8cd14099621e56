import type { Account, AccountEvent } from '../domain/account';

/** A session begins to act for somebody, or ends to (law 7). */
export interface ActFor {
  readonly type: 'act-for';
  /** Handle of the session until now, and from now on. */
  readonly formerSessionId: string;
  readonly sessionId: string;
  readonly mandateId: string;
  /** Person id; absent where it ends. */
  readonly actingFor?: string;
}

/** A session that was signed out of meanwhile acts for nobody. */
export function actFor(command: ActFor, account: Account): readonly AccountEvent[] {
  const { formerSessionId, sessionId, mandateId, actingFor } = command;
  if (!account.openSessions.includes(formerSessionId)) return [];
  const change = { sessionId, formerSessionId, mandateId };
  return actingFor === undefined
    ? [{ type: 'ActingEnded', data: change }]
    : [{ type: 'ActingBegan', data: { ...change, actingFor } }];
}
