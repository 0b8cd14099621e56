import type { RecordedEvent } from '#event-sourcing';
import type { LocalText } from '#http';
import type { SealedContent, ThreadEvent } from '../domain/thread';

/** A notice as both sides see it, without what it says. */
export interface NoticeView {
  readonly noticeId: string;
  /** When it was decided, UTC, ISO 8601. */
  readonly at: string;
  /** When it was laid into the mailbox. */
  readonly providedAt: string;
  /** When the citizen retrieved it; absent while they have not. */
  readonly retrievedAt?: string;
  /** A later decision has replaced it (law 8). */
  readonly replaced: boolean;
  /** It is not provided any more, and comes by post (law 1). */
  readonly provisionEnded: boolean;
  /** Tells it from every other notice of the thread. */
  readonly title: LocalText;
  readonly content: SealedContent;
}

/** A recorded event as its decider made it: type and data were stored together, the store only keeps them in two fields. */
export function threadEvent({ type, data }: RecordedEvent<ThreadEvent>): ThreadEvent {
  return { type, data } as ThreadEvent;
}

interface KnownNotice extends Omit<NoticeView, 'title'> {
  /** Of when the notice is that this one replaces. */
  readonly replacesOf?: string;
  readonly replacedAt?: string;
}

/** The notices of a thread by their ids, oldest first. */
export function noticesOf(events: readonly RecordedEvent<ThreadEvent>[]): ReadonlyMap<string, NoticeView> {
  const notices = new Map<string, KnownNotice>();
  const change = (noticeId: string, more: object) => {
    const notice = notices.get(noticeId);
    if (notice !== undefined) notices.set(noticeId, { ...notice, ...more });
  };
  for (const recorded of events) {
    const event = threadEvent(recorded);
    if (event.type === 'NoticeDeposited') {
      const { noticeId, at, content, replaces, replacesPostedOf } = event.data;
      const provided = { noticeId, at, content, providedAt: recorded.recordedAt };
      const replacesOf = replaces === undefined ? replacesPostedOf : notices.get(replaces)?.at;
      const before = replacesOf === undefined ? {} : { replacesOf };
      notices.set(noticeId, { ...provided, replaced: false, provisionEnded: false, ...before });
    }
    if (event.type === 'NoticeRetrieved') change(event.data.noticeId, { retrievedAt: recorded.recordedAt });
    if (event.type === 'NoticeReplaced')
      change(event.data.noticeId, { replaced: true, replacedAt: event.data.at });
    if (event.type === 'ProvisionEnded') change(event.data.noticeId, { provisionEnded: true });
  }
  return new Map(
    [...notices.values()].map(({ replacesOf, replacedAt, ...notice }, index) => [
      notice.noticeId,
      { ...notice, title: titleOfNotice(index + 1, notice.at, { replaces: replacesOf, replacedAt }) },
    ]),
  );
}

/** Which notice it is: by its number, its date, and what it replaces or is replaced by. */
function titleOfNotice(
  number: number,
  at: string,
  {
    replaces,
    replacedAt,
  }: { readonly replaces: string | undefined; readonly replacedAt: string | undefined },
): LocalText {
  const [de, en] = [german.format(new Date(at)), english.format(new Date(at))];
  const former = {
    de: replaces === undefined ? '' : `, ersetzt den Bescheid vom ${german.format(new Date(replaces))}`,
    en: replaces === undefined ? '' : `, replaces the notice of ${english.format(new Date(replaces))}`,
  };
  const later = {
    de: replacedAt === undefined ? '' : ` (ersetzt am ${german.format(new Date(replacedAt))})`,
    en: replacedAt === undefined ? '' : ` (replaced on ${english.format(new Date(replacedAt))})`,
  };
  return {
    de: `${number === 1 ? '' : `${number}. `}Bescheid vom ${de}${former.de}${later.de}`,
    en: `Notice${number === 1 ? '' : ` no. ${number}`} of ${en}${former.en}${later.en}`,
  };
}

const zone = { timeZone: 'Europe/Berlin' } as const;
const german = new Intl.DateTimeFormat('de', { ...zone, day: '2-digit', month: '2-digit', year: 'numeric' });
const english = new Intl.DateTimeFormat('en-GB', { ...zone, dateStyle: 'long' });
