import { NoInput } from '#commands';
import { isFiled } from '../domain/application';
import { legalAreaOf } from '../domain/clock';
import { provisionEndOf } from '../domain/notice';
import { command, decided } from './command';
import { afterDecision } from './notices';

/** Ends the provision of every notice that nobody retrieved in time: it is not announced, and goes to post (law 1). */
export const endProvision = command({
  name: 'end-provision',
  summary: 'A notice that was not retrieved in time is no longer provided; the office sends it by post',
  roles: ['service'],
  transitions: [
    { from: ['notice-available'], to: [...decided, 'unchanged'] },
    { from: afterDecision.filter((status) => status !== 'notice-available'), to: ['unchanged'] },
  ],
  input: NoInput,
  prepare: () => ({}),

  decide(application, { at: endedAt }) {
    if (!isFiled(application)) return [];
    const { notices, clock } = application;
    return notices.flatMap((notice) => {
      const { noticeId } = notice;
      const endsAt = provisionEndOf(notice, legalAreaOf(clock));
      const isOver = endsAt !== undefined && Date.parse(endedAt) >= Date.parse(endsAt);
      return noticeId !== undefined && isOver
        ? [{ type: 'ProvisionEnded', data: { noticeId, endedAt, because: 'not-retrieved' } } as const]
        : [];
    });
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
