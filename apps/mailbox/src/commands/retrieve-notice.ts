import { caseOf } from '../domain/thread';
import { command } from './command';

export class RetrieveNoticeInput {
  readonly noticeId!: string;
}

/** The citizen retrieves a notice: an act of theirs that starts periods of law (law 1), and that looking at it is not. */
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
    if (notice.retrieved) return [];
    if (notice.provisionEnded === true) throw refuse('provision-ended', { allowed: [] });
    return [{ type: 'NoticeRetrieved', data: { ...caseOf(thread), noticeId } }];
  },

  refusals: {
    'notice-unknown': {
      status: 409,
      title: { de: 'Diesen Bescheid gibt es hier nicht.', en: 'There is no such notice here.' },
    },
    'provision-ended': {
      status: 409,
      title: {
        de: 'Dieser Bescheid wird hier nicht mehr bereitgestellt.',
        en: 'This notice is no longer provided here.',
      },
      detail: {
        de: 'Er wurde nicht rechtzeitig abgerufen und kommt deshalb mit der Post (§ 41 Abs. 2a VwVfG NRW).',
        en: 'It was not retrieved in time and therefore comes by post (VwVfG NRW § 41(2a)).',
      },
    },
  },
});
