/**
 * The thread between a citizen and the office about one application (D9, D20, D21): what can happen to it, and what it is after
 * that. Storage format: events are kept for decades, so a type or a field is never renamed; add a new one and upcast.
 */

import type { Attachment } from './attachment';
import type { SealedContent } from './sealed-content';

export type { SealedContent } from './sealed-content';

/** The two sides of a thread. The office is one side, whoever of its caseworkers reads or writes. */
export type Party = 'citizen' | 'office';

/** What an entry tells the citizen about the case, as a key, e.g. `application-filed`. Storage format: never rename one. */
export type EntryKind = string;

/** What every event of a thread says about its case. Ids only. */
export interface CaseOfThread {
  readonly applicationId: string;
  readonly applicantId: string;
  /** Key of the office that is responsible from this event on. */
  readonly office: string;
}

export type ThreadEvent =
  | {
      readonly type: 'ThreadOpened';
      readonly data: CaseOfThread & { readonly serviceKey: string; readonly reference: string };
    }
  | { readonly type: 'EntryAdded'; readonly data: CaseOfThread & Entry }
  | { readonly type: 'MessageWritten'; readonly data: CaseOfThread & Message }
  | { readonly type: 'AttachmentWithdrawn'; readonly data: CaseOfThread & WithdrawnAttachment }
  | { readonly type: 'NoticeDeposited'; readonly data: CaseOfThread & Notice }
  | { readonly type: 'NoticeRetrieved'; readonly data: CaseOfThread & { readonly noticeId: string } }
  | { readonly type: 'NoticeReplaced'; readonly data: CaseOfThread & NoticeChange }
  | { readonly type: 'ProvisionEnded'; readonly data: CaseOfThread & NoticeChange }
  | { readonly type: 'MessagesRead'; readonly data: CaseOfThread & { readonly by: Party } };

export interface Entry {
  /** Derived from the event of the case that it tells about, so that the same event never leads to two entries. */
  readonly entryId: string;
  readonly kind: EntryKind;
  /** When it happened in the case, UTC, ISO 8601. */
  readonly at: string;
  /** What the office wrote to go with it, e.g. which documents are missing. */
  readonly content?: SealedContent;
}

export interface Message {
  readonly messageId: string;
  readonly author: Party;
  readonly at: string;
  readonly content: SealedContent;
  readonly attachments?: readonly Attachment[];
  /** Text templates of the city with whose help the office wrote it, by key and content hash. */
  readonly templates?: readonly { readonly key: string; readonly version: string }[];
}

/** Nobody opens an attachment any more: malware was found in it. */
export interface WithdrawnAttachment {
  readonly documentId: string;
  /** When, UTC, ISO 8601. */
  readonly at: string;
}

export interface Notice {
  readonly noticeId: string;
  /** Version of the application's stream at which the decision stands. */
  readonly decisionVersion: number;
  readonly at: string;
  readonly content: SealedContent;
  /** Id of the notice that this one replaces (law 8). */
  readonly replaces?: string;
  /** Of when the notice is that this one replaces, where that one never lay in the mailbox: it went by post. */
  readonly replacesPostedOf?: string;
}

/** What happened to a notice in its case. */
interface NoticeChange {
  readonly noticeId: string;
  /** When, UTC, ISO 8601. */
  readonly at: string;
}

/** A notice as the thread knows it. */
export interface DepositedNotice {
  readonly noticeId: string;
  readonly decisionVersion: number;
  /** The citizen has retrieved it, which is an act of theirs (law 1). */
  readonly retrieved: boolean;
  /** A later decision has replaced it (law 8). */
  readonly replaced?: true;
  /** It is not provided any more, and comes by post (law 1). */
  readonly provisionEnded?: true;
}

/** An attachment as the thread knows it. */
export interface KnownAttachment {
  readonly documentId: string;
  readonly hash: string;
  readonly withdrawn?: true;
}

/** Where a thread stands: a fold of its events. */
export type Thread = { readonly status: 'none' } | OpenThread;

export interface OpenThread extends CaseOfThread {
  readonly status: 'open';
  readonly serviceKey: string;
  readonly reference: string;
  /** A draft is nobody's business but the citizen's: the office sees the thread once the application is filed (D9, W1). */
  readonly filed: boolean;
  /** Ids of entries, in order. */
  readonly entryIds: readonly string[];
  readonly notices: readonly DepositedNotice[];
  /** When the case was decided last, wherever the notice went. */
  readonly decidedAt?: string;
  readonly messages: number;
  /** The documents that went with messages. */
  readonly attachments: readonly KnownAttachment[];
  /** How many messages each side wrote on the day of its last one (UTC, `2026-11-20`). */
  readonly writtenToday: Readonly<Record<Party, { readonly day: string; readonly messages: number }>>;
  /** How many entries, messages and notices each side has not read. */
  readonly unread: Readonly<Record<Party, number>>;
  /** `kind` is that of an entry, or `message`, or `notice`. */
  readonly latest?: { readonly kind: EntryKind; readonly at: string };
}

