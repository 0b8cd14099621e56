import { fold } from '#event-sourcing/decider';
import { deciderSpec } from '#testing';
import {
  applicantId,
  at,
  by,
  caseworkerId,
  colleagueId,
  documentsRequested,
  handedIn,
  toFiled,
  toGranted,
  toProcessing,
} from '../../test/examples';
import { isFiled, type Application, type ApplicationEvent } from '../domain/application';
import type { DocumentAdded } from '../domain/document';
import { holderOf } from '../domain/task';
import { applicationDecider, allowedCommands } from './decider';
import { adviceOverdueAt } from './remind-of-advice';
import { resubmissionAt } from './resubmit';

const { given } = deciderSpec(applicationDecider);
const caseOf = (...events: readonly ApplicationEvent[]) => {
  const application = fold(applicationDecider, events);
  if (!isFiled(application)) throw new Error('not filed');
  return application;
};

/** A document of the case, from somebody. */
const added = (
  named: Pick<DocumentAdded['data'], 'documentId' | 'kind'>,
  origin: DocumentAdded['data']['origin'],
): DocumentAdded => {
  const { hash, size, mediaType, name } = handedIn;
  return { type: 'DocumentAdded', data: { ...named, hash, size, mediaType, name, origin } };
};
const note = { type: 'note', note: 'sealed note', ...by('caseworker') } as const;
const noted: ApplicationEvent = { type: 'NoteAdded', data: { note: 'sealed note' } };
const came = { channel: 'post', contactOn: '2026-11-20', contact: 'sealed letter' } as const;
const letter = {
  type: 'record-contact',
  ...came,
  answersRequest: false,
  binds: [],
  ...by('caseworker'),
} as const;
const question = { kind: 'advice', task: 'sealed question' } as const;
const advice = { type: 'set-task', ...question, assignee: colleagueId, ...by('caseworker') } as const;
const asked: ApplicationEvent = {
  type: 'TaskSet',
  data: { ...question, assignedTo: colleagueId, setBy: caseworkerId },
};
const resubmission: ApplicationEvent = { type: 'ResubmissionSet', data: { on: '2026-12-07' } };

describe('an inner note', () => {
  test.each([
    ['under way', toProcessing],
    ['decided', toGranted],
  ])('is added to a case that is %s, and its status stays', (_, events) => {
    given(...events)
      .when(note)
      .then(noted);
    expect(caseOf(...events, noted).status).toBe(caseOf(...events).status);
  });

  test('comes from the office alone', () =>
    given(...toProcessing)
      .when({ ...note, ...by('citizen') })
      .thenRefused('role-missing'));
});

describe('D6a W4 what comes by post, phone, mail or in person', () => {
  test('stands in the same history', () =>
    given(...toFiled)
      .when(letter)
      .then({ type: 'ContactRecorded', data: came }));

  test('answers what was asked for: the clock runs again from the day on which it came', () => {
    const answered: ApplicationEvent = { type: 'ContactRecorded', data: { ...came, answeredAt: at } };
    given(...toProcessing, documentsRequested)
      .when({ ...letter, answersRequest: true })
      .then(answered);
    const application = caseOf(...toProcessing, documentsRequested, answered);
    expect(application.status).toBe('in-processing');
    expect(application.clock.pauses).toEqual([{ from: at, to: at }]);
  });

  test('written down on a later day, it counts to the end of the day on which it came', () =>
    given(...toProcessing, documentsRequested)
      .when({ ...letter, answersRequest: true, at: '2026-11-25T09:00:00.000000Z' })
      .then({ type: 'ContactRecorded', data: { ...came, answeredAt: '2026-11-20T23:00:00.000Z' } }));

  test('answers nothing that was not asked, or was asked later', () => {
    const offered = allowedCommands(caseOf(...toProcessing, documentsRequested), by('caseworker').by);
    given(...toProcessing)
      .when({ ...letter, answersRequest: true })
      .thenRefused('nothing-asked');
    given(...toProcessing, documentsRequested)
      .when({ ...letter, contactOn: '2026-11-19', answersRequest: true })
      .thenRefused('came-before-request', { allowed: offered, askedOn: '2026-11-20' });
  });

  test('says nothing of a request that stays open', () =>
    expect(caseOf(...toProcessing, documentsRequested, { type: 'ContactRecorded', data: came }).status).toBe(
      'action-required',
    ));
});

