import { FreeText, Ids, Ordinal } from '#http';
import { isFiled, type TaskFinished } from '../domain/application';
import { added, otherKind, type DocumentAdded } from '../domain/document';
import type { OpenTask } from '../domain/task';
import { command, decided, isTheirs, staff, underWay, type Circumstances } from './command';
import { documentRefusals, mostDocuments, refuseUnready, uploaded } from './documents';
import { longText } from './lengths';

export class FinishTaskInput {
  @Ordinal({ description: 'Version of the entry by which the task was set.', example: 7 })
  entry!: number;

  @FreeText(longText, {
    description:
      'What came of it; of an advice the statement, which has to be there, here or as a document. Internal.',
    example: 'Keine Bedenken, wenn der Gehweg zwei Meter frei bleibt.',
    optional: true,
  })
  text?: string;

  @Ids(mostDocuments, {
    description: 'Ids of the documents that were uploaded for it (`POST …/documents`), e.g. the statement.',
    example: ['0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11'],
    optional: true,
  })
  documentIds?: string[];
}

/** Finishes a task of the case, or gives the advice that was asked for. */
export const finishTask = command({
  name: 'finish-task',
  summary: 'Finishes a task of the case, or gives the advice that was asked for',
  roles: staff,
  transitions: [{ from: [...underWay, ...decided, 'notice-available'], to: ['unchanged'] }],
  input: FinishTaskInput,

  async prepare({ input: { entry, text, documentIds = [] }, facts }) {
    const binds = await uploaded(documentIds, facts);
    if (text === undefined) return { entry, binds };
    return { entry, binds, answer: (await facts.contents()).seal('answer', { text }) };
  },

  isOffered: ({ tasks = [] }, by) => tasks.some((task) => mayFinish(task, by)),

  decide(application, { entry, answer, binds, by }, refuse): readonly (TaskFinished | DocumentAdded)[] {
    const task = isFiled(application) ? application.tasks?.find((one) => one.entry === entry) : undefined;
    if (task === undefined) throw refuse('no-such-task');
    if (!mayFinish(task, by)) throw refuse('task-of-somebody-else');
    // Who set it may take it back; only who was asked gives the advice.
    const isTakenBack = isTheirs(task.setBy, by) && !isTheirs(task.assignedTo, by);
    const isEmpty = answer === undefined && binds.length === 0;
    if (task.kind !== 'task' && isEmpty && !isTakenBack) throw refuse('advice-missing');
    refuseUnready(binds, refuse);
    const { kind } = task;
    const finished = { entry, ...(answer !== undefined && { answer }) };
    const documents = binds.map((one) => ({ ...one, kind: otherKind }));
    return kind === 'external-advice'
      ? [{ type: 'TaskFinished', data: { ...finished, kind } }, ...added(documents, 'outside')]
      : [{ type: 'TaskFinished', data: finished }, ...added(documents, 'office')];
  },

  refusals: {
    ...documentRefusals,
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
        de: 'Bitte schreiben Sie, was die Stellungnahme ist, oder warum es keine gibt; es wird Teil der Akte.',
        en: 'Please write what the advice is, or why there is none; it becomes part of the file.',
      },
    },
  },

  history: {
    TaskFinished: {
      says: ({ kind }) =>
        kind === undefined
          ? { de: 'Aufgabe erledigt', en: 'Task finished' }
          : { de: 'Stellungnahme von außen', en: 'Advice from outside' },
      facts: ({ entry }) => ({ entry }),
      content: { in: 'answer', as: 'answer', forCitizens: false },
      onlyForStaff: true,
    },
  },
});

/** What comes from outside is entered by whoever works on the case then. */
const mayFinish = ({ kind, assignedTo, setBy }: OpenTask, by: Circumstances['by']): boolean =>
  kind === 'external-advice' ||
  by.role === 'head-of-office' ||
  isTheirs(assignedTo, by) ||
  isTheirs(setBy, by);
