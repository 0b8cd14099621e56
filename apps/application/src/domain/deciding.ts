/** The decision, and what becomes of its notice (`notice.ts`). */
import type { Ciphertext } from './ciphertext';
import { endedClock } from './clock';
import { broken, filedMatterOf, type FiledApplication, type FoldOf } from './matter';
import { afterNoticeEvent, withNoticeOf, type IssuedNotice, type NoticeEvent } from './notice';

export interface DecisionIssued {
  readonly type: 'DecisionIssued';
  readonly data: IssuedNotice & {
    /** Text of the notice with its information on legal remedies (law 8). */
    readonly notice: Ciphertext;
    /** Whether the notice informs on legal remedies: one month to object, else one year (VwGO § 58). */
    readonly informsOnRemedies: boolean;
    /** Version of the entry by which it was proposed, where a colleague approved it (four eyes). */
    readonly proposal?: number;
  };
}

/** What happens to a decision, likewise. */
export type DecidingEvent = DecisionIssued | NoticeEvent;

/** What each of them makes of a case. */
export const deciding: FoldOf<DecidingEvent, FiledApplication> = {
  DecisionIssued: (before, { data }) => {
    const { outcome, notice, decidedAt, proposal } = data;
    return {
      ...filedMatterOf(before),
      status: `decided-${outcome}`,
      decision: { version: before.entries, outcome, notice, ...(proposal !== undefined && { proposal }) },
      clock: endedClock(before.clock, decidedAt),
      notices: withNoticeOf(data, before.entries, before.notices),
    };
  },
  NoticeProvided: (before, event) => {
    if (!('decision' in before)) throw broken(event, before);
    return { ...before, status: 'notice-available', notices: noticesAfter(before, event) };
  },
  NoticeNotified: withNotices,
  NoticeRetrieved: withNotices,
  AnnouncementEffective: withNotices,
  NoticePosted: withNotices,
  ProvisionEnded: (before, event) => {
    const after = withNotices(before, event);
    const isStanding = after.notices.at(-1)?.noticeId === event.data.noticeId;
    if (after.status !== 'notice-available' || !isStanding) return after;
    return { ...after, status: `decided-${after.decision.outcome}` };
  },
};

function withNotices(before: FiledApplication, event: NoticeEvent): FiledApplication {
  return { ...before, notices: noticesAfter(before, event) };
}

function noticesAfter({ notices, entries }: FiledApplication, event: NoticeEvent) {
  return afterNoticeEvent(notices, event, entries);
}
