import { FreeText } from '#http';
import { command, decided, staff, underWay } from './command';
import { longText } from './lengths';

export class NoteInput {
  @FreeText(longText, {
    description: 'Internal; the applicant does not see it. It is never removed, only corrected.',
    example: 'Rücksprache mit der Denkmalbehörde: keine Bedenken.',
  })
  text!: string;
}

/** Adds an inner note to the case file, apart from the messages (law 5). */
export const note = command({
  name: 'note',
  summary: 'Adds an internal note, which the applicant does not see',
  roles: staff,
  transitions: [{ from: [...underWay, ...decided, 'notice-available'], to: ['unchanged'] }],
  input: NoteInput,

  prepare: async ({ input: { text }, facts }) => ({
    note: (await facts.contents()).seal('note', { text }),
  }),

  decide: (_, { note: sealed }) => [{ type: 'NoteAdded', data: { note: sealed } }],

  history: {
    NoteAdded: {
      says: { de: 'Vermerk', en: 'Note' },
      content: { in: 'note', as: 'note', forCitizens: false },
      onlyForStaff: true,
    },
  },
});
