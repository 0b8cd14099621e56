import { CalendarDate, FreeText, Id, OneOf } from '#http';
import { isFiled } from '../domain/application';
import { dateInBerlin } from '../domain/berlin';
import { taskKinds, type TaskKind } from '../domain/task';
import { isParty } from '../domain/visibility';
import { colleague, ofOwnCase } from './colleague';
import { command, decided, staff, underWay } from './command';
import { invalidField } from './invalid-field';
import { longText } from './lengths';

/** So many tasks may be open in one case. */
const mostOpenTasks = 50;

export class SetTaskInput {
  @OneOf(taskKinds, {
    description: '`advice` asks for a statement that becomes part of the file, e.g. a second opinion.',
    example: 'advice',
  })
  kind!: TaskKind;

  @Id({
    description: 'Person id of the colleague who is to do it.',
    example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
  })
  assignee!: string;

  @FreeText(longText, {
    description: 'What is to be done, or is asked; internal.',
    example: 'Bitte prüfen, ob die Sondernutzung mit dem Wochenmarkt vereinbar ist.',
  })
  text!: string;

  @CalendarDate({
    description: 'Calendar date until which it is needed.',
    example: '2099-12-31',
    optional: true,
  })
  dueOn?: string;
}

/** Gives a colleague something to do in a case, or asks for their advice; the case stays with whoever has it. */
export const setTask = command({
  name: 'set-task',
  summary: 'Gives a colleague a task in the case, or asks for their advice',
  roles: staff,
  transitions: [{ from: [...underWay, ...decided, 'notice-available'], to: ['unchanged'] }],
  input: SetTaskInput,

  async prepare({ input: { kind, assignee, text, dueOn }, acting, facts, at }) {
    if (dueOn !== undefined && dueOn < dateInBerlin(at)) {
      throw invalidField(
        '/dueOn',
        'in-the-past',
        'Die Frist liegt in der Vergangenheit.',
        'The date is in the past.',
      );
    }
    return {
      ...{ kind, ...(await colleague(assignee, '/assignee', acting, facts)) },
      task: (await facts.contents()).seal('task', { text }),
      ...(dueOn !== undefined && { dueOn }),
    };
  },

  decide(application, { kind, assignee, assigneesAccounts = [], task, dueOn, by }, refuse) {
    if (!isFiled(application)) throw new Error('an office sees what is filed alone');
    if (isParty(application, [assignee, ...assigneesAccounts]))
      throw refuse('own-application', { allowed: [] });
    if ((application.tasks ?? []).length >= mostOpenTasks)
      throw refuse('too-many-tasks', { most: mostOpenTasks });
    const data = { kind, assignedTo: assignee, setBy: by.personId, task };
    return [{ type: 'TaskSet', data: { ...data, ...(dueOn !== undefined && { dueOn }) } }];
  },

  refusals: {
    ...ofOwnCase,
    'too-many-tasks': {
      status: 409,
      title: { de: 'In diesem Vorgang sind zu viele Aufgaben offen.', en: 'Too many tasks are open here.' },
      detail: {
        de: 'Mehr als {most} sind nicht vorgesehen. Bitte erledigen Sie erst andere.',
        en: 'There may be no more than {most}. Please finish others first.',
      },
    },
  },

  history: {
    TaskSet: {
      says: ({ kind }) =>
        kind === 'advice'
          ? { de: 'Stellungnahme erbeten', en: 'Advice asked for' }
          : { de: 'Aufgabe gestellt', en: 'Task set' },
      facts: ({ kind, assignedTo, dueOn }) => ({ kind, assignedTo, ...(dueOn !== undefined && { dueOn }) }),
      content: { in: 'task', as: 'task', forCitizens: false },
      onlyForStaff: true,
    },
  },
});
