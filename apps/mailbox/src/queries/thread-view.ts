import type { RecordedEvent } from '#event-sourcing';
import type { LocalText } from '#http';
import { sealedAs, type EntryText, type MessageText, type OpenContent } from '../contents';
import type { Entry, EntryKind, Message, Notice, Party, ThreadEvent } from '../domain/thread';

const titles: Readonly<Record<EntryKind, LocalText>> = {
  'application-filed': { de: 'Ihr Antrag ist eingegangen', en: 'Your application has been received' },
  'processing-started': { de: 'Die Bearbeitung hat begonnen', en: 'Processing has begun' },
  'case-forwarded': {
    de: 'Ihr Antrag wurde an eine andere Stelle weitergeleitet',
    en: 'Your application was forwarded to another office',
  },
  'documents-requested': {
    de: 'Rückfrage – Ihre Mitwirkung ist nötig',
    en: 'Query – we need something from you',
  },
  'documents-supplied': { de: 'Sie haben Unterlagen nachgereicht', en: 'You have supplied documents' },
  'decision-issued': { de: 'Über Ihren Antrag ist entschieden', en: 'Your application has been decided' },
  'application-withdrawn': { de: 'Der Antrag ist zurückgezogen', en: 'The application is withdrawn' },
  'case-closed': { de: 'Der Vorgang ist abgeschlossen', en: 'The case is closed' },
  'case-reopened': { de: 'Der Vorgang ist wieder aufgenommen', en: 'The case is reopened' },
};

/** The title of a line of the mailbox, in both languages. */
export function titleOf(kind: EntryKind | 'message' | 'notice'): LocalText {
  if (kind === 'message') return { de: 'Neue Nachricht', en: 'New message' };
  if (kind === 'notice') return { de: 'Neuer Bescheid', en: 'New notice' };
  return titles[kind];
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
