import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { v5 as uuidv5 } from 'uuid';
import { type ContractEvent, type ContractEventType } from '#contracts';
import type { EventMetadata } from '#event-sourcing';
import type { ConsumerContext } from '#messaging';
import { Threads } from '../commands/threads';
import type { Entry, EntryKind, Notice } from '../domain/thread';
import { CaseFiles } from '../case-files';
import { sealedAs } from '../contents';

type CaseEventType = Exclude<ContractEventType & `application.${string}`, 'application.CaseAccessed'>;
type CaseEvent = ContractEvent<CaseEventType>;

/**
 * The entry that an event of a case leads to in its thread (D20); `undefined` where it tells the citizen nothing new:
 * a draft is their own, who is assigned is internal, and a notice is an item of its own.
 */
const entryKindOf: Readonly<Record<CaseEventType, EntryKind | undefined>> = {
  'application.ApplicationDrafted': undefined,
  'application.FormSaved': undefined,
  'application.ApplicationSubmitted': undefined,
  'application.ApplicationFiled': 'application-filed',
  'application.CaseAssigned': undefined,
  'application.ProcessingStarted': 'processing-started',
  'application.CaseForwarded': 'case-forwarded',
  'application.DocumentsRequested': 'documents-requested',
  'application.DocumentsSupplied': 'documents-supplied',
  'application.DecisionIssued': 'decision-issued',
  'application.EntryCorrected': undefined,
  'application.NoticeProvided': undefined,
  'application.NoticeRetrieved': undefined,
  'application.ApplicationWithdrawn': 'application-withdrawn',
  'application.CaseClosed': 'case-closed',
  'application.CaseReopened': 'case-reopened',
};

/** Keeps each thread in step with its case: opens it, adds entries, deposits notices, and knows the responsible office. */
@Controller()
export class CaseEventsConsumer {
  constructor(
    private readonly threads: Threads,
    private readonly caseFiles: CaseFiles,
  ) {}

  @EventPattern('application.*')
  async follow(@Payload() event: ContractEvent, @Ctx() context: ConsumerContext): Promise<void> {
    if (!isCaseEvent(event)) return;
    const { tenant } = event;
    const { applicationId, applicantId, office, serviceKey, reference } = event.data;
    const entry = await this.entryOf(event);
    const notice = await this.noticeOf(event);
    await context.once((client) =>
      this.threads.follow(
        client,
        tenant,
        {
          type: 'follow-case',
          case: { applicationId, applicantId, office, serviceKey, reference },
          ...(entry && { entry }),
          ...(notice && { notice }),
        },
        causedBy(event),
      ),
    );
  }

  private async entryOf(event: CaseEvent): Promise<Entry | undefined> {
    const kind = entryKindOf[event.type];
    if (kind === undefined) return undefined;
    const entry: Entry = { entryId: idFrom(event, 'entry'), kind, at: event.time };
    if (event.type !== 'application.DocumentsRequested') return entry;
    const text = await this.caseFiles.documentRequest(event);
    return {
      ...entry,
      content: await this.threads.seal(
        event.tenant,
        event.data.applicationId,
        text,
        sealedAs.entry(entry.entryId),
      ),
    };
  }

  private async noticeOf(event: CaseEvent): Promise<Notice | undefined> {
    if (event.type !== 'application.DecisionIssued') return undefined;
    const noticeId = idFrom(event, 'notice');
    const text = await this.caseFiles.notice(event);
    const content = await this.threads.seal(
      event.tenant,
      event.data.applicationId,
      text,
      sealedAs.notice(noticeId),
    );
    return { noticeId, decisionVersion: event.streamversion, at: event.time, content };
  }
}

/** A newer release may send types that are not in the table, and `CaseAccessed` is about the staff: neither is for the thread. */
function isCaseEvent(event: ContractEvent): event is CaseEvent {
  return Object.hasOwn(entryKindOf, event.type);
}

/** The same id whenever the same event is delivered. */
function idFrom(event: ContractEvent, what: string): string {
  return uuidv5(`${what} ${event.id}`, event.subject);
}

function causedBy(event: ContractEvent): EventMetadata {
  return {
    actor: { personId: 'service:mailbox', role: 'service' },
    commandId: idFrom(event, 'command'),
    correlationId: event.correlationid,
    causationId: event.id,
  };
}
