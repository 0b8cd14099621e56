import { NoInput } from '#commands';
import { isFiled, type Application } from '../domain/application';
import { beginOfDayInBerlin } from '../domain/berlin';
import { addDays } from '../domain/law/calendar';
import type { OpenTask } from '../domain/task';
import { command, decided, underWay } from './command';

/** The day has passed until which advice from outside was needed: from now on it is something that the office has to do. */
export const remindOfAdvice = command({
  name: 'remind-of-advice',
  summary: 'Says of advice from outside that its day is past',
  roles: ['service'],
  transitions: [{ from: [...underWay, ...decided, 'notice-available'], to: ['unchanged'] }],
  input: NoInput,

  prepare: () => ({}),

  isOffered: (application) => adviceOverdueAt(application) !== undefined,
  /** Answered, told, or withdrawn or closed meanwhile, or too early: nothing is to be done. */
  isSoAlready: (application, { at }) => overdueIn(application, at).length === 0,

  decide: (application, { at }) =>
    overdueIn(application, at).map(({ entry }) => ({ type: 'AdviceOverdue', data: { entry } })),

  history: {
    AdviceOverdue: {
      says: { de: 'Stellungnahme von außen überfällig', en: 'Advice from outside is overdue' },
      facts: ({ entry }) => ({ entry }),
      onlyForStaff: true,
    },
  },
});

/** When the first of what was asked for outside is overdue; undefined where nothing will be. */
export function adviceOverdueAt(application: Application): string | undefined {
  return awaited(application).map(overdueAt).sort()[0];
}

const overdueIn = (application: Application, at: string): readonly OpenTask[] =>
  awaited(application).filter((task) => Date.parse(overdueAt(task)) <= Date.parse(at));

/** A date means the end of that day. */
const overdueAt = ({ dueOn = '9999-01-01' }: OpenTask): string => beginOfDayInBerlin(addDays(dueOn, 1));

function awaited(application: Application): readonly OpenTask[] {
  if (!isFiled(application) || application.status === 'withdrawn' || application.status === 'closed')
    return [];
  return (application.tasks ?? []).filter(
    ({ kind, isOverdue, dueOn }) => kind === 'external-advice' && isOverdue !== true && dueOn !== undefined,
  );
}
