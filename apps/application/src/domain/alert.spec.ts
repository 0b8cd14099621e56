import { fold } from '#event-sourcing/decider';
import {
  applicantId,
  at,
  caseworkerId,
  colleagueId,
  decided,
  documentsRequested,
  headId,
  toFiled,
  toProcessing,
} from '../../test/examples';
import { applicationDecider } from '../commands/decider';
import { alertsOf, type AlertKind } from './alert';
import type { ApplicationEvent } from './application';

const assigned = (assignedTo: string): ApplicationEvent => ({ type: 'CaseAssigned', data: { assignedTo } });
const released: ApplicationEvent = {
  type: 'CaseReleased',
  data: { releasedFrom: caseworkerId, reason: 'sealed reason' },
};
const forwarded: ApplicationEvent = {
  type: 'CaseForwarded',
  data: { fromOffice: 'einwohnerwesen', office: 'steueramt' },
};
const supplied: ApplicationEvent = {
  type: 'DocumentsSupplied',
  data: { suppliedAt: at, documents: 'sealed documents' },
};
const letter = { channel: 'post', contactOn: '2026-11-20', contact: 'sealed letter' } as const;
const came: ApplicationEvent = { type: 'ContactRecorded', data: letter };
const answered: ApplicationEvent = { type: 'ContactRecorded', data: { ...letter, answeredAt: at } };
const asked: ApplicationEvent = {
  type: 'TaskSet',
  data: { kind: 'advice', task: 'sealed question', assignedTo: colleagueId, setBy: caseworkerId },
};
/** Of a task that is set in a case that was {@link taken}. */
const taskEntry = toProcessing.length + 2;
const finished: ApplicationEvent = { type: 'TaskFinished', data: { entry: taskEntry } };
const askedOutside: ApplicationEvent = {
  type: 'TaskSet',
  data: {
    ...{ kind: 'external-advice', task: 'sealed question', recipientKind: 'expert', dueOn: '2026-12-07' },
    ...{ assignedTo: colleagueId, setBy: colleagueId },
  },
};
const overdue: ApplicationEvent = { type: 'AdviceOverdue', data: { entry: taskEntry } };
const due: ApplicationEvent = { type: 'ResubmissionDue', data: { on: '2026-12-07' } };
const note: ApplicationEvent = { type: 'NoteAdded', data: { note: 'sealed note' } };
const proposed: ApplicationEvent = {
  type: 'DecisionProposed',
  data: {
    ...{ outcome: 'granted', notice: 'sealed notice', informsOnRemedies: true },
    ...{ proposedBy: caseworkerId, proposedAt: at },
  },
};
const toProposed = [...toProcessing, proposed] as const;
const approved = decided('granted', { proposal: toProposed.length });
const sentBack: ApplicationEvent = {
  type: 'ProposalSentBack',
  data: { entry: toProposed.length, reason: 'sealed reason' },
};
const takenBack: ApplicationEvent = {
  type: 'ProposalSentBack',
  data: { entry: toProposed.length, reason: 'sealed reason', takenBack: true },
};
const taken = [...toProcessing, assigned(caseworkerId)];

/** Who is told of the last of these events as what. */
const told = (history: readonly ApplicationEvent[], event: ApplicationEvent, by: string) =>
  alertsOf([event], fold(applicationDecider, history), by).map(({ personId, kind }) => [personId, kind]);

test.each<[string, readonly ApplicationEvent[], ApplicationEvent, string, (readonly [string, AlertKind])[]]>([
  ['a case is given to them', toFiled, assigned(caseworkerId), headId, [[caseworkerId, 'assigned']]],
  [
    'it is given to somebody else: both',
    taken,
    assigned(colleagueId),
    headId,
    [
      [colleagueId, 'assigned'],
      [caseworkerId, 'taken'],
    ],
  ],
  ['it is taken from them', taken, released, headId, [[caseworkerId, 'taken']]],
  ['it goes to another office', taken, forwarded, headId, [[caseworkerId, 'taken']]],
  ['the applicant adds documents', taken, supplied, applicantId, [[caseworkerId, 'document']]],
  [
    'the applicant answers',
    [...taken, documentsRequested],
    supplied,
    applicantId,
    [[caseworkerId, 'answer']],
  ],
  ['something comes by post', taken, came, colleagueId, [[caseworkerId, 'document']]],
  [
    'an answer comes by post',
    [...taken, documentsRequested],
    answered,
    colleagueId,
    [[caseworkerId, 'answer']],
  ],
  ['they are asked for advice', taken, asked, caseworkerId, [[colleagueId, 'task']]],
  ['the advice is given', [...taken, asked], finished, colleagueId, [[caseworkerId, 'answer']]],
  [
    'a colleague approves what they proposed',
    toProposed,
    approved,
    colleagueId,
    [[caseworkerId, 'approved']],
  ],
  ['a colleague sends it back', toProposed, sentBack, colleagueId, [[caseworkerId, 'sent-back']]],
  [
    'advice from outside is overdue: who has the case, whoever asked',
    [...taken, askedOutside],
    overdue,
    'service:application',
    [[caseworkerId, 'task']],
  ],
  [
    'it is overdue in a case that nobody has: who asked',
    [...toFiled, askedOutside],
    { type: 'AdviceOverdue', data: { entry: toFiled.length + 1 } },
    'service:application',
    [[colleagueId, 'task']],
  ],
  ['advice from outside is asked for: nobody here', taken, askedOutside, headId, []],
  ['the day of resubmission has come', taken, due, 'service:application', [[caseworkerId, 'resubmission']]],
])('a caseworker is told when %s', (_, history, event, by, expected) =>
  expect(told(history, event, by)).toEqual(expected),
);

test.each([
  ['takes a case', toFiled, assigned(caseworkerId)],
  ['gives it up', taken, released],
  ['enters a letter', taken, came],
  ['finishes a task of their own', [...taken, asked], finished],
  ['writes a note', taken, note],
  ['takes a proposal back', toProposed, takenBack],
  ['decides alone', toProcessing, decided('granted')],
])('nobody is told what they did themselves: who %s', (_, history, event) =>
  expect(told(history, event, caseworkerId)).toEqual([]),
);

test('those whom a proposal is put before are told that it waits, and nobody else', () => {
  const before = fold(applicationDecider, toProcessing);
  expect(alertsOf([proposed], before, caseworkerId, [headId, caseworkerId])).toEqual([
    { personId: headId, kind: 'approval' },
  ]);
  expect(alertsOf([note], before, caseworkerId, [headId])).toEqual([]);
});

test('of a case that nobody has, nobody is told', () =>
  expect(told(toFiled, supplied, applicantId)).toEqual([]));
