import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { asService } from '#commands';
import {
  contractEventTypes,
  mailboxEntries,
  mailboxKindOf,
  type CaseEventType,
  type ContractEvent,
} from '#contracts';
import { withCorrelationId } from '#http';
import type { ConsumerContext } from '#messaging';
import { CaseFiles } from '../case-files';
import { sealedAs, type EntryText } from '../commands/contents';
import type { FollowCaseInput } from '../commands/follow-case';
import type { Entry } from '../domain/thread';
import { FactSources } from '../thread-facts';
import { GiveCommand } from '../thread.handler';
import { idFrom } from './ids';

type CaseEvent = ContractEvent<CaseEventType>;

/**
 * The events of a case that have an effect on its thread: the draft opens it, and whatever the citizen reads in the mailbox adds
 * an entry (D20; `mailboxEntries` of the contracts). Only these are listened to: what has no effect costs no transaction.
 */
const followed = contractEventTypes.filter(
  (type) =>
    type === 'application.ApplicationDrafted' ||
    (type.startsWith('application.') && mailboxEntries.has(mailboxKindOf(type))),
);

/** Keeps each thread in step with its case: opens it, adds entries, deposits notices, and knows the responsible office. */
@Controller()
export class CaseEventsConsumer {
  constructor(
    private readonly commands: CommandBus,
    private readonly caseFiles: CaseFiles,
    private readonly facts: FactSources,
  ) {}

  @EventPattern(followed)
  async follow(@Payload() event: CaseEvent, @Ctx() context: ConsumerContext): Promise<void> {
    const { tenant } = event;
    const { applicationId, applicantId, office, serviceKey, reference } = event.data;
    // Before the transaction: the case's key is made in one of its own, and another service is asked.
    const entry = await this.entryOf(event);
    const notice = await this.noticeOf(event);
    const input = {
      case: { applicationId, applicantId, office, serviceKey, reference },
      ...(entry && { entry }),
      ...(notice && { notice }),
      ...noticeChangeOf(event),
    };
    await withCorrelationId(event.correlationid, () =>
      context.onceWith((alongside) =>
        this.commands.execute(
          new GiveCommand(
            asService('mailbox', tenant),
            applicationId,
            { name: 'follow-case', input },
            { causationId: event.id, alongside },
          ),
        ),
      ),
    );
  }

  private async entryOf(event: CaseEvent): Promise<Entry | undefined> {
    const kind = mailboxKindOf(event.type);
    if (!mailboxEntries.has(kind)) return undefined;
    const entry: Entry = { entryId: idFrom(event, 'entry'), kind, at: event.time };
    const text = await this.textOf(event);
    return text === undefined
      ? entry
      : { ...entry, content: await this.seal(event, text, sealedAs.entry(entry.entryId)) };
  }

  /** What is to be read in an entry, beyond that it is there. */
  private async textOf(event: CaseEvent): Promise<EntryText | undefined> {
    if (event.type === 'application.DocumentsRequested') return this.caseFiles.documentRequest(event);
    const isPosted = event.type === 'application.DecisionIssued' && event.data.delivery === 'post';
    return isPosted ? { text: noticeByPost } : undefined;
  }

  /** Who has not consented to the mailbox gets the notice by post (law 1). */
  private async noticeOf(event: CaseEvent): Promise<FollowCaseInput['notice']> {
    if (event.type !== 'application.DecisionIssued' || event.data.delivery === 'post') return undefined;
    const noticeId = idFrom(event, 'notice');
    const text = await this.caseFiles.notice(event);
    const content = await this.seal(event, text, sealedAs.notice(noticeId));
    return { noticeId, decisionVersion: event.streamversion, at: event.time, content };
  }

  private seal({ tenant, data }: CaseEvent, content: unknown, purpose: string) {
    return this.facts.of(tenant, data.applicationId).seal(content, purpose);
  }
}

const noticeByPost = {
  de: 'Der Bescheid kommt mit der Post, weil Sie nicht eingewilligt haben, Bescheide online zu erhalten.',
  en: 'The notice comes by post, because you have not consented to receive notices online.',
};

/** What happens to a notice that the thread has already. */
function noticeChangeOf(event: CaseEvent): Pick<FollowCaseInput, 'replaces' | 'ended'> {
  if (event.type === 'application.ProvisionEnded') return { ended: event.data.noticeId };
  if (event.type !== 'application.DecisionIssued') return {};
  const { replaces } = event.data;
  return replaces === undefined ? {} : { replaces };
}
