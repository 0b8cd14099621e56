import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { mailboxEntries } from '#contracts';
import { localised, type Language } from '#http';
import type { MailboxPage } from '../read-models/thread-overview';
import type { Party } from '../domain/thread';
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
  /** Of a notice: whether the citizen has opened it. */
  readonly retrieved?: boolean;
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
  readonly items!: ThreadItemAnswer[];
}

/** A notice as the citizen retrieves it. */
export class NoticeAnswer {
  @ApiProperty({ format: 'uuid' }) readonly noticeId!: string;
  @ApiProperty({ format: 'uuid' }) readonly applicationId!: string;
  /** When it was provided (OZG § 9). */
  @ApiProperty({ format: 'date-time' })
  readonly providedAt!: string;
  @ApiPropertyOptional({ enum: ['granted', 'partly', 'rejected'] }) readonly outcome?: string;
  readonly text?: string;
  /** Information on legal remedies. */
  readonly legalRemedies?: string;
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
  { thread, now, events, open }: ReadThread,
  party: Party,
  language: Language,
): ThreadAnswer {
  return {
    applicationId: thread.applicationId,
    reference: thread.reference,
    office: thread.office,
    unread: thread.unread[party],
    messagesLeft: messagesLeft(thread, party, now),
    items: localised(viewThread(events, party, open), language) as ThreadItemAnswer[],
  };
}
