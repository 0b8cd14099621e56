import { v5 as uuidv5 } from 'uuid';
import type { Aggregate, StreamName } from '#event-sourcing';
import { caseAccessDecider, type CaseAccess, type CaseAccessed } from './domain/case-access';
import { threadDecider, type Thread, type ThreadCommand, type ThreadEvent } from './domain/thread';
import { threadOverview } from './read-models/thread-overview';

/** The thread as it is stored: its stream type, its decider, and the list that changes with every append. */
export const threadAggregate: Aggregate<Thread, ThreadCommand, ThreadEvent> = {
  streamType: 'thread',
  decider: threadDecider,
  readModels: [threadOverview],
};

/** Who of the staff read a thread; no list, the auditor reads the events. */
export const caseAccessAggregate: Aggregate<CaseAccess, CaseAccessed['data'], CaseAccessed> = {
  streamType: 'case-access',
  decider: caseAccessDecider,
  readModels: [],
};

/** The thread of an application. Derived, so that every replica and every redelivered event finds the same stream. */
export function threadOf(tenant: string, applicationId: string): StreamName {
  return { tenant, streamId: uuidv5('mailbox-thread', applicationId) };
}

/** The record of who read the thread of an application. */
export function caseAccessOf(tenant: string, applicationId: string): StreamName {
  return { tenant, streamId: uuidv5('mailbox-case-access', applicationId) };
}