/**
 * The thread after one more event.
 * @throws Error for a history that the decider cannot have written.
 */
export function evolve(thread: Thread, event: ThreadEvent): Thread {
  if (event.type === 'ThreadOpened') {
    return {
      status: 'open',
      ...event.data,
      filed: false,
      entryIds: [],
      notices: [],
      messages: 0,
      attachments: [],
      writtenToday: { citizen: { day: '', messages: 0 }, office: { day: '', messages: 0 } },
      unread: { citizen: 0, office: 0 },
    };
  }
  if (thread.status === 'none') throw new Error(`a thread begins with ThreadOpened, not with ${event.type}`);
  // Another office may be responsible, and what was filed without an account may belong to one by now.
  const { office, applicantId } = event.data;
  const followed: OpenThread = { ...thread, office, applicantId };
  switch (event.type) {
    case 'EntryAdded':
      return {
        ...followed,
        filed: thread.filed || event.data.kind === 'application-filed',
        entryIds: [...thread.entryIds, event.data.entryId],
        ...(event.data.kind === 'decision-issued' && { decidedAt: event.data.at }),
        unread: oneMoreFor('citizen', thread),
        latest: { kind: event.data.kind, at: event.data.at },
      };
    case 'MessageWritten':
      return {
        ...followed,
        messages: thread.messages + 1,
        attachments: [
          ...thread.attachments,
          ...(event.data.attachments ?? []).map(({ documentId, hash }) => ({ documentId, hash })),
        ],
        writtenToday: {
          ...thread.writtenToday,
          [event.data.author]: {
            day: dayOf(event.data.at),
            messages: writtenOn(thread, event.data.author, event.data.at) + 1,
          },
        },
        unread: oneMoreFor(otherThan(event.data.author), thread),
        latest: { kind: 'message', at: event.data.at },
      };
    case 'AttachmentWithdrawn': {
      const { documentId } = event.data;
      const attachments = thread.attachments.map((one) =>
        one.documentId === documentId ? { ...one, withdrawn: true as const } : one,
      );
      return { ...followed, attachments };
    }
    case 'NoticeDeposited':
      return {
        ...followed,
        notices: [...thread.notices, deposited(event.data)],
        unread: oneMoreFor('citizen', thread),
        latest: { kind: 'notice', at: event.data.at },
      };
    case 'NoticeRetrieved':
      return { ...followed, notices: withNotice(thread, event.data.noticeId, { retrieved: true }) };
    case 'NoticeReplaced':
      return { ...followed, notices: withNotice(thread, event.data.noticeId, { replaced: true }) };
    case 'ProvisionEnded':
      return { ...followed, notices: withNotice(thread, event.data.noticeId, { provisionEnded: true }) };
    case 'MessagesRead':
      return { ...followed, unread: { ...thread.unread, [event.data.by]: 0 } };
  }
}

/** How many messages a side has written on the day, in Europe/Berlin, of this moment (UTC, ISO 8601). */
export function writtenOn({ writtenToday }: OpenThread, author: Party, at: string): number {
  const { day, messages } = writtenToday[author];
  return day === dayOf(at) ? messages : 0;
}

const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** The calendar date in Europe/Berlin: people's days end at their midnight. */
function dayOf(at: string): string {
  return calendar.format(new Date(at));
}

/** The side that a message of `author` is for. */
export function otherThan(author: Party): Party {
  return author === 'citizen' ? 'office' : 'citizen';
}

/** What every event of a thread says about its case. */
export function caseOf({ applicationId, applicantId, office }: OpenThread): CaseOfThread {
  return { applicationId, applicantId, office };
}

function deposited({ noticeId, decisionVersion }: Notice): DepositedNotice {
  return { noticeId, decisionVersion, retrieved: false };
}

function withNotice(
  { notices }: OpenThread,
  noticeId: string,
  change: Partial<DepositedNotice>,
): readonly DepositedNotice[] {
  return notices.map((notice) => (notice.noticeId === noticeId ? { ...notice, ...change } : notice));
}

function oneMoreFor(party: Party, { unread }: OpenThread): OpenThread['unread'] {
  return { ...unread, [party]: unread[party] + 1 };
}
