import { FreeText, Ordinal } from '#http';
import { command, decided, staff, underWay } from './command';
import { longText } from './lengths';

export class CorrectInput {
  @Ordinal({ description: 'Version of the entry that is corrected.', example: 5 })
  entry!: number;

  @FreeText(longText, {
    description: 'What is right.',
    example: 'Das Datum im Eintrag 5 lautet richtig 12.11.2026.',
  })
  text!: string;
}

/** Corrects an entry of the case file by a new one beside it; nothing is changed or removed (law 5). */
export const correct = command({
  name: 'correct',
  summary: 'Corrects an entry by a new one beside it',
  roles: staff,
  transitions: [{ from: [...underWay, ...decided, 'notice-available'], to: ['unchanged'] }],
  input: CorrectInput,

  prepare: async ({ input: { entry, text }, facts }) => ({
    entry,
    correction: (await facts.contents()).seal('correction', { text }),
  }),

  decide({ entries }, { entry, correction }, refuse) {
    if (entry < 1 || entry > entries) throw refuse('no-such-entry', { entries });
    return [{ type: 'EntryCorrected', data: { entry, correction } }];
  },

  refusals: {
    'no-such-entry': {
      status: 409,
      title: { de: 'Diesen Eintrag gibt es nicht.', en: 'There is no such entry.' },
      detail: { de: 'Der Vorgang hat {entries} Einträge.', en: 'The case has {entries} entries.' },
    },
  },

  history: {
    EntryCorrected: {
      says: { de: 'Eintrag berichtigt', en: 'Entry corrected' },
      facts: ({ entry }) => ({ entry }),
      content: { in: 'correction', as: 'correction', forCitizens: true },
    },
  },
});
