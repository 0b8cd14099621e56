import { FreeText, Key } from '#http';
import { isFiled } from '../domain/application';
import { command, staff } from './command';
import { invalidField } from './invalid-field';
import { shortText } from './lengths';

export class ForwardInput {
  @Key({ description: 'Key of the office that takes the case over.', example: 'strassenverkehr' })
  office!: string;

  @FreeText(shortText, {
    description: 'Internal; the applicant does not see it.',
    example: 'Zuständig ist die Straßenverkehrsbehörde.',
    optional: true,
  })
  reason?: string;
}

/** Hands a case on to the office that is responsible, which assigns it anew. */
export const forward = command({
  name: 'forward',
  summary: 'Forwards the case to the office that is responsible',
  roles: staff,
  transitions: [
    { from: ['filed', 'in-processing'], to: ['in-processing'] },
    { from: ['action-required'], to: ['unchanged'] },
  ],
  input: ForwardInput,

  async prepare({ input: { office, reason: text }, facts }) {
    if (!facts.offices().includes(office)) {
      const known = facts.offices().join(', ');
      throw invalidField(
        '/office',
        'unknown-office',
        `Es gibt die Ämter ${known}.`,
        `The offices are ${known}.`,
      );
    }
    const reason = text === undefined ? undefined : (await facts.contents()).seal('reason', { text });
    return { office, ...(reason !== undefined && { reason }) };
  },

  isSoAlready: (application, { office }) =>
    isFiled(application) && application.office === office && application.status !== 'closed',

  decide: ({ office: fromOffice }, { office, reason }) => [
    { type: 'CaseForwarded', data: { fromOffice, office, ...(reason !== undefined && { reason }) } },
  ],

  history: {
    CaseForwarded: {
      says: { de: 'An ein anderes Amt weitergeleitet', en: 'Forwarded to another office' },
      facts: ({ fromOffice, office }) => ({ fromOffice, office }),
      // Why an office hands a case on is an internal note.
      content: { in: 'reason', as: 'reason', forCitizens: false },
    },
  },
});
