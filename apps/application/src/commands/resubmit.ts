import { NoInput } from '#commands';
import { isFiled, type Application } from '../domain/application';
import { beginOfDayInBerlin } from '../domain/berlin';
import { command, decided, underWay } from './command';

/** The day has come on which the office wanted to look at a case again (Wiedervorlage). */
export const resubmit = command({
  name: 'resubmit',
  summary: 'Has a case come up again whose day has come',
  roles: ['service'],
  transitions: [{ from: [...underWay, ...decided, 'notice-available'], to: ['unchanged'] }],
  input: NoInput,

  prepare: () => ({}),

  isOffered: ({ resubmission }) => resubmission !== undefined,
  /** Lifted, moved, told, or withdrawn or closed meanwhile: nothing is left to do. */
  isSoAlready: (application, { at }) => {
    const dueAt = resubmissionAt(application);
    return dueAt === undefined || Date.parse(dueAt) > Date.parse(at);
  },

  decide: ({ resubmission }) =>
    resubmission === undefined ? [] : [{ type: 'ResubmissionDue', data: { on: resubmission.on } }],

  history: {
    ResubmissionDue: {
      says: { de: 'Zur Wiedervorlage', en: 'Comes up again' },
      facts: ({ on }) => ({ on }),
      onlyForStaff: true,
    },
  },
});

/** When a case comes up again: from the first moment of the day on, so that the list shows it when the office opens. */
export function resubmissionAt(application: Application): string | undefined {
  if (!isFiled(application) || application.status === 'withdrawn' || application.status === 'closed')
    return undefined;
  const { resubmission } = application;
  return resubmission === undefined || resubmission.isDue ? undefined : beginOfDayInBerlin(resubmission.on);
}
