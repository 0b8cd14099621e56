import { mailboxEntries } from '#contracts';
import type { RecordedEvent } from '#event-sourcing';
import type { LocalText } from '#http';
import { sealedAs, type EntryText, type MessageText, type OpenContent } from '../commands/contents';
import type { Entry, EntryKind, Message, Notice, Party, ThreadEvent } from '../domain/thread';

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
  readonly text?: string;
  readonly documents?: readonly string[];
  readonly dueOn?: string;
  /** Of a notice: whether the citizen has opened it. The text of a notice is read by retrieving it. */
  readonly retrieved?: boolean;
  /** Not yet read by the one who asks. */
  readonly unread: boolean;
  /** The content was erased for good; that it existed stays on record. */
  readonly erased?: true;
}

/** The thread as one side reads it, oldest first (D21). */
export function viewThread(
  events: readonly RecordedEvent<ThreadEvent>[],
  reader: Party,
  open: OpenContent,
): ThreadItem[] {
  let readUpTo = 0;
  const retrieved = new Set<string>();
  for (const recorded of events) {
    const event = threadEvent(recorded);
    if (event.type === 'MessagesRead' && event.data.by === reader) readUpTo = recorded.version;
    if (event.type === 'NoticeRetrieved') retrieved.add(event.data.noticeId);
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
        return [messageItem(event.data, unreadBy(event.data.author), open)];
      case 'NoticeDeposited':
        return [noticeItem(event.data, reader === 'citizen' && unreadBy('office'), retrieved)];
      case 'ThreadOpened':
      case 'NoticeRetrieved':
      case 'MessagesRead':
        return [];
    }
  });
}

/** A recorded event as its decider made it: type and data were stored together, the store only keeps them in two fields. */
export function threadEvent({ type, data }: RecordedEvent<ThreadEvent>): ThreadEvent {
  return { type, data } as ThreadEvent;
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
  { messageId, author, at, content }: Message,
  unread: boolean,
  open: OpenContent,
): ThreadItem {
  const item: ThreadItem = { id: messageId, kind: 'message', at, author, unread };
  const message = open<MessageText>(content, sealedAs.message(messageId));
  return message === 'erased' ? { ...item, erased: true } : { ...item, text: message.text };
}

function noticeItem({ noticeId, at }: Notice, unread: boolean, retrieved: ReadonlySet<string>): ThreadItem {
  return {
    id: noticeId,
    kind: 'notice',
    at,
    author: 'office',
    title: titleOf('notice'),
    retrieved: retrieved.has(noticeId),
    unread,
  };
}
