import { FreeText } from '#http';
import { command, staff } from './command';
import { shortText } from './lengths';

export class ReopenInput {
  @FreeText(shortText, { example: 'Neue Tatsachen wurden bekannt.' })
  reason!: string;
}

/** Takes up a closed case again; it is decided anew. */
export const reopen = command({
  name: 'reopen',
  summary: 'Takes up a closed case again',
  roles: staff,
  transitions: [{ from: ['closed'], to: ['in-processing'] }],
  input: ReopenInput,

  prepare: async ({ input: { reason: text }, facts }) => ({
    reason: (await facts.contents()).seal('reason', { text }),
  }),

  decide: (_, { reason, at: reopenedAt }) => [{ type: 'CaseReopened', data: { reason, reopenedAt } }],

  history: {
    CaseReopened: {
      says: { de: 'Vorgang wieder aufgenommen', en: 'Case reopened' },
      // Why an office takes a case up again is an internal note.
      content: { in: 'reason', as: 'reason', forCitizens: false },
    },
  },
});
