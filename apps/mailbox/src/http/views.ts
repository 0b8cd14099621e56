import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { mailboxEntries, type Outcome } from '#contracts';
import { scans } from '#documents';
import { localised, type Language } from '#http';
import type { ThreadNews } from '../live/thread-updates';
import type { MailboxPage } from '../read-models/thread-overview';
import type { Party } from '../domain/thread';
import { sealedAs, type NoticeText } from '../commands/contents';
import { noticesOf } from '../queries/notice-view';
import type { ReadThread } from '../queries/thread-query';
import { messagesLeft } from '../commands/write-message';
import { titleOf, viewThread } from '../queries/thread-view';

const entryKinds = [...mailboxEntries.keys()];

export class LatestItem {
  @ApiProperty({ enum: [...entryKinds, 'message', 'notice'] }) readonly kind!: string;
  /** @example "Neue Nachricht" */
  readonly title!: string;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
}

/** One thread in a mailbox. */
export class ThreadLineAnswer {
  @ApiProperty({ format: 'uuid' }) readonly applicationId!: string;
  /** @example DU-2026-000123-7 */
  readonly reference!: string;
  /** @example bewohnerparkausweis */
  readonly serviceKey!: string;
  /** @example strassenverkehr */
  readonly office!: string;
  /** Entries, messages and notices that the one who asks has not read. */
  readonly unread!: number;
  readonly messages!: number;
  /** Version of the thread. */
  readonly version!: number;
  readonly latest!: LatestItem;
}

/** A mailbox: its threads, newest first, and what is unread in all of them. */
export class MailboxAnswer {
  readonly items!: ThreadLineAnswer[];
  /** Unread over all threads, not this page only. */
  readonly unread!: number;
  readonly nextCursor?: string;
}

/** A document that goes with a message. */
export class AttachedDocumentAnswer {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  /** As it was given; absent where it was erased. */
  readonly name?: string;
  /** Bytes. */
  @ApiProperty({ type: 'integer' }) readonly size!: number;
  @ApiProperty({ example: 'application/pdf' }) readonly mediaType!: string;
  @ApiProperty({ enum: scans, enumName: 'Scan' })
  readonly scan!: string;
  /** Whether it can be opened now, at `…/messages/documents/{id}`. */
  readonly mayBeOpened!: boolean;
}

/** A paper of a payment that goes with a line: `GET /payments/{paymentId}/documents/{documentId}`. */
export class PaymentPaperAnswer {
  @ApiProperty({ format: 'uuid' }) readonly paymentId!: string;
  @ApiProperty({ format: 'uuid' }) readonly documentId!: string;
  readonly name!: string;
  /** Bytes. */
  @ApiProperty({ type: 'integer' }) readonly size!: number;
  @ApiProperty({ example: 'application/pdf' }) readonly mediaType!: string;
}

/** One line of a thread. */
export class ThreadItemAnswer {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ enum: ['entry', 'message', 'notice'] }) readonly kind!: string;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiProperty({ enum: ['citizen', 'office', 'system'] }) readonly author!: string;
  @ApiPropertyOptional({ enum: entryKinds }) readonly entryKind?: string;
  readonly title?: string;
  /** Plain text; never HTML. */
  readonly text?: string;
  readonly documents?: string[];
  @ApiPropertyOptional({ format: 'date' }) readonly dueOn?: string;
  /** Of an entry about a payment: the paper that goes with it. */
  readonly document?: PaymentPaperAnswer;
  /** Of a message: the documents that go with it. */
  readonly attachments?: AttachedDocumentAnswer[];
  /** Of a notice: whether the citizen has retrieved it. */
  readonly retrieved?: boolean;
  /** Of a notice: a later decision has replaced it. */
  readonly replaced?: boolean;
  /** Of a notice: it is not provided any more, and comes by post. */
  readonly provisionEnded?: boolean;
  readonly unread!: boolean;
  /** The content was erased for good. */
  readonly erased?: boolean;
}

