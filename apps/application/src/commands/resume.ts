import { NoInput } from '#commands';
import { isFiled } from '../domain/application';
import { isSuspended } from '../domain/clock';
import { command, staff, underWay } from './command';

/** Has the target date that the office let rest count again: the real days that it rested come on top (law 4). */
export const resume = command({
  name: 'resume',
  summary: 'Has the target date count again; the days that it rested come on top',
  roles: staff,
  transitions: [{ from: underWay, to: ['unchanged'] }],
  input: NoInput,

  prepare: () => ({}),

  isOffered: ({ clock }) => isSuspended(clock),
  isSoAlready: (application) => isFiled(application) && !isSuspended(application.clock),

  decide: (_, { at: resumedAt }) => [{ type: 'TargetDateResumed', data: { resumedAt } }],

  history: {
    TargetDateResumed: {
      says: { de: 'Zieldatum läuft weiter', en: 'Target date counts again' },
      facts: ({ resumedAt }) => ({ resumedAt }),
    },
  },
});
