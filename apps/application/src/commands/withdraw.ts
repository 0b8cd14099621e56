import { FreeText } from '#http';
import type { DraftChange } from '../domain/draft';
import { command, underWay } from './command';
import { shortText } from './lengths';

export class WithdrawInput {
  @FreeText(shortText, { example: 'Ich bin umgezogen.', optional: true })
  reason?: string;
}

/** Takes an application back; possible until it is decided (law 6). */
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

  decide: (_, { reason }: { reason?: string; draft?: DraftChange }) => [
    { type: 'ApplicationWithdrawn', data: { ...(reason !== undefined && { reason }) } },
  ],

  history: {
    ApplicationWithdrawn: {
      says: { de: 'Antrag zurückgezogen', en: 'Application withdrawn' },
      content: { in: 'reason', as: 'reason', forCitizens: true },
    },
  },
});
