import { FreeText, Id } from '#http';
import { command, staff } from './command';
import { shortText } from './lengths';
import { linkable, linksOf } from './link';

export class UnlinkInput {
  @Id({ description: 'The other case.' })
  to!: string;

  @FreeText(shortText, { description: 'Internal.', example: 'Verwechselt.' })
  reason!: string;
}

/** Takes back that a case has to do with another one; that it was said stays in both histories. */
export const unlink = command({
  name: 'unlink',
  summary: 'Takes back a link with another case',
  roles: staff,
  transitions: [{ from: linkable, to: ['unchanged'] }],
  input: UnlinkInput,

  prepare: async ({ input: { to, reason: text }, facts }) => ({
    to,
    reason: (await facts.contents()).seal('reason', { text }),
  }),

  isOffered: (application) => application.status !== 'closed' && linksOf(application).length > 0,
  isSoAlready: (application, { to }) => !linksOf(application).includes(to),

  decide: (_, { to, reason }) => [{ type: 'CaseUnlinked', data: { to, reason } }],

  history: {
    CaseUnlinked: {
      says: { de: 'Verknüpfung aufgehoben', en: 'Link taken back' },
      facts: ({ to }) => ({ to }),
      content: { in: 'reason', as: 'reason', forCitizens: false },
      onlyForStaff: true,
    },
  },
});
