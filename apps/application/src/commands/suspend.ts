import { FreeText } from '#http';
import { isFiled } from '../domain/application';
import { isSuspended, targetDateOf, wasSuspended } from '../domain/clock';
import { command, staff, underWay } from './command';
import { shortText } from './lengths';

export class SuspendInput {
  @FreeText(shortText, {
    description: 'Why the office cannot go on; the applicant reads it.',
    example: 'Wir warten auf das Gutachten der Denkmalbehörde.',
  })
  reason!: string;
}

/**
 * Lets the office's own target date rest, once until it is decided: not for something that the applicant owes, but for what the office waits
 * for elsewhere. A statutory period is never suspended (law 4), and goes on.
 */
export const suspend = command({
  name: 'suspend',
  summary:
    'Lets the target date rest, once, with a reason that the applicant reads; the law’s period goes on',
  roles: staff,
  transitions: [{ from: underWay, to: ['unchanged'] }],
  input: SuspendInput,

  prepare: async ({ input: { reason: text }, facts }) => ({
    reason: (await facts.contents()).seal('reason', { text }),
  }),

  isOffered: ({ clock }) => !wasSuspended(clock) && targetDateOf(clock) !== undefined,
  isSoAlready: (application) => isFiled(application) && isSuspended(application.clock),

  decide({ clock }, { reason, at: suspendedAt }, refuse) {
    if (targetDateOf(clock) === undefined) throw refuse('no-target-date');
    if (wasSuspended(clock)) throw refuse('suspended-before');
    return [{ type: 'TargetDateSuspended', data: { suspendedAt, reason } }];
  },

  refusals: {
    'no-target-date': {
      status: 409,
      title: {
        de: 'Für diesen Vorgang ist kein Zieldatum zugesagt.',
        en: 'No target date was promised for this case.',
      },
    },
    'suspended-before': {
      status: 409,
      title: {
        de: 'Das Zieldatum hat schon einmal geruht.',
        en: 'The target date has rested before.',
      },
      detail: {
        de: 'Es darf nur einmal ruhen. Dauert es länger, lässt sich die Bearbeitungszeit verlängern.',
        en: 'It may rest only once. Where it takes longer, the processing time can be extended.',
      },
    },
  },

  history: {
    TargetDateSuspended: {
      says: { de: 'Zieldatum ruht', en: 'Target date rests' },
      facts: ({ suspendedAt }) => ({ suspendedAt }),
      content: { in: 'reason', as: 'reason', forCitizens: true },
    },
  },
});
