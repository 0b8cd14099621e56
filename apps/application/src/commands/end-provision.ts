import { endOfDayInBerlin } from '../domain/berlin';
import { isFiled } from '../domain/application';
import { legalAreaOf } from '../domain/clock';
import { retrievalPeriodOf } from '../domain/notice';
import { command, decided } from './command';
import { afterDecision, noticeOf, unknownNotice } from './notices';

export class EndProvisionInput {
  noticeId!: string;
  because!: 'not-retrieved' | 'not-notified';
}

/** Ends the provision of a notice that nobody retrieved in time, or that nobody could be told of: it goes to post (law 1). */
export const endProvision = command({
  name: 'end-provision',
  summary: 'A notice that was not retrieved in time is no longer provided; the office sends it by post',
  roles: ['service'],
  transitions: [
    { from: ['notice-available'], to: [...decided, 'unchanged'] },
    { from: afterDecision.filter((status) => status !== 'notice-available'), to: ['unchanged'] },
  ],
  input: EndProvisionInput,
  prepare: ({ input: { noticeId, because } }) => ({ noticeId, because }),

  // Whoever has the notice by now, or is sent it, needs no end of its provision.
  isSoAlready(application, { noticeId }) {
    const notice = noticeOf(application, noticeId);
    return (
      notice !== undefined &&
      (notice.provisionEnded !== undefined || notice.retrieved || notice.postedOn !== undefined)
    );
  },

  decide(application, { noticeId, because, at: endedAt }, refuse) {
    const notice = noticeOf(application, noticeId);
    if (notice === undefined || !isFiled(application)) throw refuse('unknown-notice', { noticeId });
    const period = retrievalPeriodOf(notice, legalAreaOf(application.clock));
    if (because === 'not-retrieved' && (period === undefined || Date.parse(endedAt) < Date.parse(endOfDayInBerlin(period.on)))) {
      throw refuse('still-provided', { until: period?.on });
    }
    return [{ type: 'ProvisionEnded', data: { noticeId, endedAt, because } }];
  },

  refusals: {
    'unknown-notice': unknownNotice,
    'still-provided': {
      status: 409,
      title: { de: 'Der Bescheid ist noch bereitgestellt.', en: 'The notice is still provided.' },
    },
  },

  history: {
    ProvisionEnded: {
      says: {
        de: 'Bereitstellung im Postfach beendet; der Bescheid kommt mit der Post',
        en: 'Provision in the mailbox has ended; the notice comes by post',
      },
      facts: ({ noticeId, because }) => ({ noticeId, because }),
    },
  },
});