describe('law 4 the target date', () => {
  const suspend = { type: 'suspend', reason: 'sealed reason', ...by('caseworker') } as const;
  const resume = { type: 'resume', ...by('caseworker') } as const;
  const rests: ApplicationEvent = {
    type: 'TargetDateSuspended',
    data: { suspendedAt: at, reason: 'sealed reason' },
  };
  const counts: ApplicationEvent = { type: 'TargetDateResumed', data: { resumedAt: at } };

  test('rests on the word of the office, and counts again on its word', () => {
    given(...toProcessing)
      .when(suspend)
      .then(rests);
    given(...toProcessing, rests)
      .when(suspend)
      .thenNothing();
    given(...toProcessing, rests)
      .when(resume)
      .then(counts);
    given(...toProcessing)
      .when(resume)
      .thenNothing();
  });

  test('rests once, whatever it was for', () => {
    const allowed = allowedCommands(caseOf(...toProcessing, rests, counts), by('caseworker').by);
    given(...toProcessing, rests, counts)
      .when(suspend)
      .thenRefused('suspended-before', { allowed });
    expect(allowed).not.toContain('suspend');
    expect(allowedCommands(caseOf(...toProcessing, rests), by('caseworker').by)).toContain('resume');
  });

  test('that rests for the office goes on to do so when the applicant has answered', () => {
    const answered: ApplicationEvent = {
      type: 'DocumentsSupplied',
      data: { suppliedAt: at, documents: 'sealed' },
    };
    const application = caseOf(...toProcessing, rests, documentsRequested, answered);
    expect(application.status).toBe('in-processing');
    expect(application.clock.pauses).toEqual([
      { from: at, by: 'office' },
      { from: at, to: at },
    ]);
  });

  test('is the office’s alone', () =>
    given(...toProcessing)
      .when({ ...suspend, ...by('citizen') })
      .thenRefused('role-missing'));
});

describe('a task', () => {
  const entry = toProcessing.length + 1;
  const finish = { type: 'finish-task', entry, binds: [], ...by('caseworker', colleagueId) } as const;

  test('is given to a colleague; the case stays with whoever has it', () => {
    given(...toProcessing)
      .when(advice)
      .then(asked);
    const before = caseOf(...toProcessing);
    const { tasks, assignedTo } = caseOf(...toProcessing, asked);
    expect(tasks).toEqual([{ entry, kind: 'advice', assignedTo: colleagueId, setBy: caseworkerId }]);
    expect(assignedTo).toBe(before.assignedTo);
  });

  test('law 7 § 20 VwVfG is not given to whose case it is', () => {
    given(...toProcessing)
      .when({ ...advice, assignee: applicantId })
      .thenRefused('own-application');
    given(...toProcessing)
      .when({ ...advice, assigneesAccounts: [applicantId] })
      .thenRefused('own-application');
  });

  test('asks for an advice, which is given by whom it was asked', () => {
    given(...toProcessing, asked)
      .when({ ...finish, answer: 'sealed answer' })
      .then({ type: 'TaskFinished', data: { entry, answer: 'sealed answer' } });
    given(...toProcessing, asked)
      .when(finish)
      .thenRefused('advice-missing');
  });

  test('is ended by who set it and by the head of office, and by nobody else', () => {
    given(...toProcessing, asked)
      .when({ ...finish, ...by('caseworker') })
      .then({ type: 'TaskFinished', data: { entry } });
    given(...toProcessing, asked)
      .when({ ...finish, answer: 'sealed', ...by('head-of-office') })
      .then({ type: 'TaskFinished', data: { entry, answer: 'sealed' } });
    given(...toProcessing, asked)
      .when({ ...finish, answer: 'sealed', ...by('caseworker', '0197a3c2-0000-7000-8000-0000000000ff') })
      .thenRefused('task-of-somebody-else');
  });

  test('is done once', () => {
    const done: ApplicationEvent = { type: 'TaskFinished', data: { entry } };
    given(...toProcessing, asked, done)
      .when({ ...finish, answer: 'sealed' })
      .thenRefused('no-such-task');
    expect(caseOf(...toProcessing, asked, done).tasks).toEqual([]);
  });

  test('is offered to be finished only where one is open', () => {
    expect(allowedCommands(caseOf(...toProcessing), by('caseworker').by)).not.toContain('finish-task');
    expect(allowedCommands(caseOf(...toProcessing, asked), by('caseworker').by)).toContain('finish-task');
  });

  test('there are no more than fifty of them in one case', () =>
    given(...toProcessing, ...Array.from({ length: 50 }, () => asked))
      .when(advice)
      .thenRefused('too-many-tasks', {
        most: 50,
        allowed: allowedCommands(caseOf(...toProcessing, asked), by('caseworker').by),
      }));
});

