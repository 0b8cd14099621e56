import { CalendarDate, FreeText, Id, Ids, OneOf, type LocalText } from '#http';
import { isFiled, type TaskSet } from '../domain/application';
import { dateInBerlin } from '../domain/berlin';
import { recipientKinds, type DocumentsSentOn, type RecipientKind } from '../domain/document';
import { taskKinds, type TaskKind } from '../domain/task';
import { isParty } from '../domain/visibility';
import { colleague, ofOwnCase } from './colleague';
import { command, decided, staff, underWay } from './command';
import { mostDocuments } from './documents';
import { invalidField } from './invalid-field';
import { longText } from './lengths';
import { longestRecipient, refuseUnsendable, sendingRefusals } from './sending-on';

/** So many tasks may be open in one case. */
const mostOpenTasks = 50;

export class SetTaskInput {
  @OneOf(taskKinds, {
    description:
      '`advice` asks for a statement that becomes part of the file, e.g. a second opinion; `external-advice` asks somebody outside, and names `recipient`, `recipientKind` and `dueOn` instead of `assignee`.',
    example: 'advice',
  })
  kind!: TaskKind;

  @Id({
    description: 'Person id of the colleague who is to do it.',
    example: '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
    optional: true,
  })
  assignee?: string;

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

  @FreeText(longestRecipient, {
    description: 'Of advice from outside: who is asked; internal.',
    example: 'Feuerwehr Duisburg, Vorbeugender Brandschutz',
    optional: true,
  })
  recipient?: string;

  @OneOf(recipientKinds, {
    description: 'Of advice from outside: what kind of place is asked.',
    example: 'fire-service',
    optional: true,
  })
  recipientKind?: RecipientKind;

  @Ids(mostDocuments, {
    description:
      'Of advice from outside: ids of the documents of the case that go with the question; they count as sent on.',
    example: ['0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11'],
    optional: true,
  })
  documentIds?: string[];
}

/**
 * Gives a colleague something to do in a case, or asks for advice, theirs or that of somebody outside; the case stays with whoever
 * has it.
 */
export const setTask = command({
  name: 'set-task',
  summary: 'Gives a colleague a task in the case, or asks for advice, also from outside',
  roles: staff,
  transitions: [{ from: [...underWay, ...decided, 'notice-available'], to: ['unchanged'] }],
  input: SetTaskInput,

  async prepare({ input, acting, facts, at }) {
    const { kind, text, dueOn } = input;
    if (dueOn !== undefined && dueOn < dateInBerlin(at)) {
      throw invalidField(
        '/dueOn',
        'in-the-past',
        'Die Frist liegt in der Vergangenheit.',
        'The date is in the past.',
      );
    }
    const contents = await facts.contents();
    if (kind !== 'external-advice')
      return {
        ...{ kind, ...(await colleague(needed(input, 'assignee'), '/assignee', acting, facts)) },
        task: contents.seal('task', { text }),
        ...(dueOn !== undefined && { dueOn }),
      };
    const recipient = needed(input, 'recipient');
    const recipientKind = needed(input, 'recipientKind');
    return {
      ...{ kind, recipientKind, dueOn: needed(input, 'dueOn'), assignee: acting.personId },
      task: contents.seal('task', { recipient, text }),
      transmission: contents.seal('transmission', { recipient, text }),
      documents: [...new Set(input.documentIds ?? [])],
    };
  },

  decide(application, command, refuse): readonly (TaskSet | DocumentsSentOn)[] {
    if (!isFiled(application)) throw new Error('an office sees what is filed alone');
    if ((application.tasks ?? []).length >= mostOpenTasks)
      throw refuse('too-many-tasks', { most: mostOpenTasks });
    const { assignee: assignedTo, task, dueOn, by } = command;
    const set = { assignedTo, setBy: by.personId, task, ...(dueOn !== undefined && { dueOn }) };
    if (command.kind !== 'external-advice') {
      const { kind, assigneesAccounts = [] } = command;
      if (isParty(application, [assignedTo, ...assigneesAccounts]))
        throw refuse('own-application', { allowed: [] });
      return [{ type: 'TaskSet', data: { kind, ...set } }];
    }
    const { kind, recipientKind, transmission, documents } = command;
    refuseUnsendable(application, documents, refuse);
    const asked = { type: 'TaskSet', data: { kind, ...set, recipientKind } } as const;
    if (documents.length === 0) return [asked];
    return [asked, { type: 'DocumentsSentOn', data: { documents, recipientKind, transmission } }];
  },

  refusals: {
    ...ofOwnCase,
    ...sendingRefusals,
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
      says: ({ kind }) => sentences[kind],
      facts: ({ kind, assignedTo, dueOn, recipientKind }) => ({
        ...{ kind, assignedTo },
        ...(dueOn !== undefined && { dueOn }),
        ...(recipientKind !== undefined && { recipientKind }),
      }),
      content: { in: 'task', as: 'task', forCitizens: false },
      onlyForStaff: true,
    },
  },
});

const sentences: Readonly<Record<TaskKind, LocalText>> = {
  task: { de: 'Aufgabe gestellt', en: 'Task set' },
  advice: { de: 'Stellungnahme erbeten', en: 'Advice asked for' },
  'external-advice': { de: 'Stellungnahme von außen erbeten', en: 'Advice from outside asked for' },
};

/** What one kind of task cannot do without, and another has not. @throws Problem `invalid-input` */
function needed<Name extends 'assignee' | 'recipient' | 'recipientKind' | 'dueOn'>(
  input: SetTaskInput,
  name: Name,
): NonNullable<SetTaskInput[Name]> {
  const value = input[name];
  if (value === undefined)
    throw invalidField(
      `/${name}`,
      'required',
      'Bitte füllen Sie dieses Feld aus.',
      'Please fill in this field.',
    );
  return value;
}
