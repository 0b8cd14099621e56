import { isFiled } from '../domain/application';
import { command, decided } from './command';

export class NoticeRetrievedInput {
  noticeId!: string;
}

/** The citizen has retrieved a notice in the mailbox, which starts periods of law (law 1). */
export const noticeRetrieved = command({
  name: 'notice-retrieved',
  summary: 'The citizen has retrieved a notice',
  roles: ['service'],
  transitions: [
    {
      from: ['in-processing', 'action-required', ...decided, 'notice-available', 'withdrawn', 'closed'],
      to: ['unchanged'],
    },
  ],
  input: NoticeRetrievedInput,
  prepare: ({ input: { noticeId } }) => ({ noticeId }),

  isSoAlready: (application, command) =>
    isFiled(application) &&
    application.notices.some(({ noticeId, retrieved }) => noticeId === command.noticeId && retrieved),

  decide(application, { noticeId }, refuse) {
    const isProvided =
      isFiled(application) && application.notices.some((notice) => notice.noticeId === noticeId);
    if (!isProvided) throw refuse('unknown-notice', { noticeId });
    return [{ type: 'NoticeRetrieved', data: { noticeId } }];
  },

  refusals: {
    'unknown-notice': {
      status: 409,
      title: { de: 'Diesen Bescheid gibt es hier nicht.', en: 'There is no such notice here.' },
    },
  },

  history: {
    NoticeRetrieved: {
      says: { de: 'Bescheid abgerufen', en: 'Notice retrieved' },
      facts: ({ noticeId }) => ({ noticeId }),
    },
  },
});
