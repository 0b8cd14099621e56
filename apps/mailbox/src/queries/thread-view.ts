import { mailboxEntries } from '#contracts';
import { mayBeOpened, type Scan } from '#documents';
import type { RecordedEvent } from '#event-sourcing';
import type { LocalText } from '#http';
import {
  sealedAs,
  type AttachmentName,
  type EntryText,
  type MessageText,
  type OpenContent,
  type PaymentPaper,
} from '../commands/contents';
import type { Entry, EntryKind, Message, Party, ThreadEvent } from '../domain/thread';
import { noticesOf, threadEvent, type NoticeView } from './notice-view';

/** The title of a line of the mailbox, in both languages. */
export function titleOf(kind: EntryKind): LocalText {
  if (kind === 'message') return { de: 'Neue Nachricht', en: 'New message' };
  if (kind === 'notice') return { de: 'Neuer Bescheid', en: 'New notice' };
  // An entry of a release that knew more kinds than this one is a line all the same.
  return mailboxEntries.get(kind) ?? { de: 'Neues zu Ihrem Antrag', en: 'News of your application' };
}

/** One line of a thread as its readers see it. `text` and `documents` are absent where `erased` is true. */
export interface ThreadItem {
  readonly id: string;
  readonly kind: 'entry' | 'message' | 'notice';
  /** UTC, ISO 8601 with microseconds. */
  readonly at: string;
  readonly author: Party | 'system';
  readonly entryKind?: EntryKind;
  readonly title?: LocalText;
  readonly text?: string | LocalText;
  readonly documents?: readonly string[];
  readonly dueOn?: string;
  /** Of an entry: a paper of a payment that goes with it. */
  readonly document?: PaymentPaper;
  /** Of a message: the documents that go with it. */
  readonly attachments?: readonly AttachedDocument[];
  /** Of a notice: whether the citizen has retrieved it, which is how its text is read. */
  readonly retrieved?: boolean;
  /** Of a notice: a later decision has replaced it. */
  readonly replaced?: boolean;
  /** Of a notice: it is not provided any more, and comes by post. */
  readonly provisionEnded?: boolean;
  /** Not yet read by the one who asks. */
  readonly unread: boolean;
  /** The content was erased for good; that it existed stays on record. */
  readonly erased?: true;
}

/** A document that goes with a message, as its readers see it. */
export interface AttachedDocument {
  readonly id: string;
  /** As it was given; absent where it was erased. */
  readonly name?: string;
  readonly size: number;
  readonly mediaType: string;
  readonly scan: Scan;
  readonly mayBeOpened: boolean;
}

/** The thread as one side reads it, oldest first (D21). @param scanOf what is known of malware in a document */
export function viewThread(
  events: readonly RecordedEvent<ThreadEvent>[],
  reader: Party,
  open: OpenContent,
  scanOf: (documentId: string) => Scan,
): ThreadItem[] {
  let readUpTo = 0;
  const notices = noticesOf(events);
  for (const recorded of events) {
    const event = threadEvent(recorded);
    if (event.type === 'MessagesRead' && event.data.by === reader) readUpTo = recorded.version;
  }
  return events.flatMap((recorded) => {
    const unreadBy = (author: ThreadItem['author']) => {
      const mine = author === 'system' ? reader === 'office' : author === reader;
      return !mine && recorded.version > readUpTo;
    };
    const event = threadEvent(recorded);
    switch (event.type) {
      case 'EntryAdded':
        return [entryItem(event.data, unreadBy('system'), open)];
      case 'MessageWritten':
        return [messageItem(event.data, unreadBy(event.data.author), open, scanOf)];
      case 'NoticeDeposited':
        return [noticeItem(notices.get(event.data.noticeId), reader === 'citizen' && unreadBy('office'))];
      case 'ThreadOpened':
      case 'AttachmentWithdrawn':
      case 'NoticeRetrieved':
      case 'NoticeReplaced':
      case 'ProvisionEnded':
      case 'MessagesRead':
        return [];
    }
  });
}

function entryItem({ entryId, kind, at, content }: Entry, unread: boolean, open: OpenContent): ThreadItem {
  const item: ThreadItem = {
    id: entryId,
    kind: 'entry',
    at,
    author: 'system',
    entryKind: kind,
    title: titleOf(kind),
    unread,
  };
  if (content === undefined) return item;
  const text = open<EntryText>(content, sealedAs.entry(entryId));
  return text === 'erased' ? { ...item, erased: true } : { ...item, ...text };
}

function messageItem(
  { messageId, author, at, content, attachments }: Message,
  unread: boolean,
  open: OpenContent,
  scanOf: (documentId: string) => Scan,
): ThreadItem {
  const attached = attachments?.map(({ documentId: id, size, mediaType, name }): AttachedDocument => {
    const opened = open<AttachmentName>(name, sealedAs.attachmentName);
    const scan = scanOf(id);
    const shown = { id, size, mediaType, scan };
    if (opened === 'erased') return { ...shown, mayBeOpened: false };
    return { ...shown, name: opened.name, mayBeOpened: mayBeOpened({ scan }) };
  });
  const item: ThreadItem = {
    ...{ id: messageId, kind: 'message', at, author, unread },
    ...(attached !== undefined && { attachments: attached }),
  };
  const message = open<MessageText>(content, sealedAs.message(messageId));
  return message === 'erased' ? { ...item, erased: true } : { ...item, text: message.text };
}

function noticeItem(notice: NoticeView | undefined, unread: boolean): ThreadItem {
  if (notice === undefined) throw new Error('a deposited notice is not among the notices');
  const { noticeId, at, title, retrievedAt, replaced, provisionEnded } = notice;
  return {
    id: noticeId,
    kind: 'notice',
    at,
    author: 'office',
    title,
    retrieved: retrievedAt !== undefined,
    replaced,
    provisionEnded,
    unread,
  };
}
