import { FreeText } from '#http';
import type { DraftChange } from '../domain/draft';
import { command, underWay } from './command';
import { lastNotice } from './notices';
import { shortText } from './lengths';

export class WithdrawInput {
  @FreeText(shortText, { example: 'Ich bin umgezogen.', optional: true })
  reason?: string;
}

/** Takes an application back; possible until it is decided for the first time (law 6). */
export const withdraw = command({
  name: 'withdraw',
  summary: 'Withdraws an application; possible until it is decided',
  roles: ['citizen'],
  transitions: [{ from: ['draft', 'submitted', ...underWay], to: ['withdrawn'] }],
  input: WithdrawInput,

  async prepare({ input: { reason: text }, application, facts }) {
    const draft: DraftChange | undefined =
      application.status === 'draft' ? { kind: 'consumed', was: (await facts.draft()).version } : undefined;
    const reason = text === undefined ? undefined : (await facts.contents()).seal('reason', { text });
    return { ...(draft !== undefined && { draft }), ...(reason !== undefined && { reason }) };
  },

  isSoAlready: ({ status }) => status === 'withdrawn',

  isOffered: (application) => lastNotice(application) === undefined,

  decide(application, { reason, at: withdrawnAt }, refuse) {
    if (lastNotice(application) !== undefined) throw refuse('already-decided');
    return [{ type: 'ApplicationWithdrawn', data: { withdrawnAt, ...(reason !== undefined && { reason }) } }];
  },

  refusals: {
    'already-decided': {
      status: 409,
      title: {
        de: 'Über diesen Antrag wurde schon entschieden.',
        en: 'This application has been decided already.',
      },
      detail: {
        de: 'Er kann nicht mehr zurückgezogen werden, auch wenn der Vorgang wieder aufgenommen ist. Gegen den Bescheid hilft der Rechtsbehelf, der in ihm steht.',
        en: 'It can no longer be withdrawn, even though the case was reopened. Against the notice there is the remedy that it names.',
      },
    },
  },

  history: {
    ApplicationWithdrawn: {
      says: { de: 'Antrag zurückgezogen', en: 'Application withdrawn' },
      content: { in: 'reason', as: 'reason', forCitizens: true },
    },
  },
});
