import { caseOf } from '../domain/thread';
import { command } from './command';

export class RetrieveNoticeInput {
  readonly noticeId!: string;
}

/** The citizen opens a notice: the first time is its retrieval, which starts periods of law (law 1). */
export const retrieveNotice = command({
  name: 'retrieve-notice',
  summary: 'Retrieves a notice',
  sides: ['citizen'],
  input: RetrieveNoticeInput,
  ownRoute: true,
  prepare: ({ input: { noticeId } }) => ({ noticeId }),

  decide(thread, { noticeId }, refuse) {
    const notice = thread.notices.find((one) => one.noticeId === noticeId);
    if (notice === undefined) throw refuse('notice-unknown');
    return notice.retrieved ? [] : [{ type: 'NoticeRetrieved', data: { ...caseOf(thread), noticeId } }];
  },

  refusals: {
    'notice-unknown': {
      status: 409,
      title: { de: 'Diesen Bescheid gibt es hier nicht.', en: 'There is no such notice here.' },
    },
  },
});