/** A thread, oldest line first. */
export class ThreadAnswer {
  @ApiProperty({ format: 'uuid' }) readonly applicationId!: string;
  readonly reference!: string;
  readonly office!: string;
  readonly unread!: number;
  /** How many more messages the reader's side may write about this application today. */
  readonly messagesLeft!: number;
  /** Oldest first; of a long thread the last lines. */
  readonly items!: ThreadItemAnswer[];
  /** There are earlier lines: ask again with `before` set to this. */
  @ApiPropertyOptional({ example: 101 }) readonly earlierBefore?: number;
}

/** A thread that changed, as it stood after that: an event of the stream. */
export class ThreadUpdateAnswer implements ThreadNews {
  @ApiProperty({ format: 'uuid' }) readonly applicationId!: string;
  /** Of the thread. */
  readonly version!: number;
  /** By the citizen. */
  readonly unread!: number;
  @ApiProperty({ format: 'date-time' }) readonly updatedAt!: string;
}

/** A notice: what it is, and once it is retrieved what it says. */
export class NoticeAnswer {
  @ApiProperty({ format: 'uuid' }) readonly noticeId!: string;
  @ApiProperty({ format: 'uuid' }) readonly applicationId!: string;
  /** @example "Bescheid vom 20.11.2026" */
  readonly title!: string;
  /** When it was provided (§ 41(2a) VwVfG NRW). */
  @ApiProperty({ format: 'date-time' })
  readonly providedAt!: string;
  /** When the citizen retrieved it, by `POST …/retrieve`; absent while they have not, and then nothing of the content is here. */
  @ApiPropertyOptional({ format: 'date-time' })
  readonly retrievedAt?: string;
  /** A later decision has replaced it. */
  readonly replaced!: boolean;
  /** It is not provided any more, and comes by post. */
  readonly provisionEnded!: boolean;
  readonly outcome?: Outcome;
  readonly text?: string;
  /** Information on legal remedies. */
  readonly legalRemedies?: string;
  /** The notice as a PDF document of its application: `GET /applications/{applicationId}/documents/{documentId}`. */
  @ApiPropertyOptional({ format: 'uuid' }) readonly documentId?: string;
  readonly erased?: boolean;
}

export function mailboxAnswer({ items, unread, nextCursor }: MailboxPage, language: Language): MailboxAnswer {
  return {
    items: items.map(({ latestKind, latestAt, ...line }) => ({
      ...line,
      latest: { kind: latestKind, title: titleOf(latestKind)[language], at: latestAt },
    })),
    unread,
    ...(nextCursor !== undefined && { nextCursor }),
  };
}

export function threadAnswer(
  { thread, now, events, open, scanOf, earlierBefore }: ReadThread,
  party: Party,
  language: Language,
): ThreadAnswer {
  return {
    applicationId: thread.applicationId,
    reference: thread.reference,
    office: thread.office,
    unread: thread.unread[party],
    messagesLeft: messagesLeft(thread, party, now),
    items: localised(viewThread(events, party, open, scanOf), language) as ThreadItemAnswer[],
    ...(earlierBefore !== undefined && { earlierBefore }),
  };
}

/** A notice of a thread; undefined where the thread has no such notice. What it says is shown once it is retrieved. */
export function noticeAnswer(
  { thread: { applicationId }, events, open }: ReadThread,
  noticeId: string,
  language: Language,
): NoticeAnswer | undefined {
  const notice = noticesOf(events).get(noticeId);
  if (notice === undefined) return undefined;
  const { at: _, content, title, ...facts } = notice;
  const shown = { ...facts, applicationId, title: title[language] };
  if (notice.retrievedAt === undefined) return shown;
  const text = open<NoticeText>(content, sealedAs.notice(noticeId));
  return text === 'erased' ? { ...shown, erased: true } : ({ ...shown, ...text } as NoticeAnswer);
}
