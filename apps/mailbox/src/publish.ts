import { contractEvent, type ContractData, type ContractEvent } from '#contracts';
import type { RecordedEvent } from '#event-sourcing';
import type { CaseAccessed } from '#commands';
import { otherThan, type ThreadEvent } from './domain/thread';

type Stored = ThreadEvent | CaseAccessed;

/** What the mailbox tells the others about a stored event: ids and kinds, never content. Every event becomes exactly one. */
export function publish(recorded: RecordedEvent): ContractEvent {
  // Type and data were stored together by one decider; the store only keeps them in two fields.
  const event = { type: recorded.type, data: recorded.data } as Stored;
  return contractEvent<`mailbox.${Stored['type']}`>(recorded, 'mailbox', dataOf(event, recorded));
}

function dataOf(event: Stored, recorded: RecordedEvent): ContractData<`mailbox.${Stored['type']}`> {
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
    case 'NoticeReplaced':
    case 'ProvisionEnded':
      return { ...ofCase, noticeId: event.data.noticeId };
    case 'AttachmentWithdrawn':
      return { ...ofCase, documentId: event.data.documentId };
    case 'MessagesRead':
      return { ...ofCase, by: event.data.by };
  }
}
