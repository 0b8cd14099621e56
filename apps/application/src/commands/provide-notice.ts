import { standingDecision } from '../domain/application';
import { command, decided } from './command';
import { noticeOf } from './notices';

export class ProvideNoticeInput {
  noticeId!: string;
  decisionVersion!: number;
  /** When it was laid there, UTC, ISO 8601. */
  providedAt!: string;
}

/** The mailbox has laid the notice of the standing decision where the citizen can retrieve it (law 1). */
export const provideNotice = command({
  name: 'provide-notice',
  summary: 'The notice lies in the mailbox',
  roles: ['service'],
  transitions: [{ from: decided, to: ['notice-available'] }],
  input: ProvideNoticeInput,
  prepare: ({ input: { noticeId, decisionVersion, providedAt } }) => ({
    noticeId,
    decisionVersion,
    providedAt,
  }),

  isSoAlready: (application, { noticeId }) => noticeOf(application, noticeId) !== undefined,

  decide(application, { noticeId, decisionVersion, providedAt }, refuse) {
    const standing = standingDecision(application)?.version;
    if (standing !== decisionVersion) throw refuse('not-the-standing-decision', { decision: standing });
    return [{ type: 'NoticeProvided', data: { noticeId, decisionVersion, providedAt } }];
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
      facts: ({ noticeId, providedAt }) => ({ noticeId, ...(providedAt !== undefined && { providedAt }) }),
    },
  },
});
