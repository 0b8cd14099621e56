import { contractEvent, type ContractData, type ContractEvent } from '#contracts';
import type { RecordedEvent } from '#event-sourcing';
import type { CaseAccessed } from './domain/case-access';
import { otherThan, type ThreadEvent } from './domain/thread';

/** What the mailbox tells the others about a stored event: ids and kinds, never content. Every event becomes exactly one. */
export function publish(recorded: RecordedEvent): ContractEvent {
  return contractEvent(recorded, 'mailbox', dataOf(recorded as RecordedEvent<ThreadEvent | CaseAccessed>));
}

function dataOf(recorded: RecordedEvent<ThreadEvent | CaseAccessed>): ContractData {
  // Type and data were stored together by one decider; the store only keeps them in two fields.
  const event = { type: recorded.type, data: recorded.data } as ThreadEvent | CaseAccessed;
  if (event.type === 'CaseAccessed') return event.data;
  const { applicationId, applicantId, office } = event.data;
  const ofCase = { applicationId, applicantId, office };
  switch (event.type) {
    case 'ThreadOpened':
      return ofCase;
    case 'EntryAdded':
      return { ...ofCase, entryId: event.data.entryId, kind: event.data.kind };
    case 'MessageWritten':
      return {
        ...ofCase,
        messageId: event.data.messageId,
        authorRole: recorded.metadata.actor.role,
        recipient: otherThan(event.data.author),
      };
    case 'NoticeDeposited':
      return { ...ofCase, noticeId: event.data.noticeId, decisionVersion: event.data.decisionVersion };
    case 'NoticeRetrieved':
      return { ...ofCase, noticeId: event.data.noticeId };
    case 'MessagesRead':
      return { ...ofCase, by: event.data.by };
  }
}
