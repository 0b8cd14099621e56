import { NoInput } from '#commands';
import { dateInBerlin } from '../domain/berlin';
import { isFiled } from '../domain/application';
import { legalAreaOf } from '../domain/clock';
import { reasonOf } from '../domain/law/rules';
import { announcementBy, isProvided, waitsForNotification } from '../domain/notice';
import { command, decided } from './command';
import type { SettledMail } from './facts';
import { afterDecision, noticeOf } from './notices';

/** The notice that waited, and what became of its mail; no mail where none waits. */
interface NotedMail {
  readonly noticeId: string;
  readonly mail?: SettledMail;
}

/**
 * Records what became of the mail that tells of a notice. Once it is sent, the notice is provided for a time, or (for taxes)
 * announced by it; where it cannot be sent, the person cannot know of the notice, so it goes to post (law 1).
 */
export const noteNotification = command({
  name: 'note-notification',
  summary: 'Notes when the mail that tells of a notice was sent',
  roles: ['service'],
  transitions: [
    { from: ['notice-available'], to: [...decided, 'unchanged'] },
    { from: afterDecision.filter((status) => status !== 'notice-available'), to: ['unchanged'] },
  ],
  input: NoInput,

  async prepare({ application, facts }): Promise<NotedMail> {
    const notice = isFiled(application) ? application.notices.find(waitsForNotification) : undefined;
    if (notice?.noticeId === undefined || notice.providedVersion === undefined) return { noticeId: '' };
    return { noticeId: notice.noticeId, mail: await facts.mailAbout(notice.providedVersion) };
  },

  decide(application, { noticeId, mail, at: endedAt }) {
    const notice = noticeOf(application, noticeId);
    if (mail === undefined || notice === undefined || !isFiled(application)) return [];
    if (!waitsForNotification(notice)) return [];
    if (mail === 'failed') {
      return isProvided(notice)
        ? [{ type: 'ProvisionEnded', data: { noticeId, endedAt, because: 'not-notified' } }]
        : [];
    }
    const { sentAt: notifiedAt } = mail;
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
