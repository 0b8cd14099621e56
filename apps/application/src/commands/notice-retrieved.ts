import { dateInBerlin } from '../domain/berlin';
import { isFiled } from '../domain/application';
import { legalAreaOf } from '../domain/clock';
import { announcementBy } from '../domain/notice';
import { command } from './command';
import { afterDecision, noticeOf, unknownNotice } from './notices';

export class NoticeRetrievedInput {
  noticeId!: string;
  /** When it was retrieved in the mailbox, UTC, ISO 8601. */
  retrievedAt!: string;
}

/**
 * The person has retrieved a notice in the mailbox, which announces it on the day after (law 1). Also where the provision has
 * just ended here: the mailbox provides it until it has learned of that.
 */
export const noticeRetrieved = command({
  name: 'notice-retrieved',
  summary: 'The citizen has retrieved a notice',
  roles: ['service'],
  transitions: [{ from: afterDecision, to: ['unchanged'] }],
  input: NoticeRetrievedInput,
  prepare: ({ input: { noticeId, retrievedAt } }) => ({ noticeId, retrievedAt }),

  isSoAlready: (application, { noticeId }) => noticeOf(application, noticeId)?.retrieved === true,

  decide(application, { noticeId, retrievedAt }, refuse) {
    const notice = noticeOf(application, noticeId);
    if (notice === undefined || !isFiled(application)) throw refuse('unknown-notice', { noticeId });
    const occasion = {
      purpose: 'announcement-own-mailbox',
      happened: 'retrieval',
      on: dateInBerlin(retrievedAt),
    } as const;
    return [
      { type: 'NoticeRetrieved', data: { noticeId, retrievedAt } },
      ...announcementBy(occasion, notice, legalAreaOf(application.clock)),
    ];
  },

  refusals: { 'unknown-notice': unknownNotice },

  history: {
    NoticeRetrieved: {
      says: { de: 'Bescheid abgerufen', en: 'Notice retrieved' },
      facts: ({ noticeId, retrievedAt }) => ({ noticeId, ...(retrievedAt !== undefined && { retrievedAt }) }),
    },
  },
});
