import { CalendarDate, FreeText } from '#http';
import { isFiled } from '../domain/application';
import { dateInBerlin } from '../domain/berlin';
import { command, decided, staff, underWay } from './command';
import { invalidField } from './invalid-field';
import { shortText } from './lengths';

export class SetResubmissionInput {
  @CalendarDate({ description: 'Calendar date on which the case comes up again.', example: '2099-12-31' })
  on!: string;

  @FreeText(shortText, {
    description: 'What is to be looked at then; internal.',
    example: 'Ist die Stellungnahme da?',
    optional: true,
  })
  reason?: string;
}

/** Has a case come up again on a day (Wiedervorlage), instead of the day that was set before. */
export const setResubmission = command({
  name: 'set-resubmission',
  summary: 'Has the case come up again on a day',
  roles: staff,
  transitions: [{ from: [...underWay, ...decided, 'notice-available'], to: ['unchanged'] }],
  input: SetResubmissionInput,

  async prepare({ input: { on, reason: text }, facts, at }) {
    if (on <= dateInBerlin(at)) {
      throw invalidField(
        '/on',
        'not-in-the-future',
        'Das Datum muss in der Zukunft liegen.',
        'The date must be in the future.',
      );
    }
    if (text === undefined) return { on };
    return { on, reason: (await facts.contents()).seal('reason', { text }) };
  },

  isSoAlready: (application, { on, reason }) =>
    isFiled(application) && application.resubmission?.on === on && reason === undefined,

  decide: (_, { on, reason }) => [
    { type: 'ResubmissionSet', data: { on, ...(reason !== undefined && { reason }) } },
  ],

  history: {
    ResubmissionSet: {
      says: { de: 'Wiedervorlage gesetzt', en: 'Resubmission set' },
      facts: ({ on }) => ({ on }),
      content: { in: 'reason', as: 'reason', forCitizens: false },
      onlyForStaff: true,
    },
  },
});
