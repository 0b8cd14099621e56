import { dateInBerlin } from '../domain/berlin';
import { isFiled } from '../domain/application';
import { legalAreaOf } from '../domain/clock';
import { reasonOf } from '../domain/law/rules';
import { announcementBy } from '../domain/notice';
import { command } from './command';
import { afterDecision, noticeOf, unknownNotice } from './notices';

export class NoticeNotifiedInput {
  noticeId!: string;
  /** When the mail server took the mail over, UTC, ISO 8601. */
  notifiedAt!: string;
}

/** The mail that tells of a notice was sent: from then on it is provided for a time, or (for taxes) announced by it (law 1). */
export const noticeNotified = command({
  name: 'notice-notified',
  summary: 'The mail that tells of a notice was sent',
  roles: ['service'],
  transitions: [{ from: afterDecision, to: ['unchanged'] }],
  input: NoticeNotifiedInput,
  prepare: ({ input: { noticeId, notifiedAt } }) => ({ noticeId, notifiedAt }),

  isSoAlready: (application, { noticeId }) => noticeOf(application, noticeId)?.notifiedAt !== undefined,

  decide(application, { noticeId, notifiedAt }, refuse) {
    const notice = noticeOf(application, noticeId);
    if (notice === undefined || !isFiled(application)) throw refuse('unknown-notice', { noticeId });
    const occasion = {
      purpose: 'announcement-own-mailbox',
      happened: 'notification',
      on: dateInBerlin(notifiedAt),
    } as const;
    return [
      { type: 'NoticeNotified', data: { noticeId, notifiedAt } },
      ...announcementBy(occasion, notice, legalAreaOf(application.clock)),
    ];
  },

  refusals: { 'unknown-notice': unknownNotice },

  history: {
    NoticeNotified: {
      says: { de: 'Über den Bescheid per E-Mail benachrichtigt', en: 'Notified of the notice by e-mail' },
      facts: ({ noticeId, notifiedAt }) => ({ noticeId, notifiedAt }),
    },
    AnnouncementEffective: {
      says: { de: 'Tag der Bekanntgabe steht fest', en: 'Day of announcement is fixed' },
      facts: ({ effectiveOn, rule }) => ({ effectiveOn, rule, reason: reasonOf(rule) }),
    },
  },
});