describe('advice from outside', () => {
  const entry = toProcessing.length + 1;
  const outside = { kind: 'external-advice', recipientKind: 'fire-service', dueOn: '2026-12-07' } as const;
  const set = { ...outside, task: 'sealed question' };
  const wanted: ApplicationEvent = {
    type: 'TaskSet',
    data: { ...set, assignedTo: caseworkerId, setBy: caseworkerId },
  };
  const ask = {
    type: 'set-task',
    ...{ ...set, assignee: caseworkerId, transmission: 'sealed transmission' },
    documents: [] as string[],
    ...by('caseworker'),
  } as const;
  const plan: ApplicationEvent = added({ documentId: handedIn.id, kind: 'lageplan' }, 'applicant');
  const overdue: ApplicationEvent = { type: 'AdviceOverdue', data: { entry } };
  const remind = { type: 'remind-of-advice', ...by('service') } as const;
  const answer = { type: 'finish-task', entry, binds: [], ...by('caseworker', colleagueId) } as const;

  test('is asked for, and what goes with the question is sent on', () => {
    given(...toProcessing)
      .when(ask)
      .then(wanted);
    given(...toProcessing, plan)
      .when({ ...ask, documents: [handedIn.id] })
      .then(wanted, {
        type: 'DocumentsSentOn',
        data: {
          ...{ documents: [handedIn.id], recipientKind: 'fire-service' },
          transmission: 'sealed transmission',
        },
      });
    given(...toProcessing)
      .when({ ...ask, documents: [handedIn.id] })
      .thenRefused('no-such-document', {
        documents: [handedIn.id],
        allowed: allowedCommands(caseOf(...toProcessing), by('caseworker').by),
      });
  });

  test('is nothing that the office has to do until its day is past', () => {
    const [before] = caseOf(...toProcessing, wanted).tasks ?? [];
    const [after] = caseOf(...toProcessing, wanted, overdue).tasks ?? [];
    expect([holderOf(before!, { assignedTo: colleagueId }), holderOf(after!, {})]).toEqual([
      undefined,
      caseworkerId,
    ]);
    // Whoever has the case by then asks again.
    expect(holderOf(after!, { assignedTo: colleagueId })).toBe(colleagueId);
  });

  test('is overdue from the first moment after its day in Berlin, once', () => {
    expect(adviceOverdueAt(caseOf(...toProcessing, wanted))).toBe('2026-12-07T23:00:00.000Z');
    expect(adviceOverdueAt(caseOf(...toProcessing, wanted, overdue))).toBeUndefined();
    expect(adviceOverdueAt(caseOf(...toProcessing, asked))).toBeUndefined();
    given(...toProcessing, wanted)
      .when({ ...remind, at: '2026-12-07T22:59:59.000000Z' })
      .thenNothing();
    given(...toProcessing, wanted)
      .when({ ...remind, at: '2026-12-07T23:00:00.000000Z' })
      .then(overdue);
    given(...toProcessing, wanted, overdue)
      .when({ ...remind, at: '2026-12-07T23:00:01.000000Z' })
      .thenNothing();
  });

  test('is entered by whoever works on the case, as a text or a document, and never left empty', () => {
    given(...toProcessing, wanted)
      .when({ ...answer, answer: 'sealed answer' })
      .then({ type: 'TaskFinished', data: { entry, answer: 'sealed answer', kind: 'external-advice' } });
    given(...toProcessing, wanted)
      .when({ ...answer, binds: [handedIn] })
      .then(
        { type: 'TaskFinished', data: { entry, kind: 'external-advice' } },
        added({ documentId: handedIn.id, kind: 'other' }, 'outside'),
      );
    for (const who of [answer, { ...answer, ...by('caseworker') }])
      given(...toProcessing, wanted)
        .when(who)
        .thenRefused('advice-missing');
  });
});

describe('a resubmission', () => {
  const look = { type: 'resubmit', ...by('service') } as const;
  const due: ApplicationEvent = { type: 'ResubmissionDue', data: { on: '2026-12-07' } };

  test('has the case come up from the first moment of its day in Berlin, once', () => {
    expect(resubmissionAt(caseOf(...toProcessing, resubmission))).toBe('2026-12-06T23:00:00.000Z');
    expect(resubmissionAt(caseOf(...toProcessing, resubmission, due))).toBeUndefined();
    given(...toProcessing, resubmission)
      .when({ ...look, at: '2026-12-06T22:59:59.000000Z' })
      .thenNothing();
    given(...toProcessing, resubmission)
      .when({ ...look, at: '2026-12-06T23:00:00.000000Z' })
      .then(due);
    given(...toProcessing, resubmission, due)
      .when({ ...look, at: '2026-12-06T23:00:01.000000Z' })
      .thenNothing();
  });

  test('does not have a case come up that is closed', () => {
    const over = { status: 'closed', resubmission: { on: '2026-12-07', isDue: false } } as const;
    expect(resubmissionAt({ ...caseOf(...toGranted), ...over } as Application)).toBeUndefined();
  });

  test('is moved, and lifted', () => {
    const moved: ApplicationEvent = { type: 'ResubmissionSet', data: { on: '2026-12-24' } };
    const lift = { type: 'lift-resubmission', ...by('caseworker') } as const;
    given(...toProcessing, resubmission, due)
      .when({ type: 'set-resubmission', on: '2026-12-24', ...by('caseworker') })
      .then(moved);
    expect(caseOf(...toProcessing, resubmission, due, moved).resubmission).toEqual({
      ...{ on: '2026-12-24', isDue: false },
    });
    given(...toProcessing, resubmission)
      .when(lift)
      .then({ type: 'ResubmissionLifted', data: {} });
    given(...toProcessing)
      .when(lift)
      .thenNothing();
  });
});
