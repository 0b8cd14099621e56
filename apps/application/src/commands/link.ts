import { FreeText, Id } from '#http';
import { isFiled, type BegunApplication } from '../domain/application';
import { command, decided, staff, underWay } from './command';
import { shortText } from './lengths';

export class LinkInput {
  @Id({ description: 'The other case, of an office that the caller works for.' })
  to!: string;

  @FreeText(shortText, { description: 'Internal.', example: 'Dieselbe Fläche, anderer Zeitraum.' })
  reason!: string;
}

/** A case may be decided and closed: what it has to do with another one stays true. Nothing follows a withdrawal (law 6). */
export const linkable = [...underWay, ...decided, 'notice-available', 'closed'] as const;

/** More than anybody looks through. */
const mostLinks = 50;

/** Links a case with another one. The handler gives it to both at once (`../link-cases.handler.ts`). */
export const link = command({
  name: 'link',
  summary: 'Links the case with another one; both histories say so, for the office alone',
  roles: staff,
  transitions: [{ from: linkable, to: ['unchanged'] }],
  input: LinkInput,

  prepare: async ({ input: { to, reason: text }, applicationId, facts }) => ({
    to,
    reason: (await facts.contents()).seal('reason', { text }),
    isItself: to === applicationId,
  }),

  // One that is closed is linked from the other one: by itself it is only reopened.
  isOffered: ({ status }) => status !== 'closed',
  isSoAlready: (application, { to }) => linksOf(application).includes(to),

  decide(application, { to, reason, isItself }, refuse) {
    if (isItself) throw refuse('linked-with-itself');
    if (linksOf(application).length >= mostLinks) throw refuse('too-many-links', { most: mostLinks });
    return [{ type: 'CaseLinked', data: { to, reason } }];
  },

  refusals: {
    'linked-with-itself': {
      status: 409,
      title: {
        de: 'Ein Vorgang lässt sich nicht mit sich selbst verknüpfen.',
        en: 'A case cannot be linked with itself.',
      },
    },
    'too-many-links': {
      status: 409,
      title: {
        de: 'Einer der Vorgänge hat zu viele Verknüpfungen.',
        en: 'One of the cases has too many links.',
      },
      detail: { de: 'Mehr als {most} sind nicht möglich.', en: 'No more than {most} are possible.' },
    },
  },

  history: {
    CaseLinked: {
      says: { de: 'Mit einem anderen Vorgang verknüpft', en: 'Linked with another case' },
      facts: ({ to }) => ({ to }),
      content: { in: 'reason', as: 'reason', forCitizens: false },
      onlyForStaff: true,
    },
  },
});

/** The cases that a case is linked with. */
export function linksOf(application: BegunApplication): readonly string[] {
  return isFiled(application) ? (application.links ?? []) : [];
}
