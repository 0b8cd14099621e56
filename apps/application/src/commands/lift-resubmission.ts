import { NoInput } from '#commands';
import { command, decided, staff, underWay } from './command';

/** The case need not come up again any more, or has and was looked at. */
export const liftResubmission = command({
  name: 'lift-resubmission',
  summary: 'The case need not come up again, or has been looked at',
  roles: staff,
  transitions: [{ from: [...underWay, ...decided, 'notice-available'], to: ['unchanged'] }],
  input: NoInput,

  prepare: () => ({}),

  isOffered: ({ resubmission }) => resubmission !== undefined,

  decide: ({ resubmission }) =>
    resubmission === undefined ? [] : [{ type: 'ResubmissionLifted', data: {} }],

  history: {
    ResubmissionLifted: {
      says: { de: 'Wiedervorlage erledigt', en: 'Resubmission done' },
      onlyForStaff: true,
    },
  },
});
