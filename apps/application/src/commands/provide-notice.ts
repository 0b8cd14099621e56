import { isFiled, standingDecision } from '../domain/application';
import { command, decided } from './command';

export class ProvideNoticeInput {
  noticeId!: string;
  decisionVersion!: number;
}

/** The mailbox has laid the notice of the standing decision where the citizen can retrieve it (OZG § 9, law 1). */
export const provideNotice = command({
  name: 'provide-notice',
  summary: 'The notice lies in the mailbox',
  roles: ['service'],
  transitions: [{ from: decided, to: ['notice-available'] }],
  input: ProvideNoticeInput,
  prepare: ({ input: { noticeId, decisionVersion } }) => ({ noticeId, decisionVersion }),

  isSoAlready: (application, command) =>
    isFiled(application) && application.notices.some(({ noticeId }) => noticeId === command.noticeId),

  decide(application, { noticeId, decisionVersion }, refuse) {
    const standing = standingDecision(application)?.version;
    if (standing !== decisionVersion) throw refuse('not-the-standing-decision', { decision: standing });
    return [{ type: 'NoticeProvided', data: { noticeId, decisionVersion } }];
  },

  refusals: {
    'not-the-standing-decision': {
      status: 409,
      title: {
        de: 'Dieser Bescheid gehört nicht zur geltenden Entscheidung.',
        en: 'This notice does not belong to the standing decision.',
      },
    },
  },

  history: {
    NoticeProvided: {
      says: { de: 'Bescheid im Postfach bereitgestellt', en: 'Notice provided in the mailbox' },
      facts: ({ noticeId }) => ({ noticeId }),
    },
  },
});
