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
 * What an event of a case does to its thread: opens it, or adds an entry (D20). `undefined` where it tells the citizen nothing
 * new: a draft is their own, who is assigned is internal, and a notice is an item of its own.
 */
const effectOf: Readonly<Record<CaseEventType, EntryKind | 'opens-thread' | undefined>> = {
  'application.ApplicationDrafted': 'opens-thread',
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

/** Only these are listened to: what has no effect costs no transaction. */
const followed = (Object.keys(effectOf) as CaseEventType[]).filter((type) => effectOf[type] !== undefined);

/** Keeps each thread in step with its case: opens it, adds entries, deposits notices, and knows the responsible office. */
@Controller()
export class CaseEventsConsumer {
  constructor(
    private readonly threads: Threads,
    private readonly caseFiles: CaseFiles,
  ) {}

  @EventPattern(followed)
  async follow(@Payload() event: CaseEvent, @Ctx() context: ConsumerContext): Promise<void> {
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
    const kind = effectOf[event.type];
    if (kind === undefined || kind === 'opens-thread') return undefined;
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
