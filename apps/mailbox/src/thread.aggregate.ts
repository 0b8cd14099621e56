import { caseAccessAggregate } from '#commands';
import { boundRow, foundRow } from '#documents';
import type { Aggregate, StreamName } from '#event-sourcing';
import { folding, type Folding } from '#verification';
import { v5 as uuidv5 } from 'uuid';
import type { ThreadCommand } from './commands';
import { threadDecider } from './commands/decider';
import type { Thread, ThreadEvent } from './domain/thread';
import { threadOverview } from './read-models/thread-overview';

/** The thread as it is stored: its stream type, its decider, and the list that changes with every append. */
export const threadAggregate: Aggregate<Thread, ThreadCommand, ThreadEvent> = {
  streamType: 'thread',
  decider: threadDecider,
  readModels: [threadOverview],
  besides(command, events) {
    if (events.length === 0) return [];
    return [
      ...('binds' in command ? command.binds.map(boundRow) : []),
      ...('finds' in command ? [foundRow(command.finds)] : []),
    ];
  },
};

/** What the verifier and the rebuild fold anew. */
export const foldings: readonly Folding[] = [folding(threadAggregate), folding(caseAccessAggregate)];

/** The thread of an application. Derived, so that every replica and every redelivered event finds the same stream. */
export function threadOf(tenant: string, applicationId: string): StreamName {
  return { tenant, streamId: uuidv5('mailbox-thread', applicationId) };
}
