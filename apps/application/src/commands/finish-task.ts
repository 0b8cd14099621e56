import { FreeText, Ordinal } from '#http';
import { isFiled } from '../domain/application';
import type { OpenTask } from '../domain/task';
import { command, decided, isTheirs, staff, underWay, type Circumstances } from './command';
import { longText } from './lengths';

export class FinishTaskInput {
  @Ordinal({ description: 'Version of the entry by which the task was set.', example: 7 })
  entry!: number;

  @FreeText(longText, {
    description: 'What came of it; of an advice the statement, which has to be there. Internal.',
    example: 'Keine Bedenken, wenn der Gehweg zwei Meter frei bleibt.',
    optional: true,
  })
  text?: string;
}

/** Finishes a task of the case, or gives the advice that was asked for. */
export const finishTask = command({
  name: 'finish-task',
  summary: 'Finishes a task of the case, or gives the advice that was asked for',
  roles: staff,
  transitions: [{ from: [...underWay, ...decided, 'notice-available'], to: ['unchanged'] }],
  input: FinishTaskInput,

  async prepare({ input: { entry, text }, facts }) {
    if (text === undefined) return { entry };
    return { entry, answer: (await facts.contents()).seal('answer', { text }) };
  },

  isOffered: ({ tasks = [] }, by) => tasks.some((task) => mayFinish(task, by)),

  decide(application, { entry, answer, by }, refuse) {
    const task = isFiled(application) ? application.tasks?.find((one) => one.entry === entry) : undefined;
    if (task === undefined) throw refuse('no-such-task');
    if (!mayFinish(task, by)) throw refuse('task-of-somebody-else');
    // Who set it may take it back; only who was asked gives the advice.
    const isTakenBack = isTheirs(task.setBy, by) && !isTheirs(task.assignedTo, by);
    if (task.kind === 'advice' && answer === undefined && !isTakenBack) throw refuse('advice-missing');
    return [{ type: 'TaskFinished', data: { entry, ...(answer !== undefined && { answer }) } }];
  },

  refusals: {
    'no-such-task': {
      status: 409,
      title: {
        de: 'Diese Aufgabe gibt es nicht, oder sie ist schon erledigt.',
        en: 'There is no such task, or it is done already.',
      },
    },
    'task-of-somebody-else': {
      status: 409,
      title: {
        de: 'Diese Aufgabe erledigt, wem sie gestellt ist.',
        en: 'This task is done by whom it was set.',
      },
      detail: {
        de: 'Auch wer sie gestellt hat und die Amtsleitung können sie beenden.',
        en: 'Whoever set it and the head of office can end it, too.',
      },
    },
    'advice-missing': {
      status: 409,
      title: { de: 'Die Stellungnahme fehlt.', en: 'The advice is missing.' },
      detail: {
        de: 'Bitte schreiben Sie, was Sie meinen; es wird Teil der Akte.',
        en: 'Please write what you think; it becomes part of the file.',
      },
    },
  },

  history: {
    TaskFinished: {
      says: { de: 'Aufgabe erledigt', en: 'Task finished' },
      facts: ({ entry }) => ({ entry }),
      content: { in: 'answer', as: 'answer', forCitizens: false },
      onlyForStaff: true,
    },
  },
});

const mayFinish = ({ assignedTo, setBy }: OpenTask, by: Circumstances['by']): boolean =>
  by.role === 'head-of-office' || isTheirs(assignedTo, by) || isTheirs(setBy, by);
