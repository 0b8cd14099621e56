/** Whom of the office an event concerns though they have not caused it: what a caseworker is told of. */
import type { ApplicationEvent, ApplicationEventType, EventOf } from './application';
import { isFiled, type Application, type FiledApplication } from './matter';
import { holderOf } from './task';

/** What somebody can be told of, and can switch off; a stored name, never changed. */
export const alertKinds = [
  'assigned',
  'taken',
  'task',
  'document',
  'answer',
  'date',
  'resubmission',
  'approval',
  'approved',
  'sent-back',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Somebody is told that something of one kind has happened in a case. */
export interface Alert {
  /** Person id. */
  readonly personId: string;
  readonly kind: AlertKind;
}

/** To whom each event is an alert of which kind, seen from the case as it was before; undefined where nobody is concerned. */
const tells: {
  readonly [Type in ApplicationEventType]?: (
    data: EventOf<Type>['data'],
    before: FiledApplication,
  ) => readonly Alert[];
} = {
  CaseAssigned: ({ assignedTo }, { assignedTo: former }) => [
    ...to(assignedTo, 'assigned'),
    ...(former === assignedTo ? [] : to(former, 'taken')),
  ],
  CaseReleased: ({ releasedFrom }) => to(releasedFrom, 'taken'),
  CaseForwarded: (_, { assignedTo }) => to(assignedTo, 'taken'),
  DocumentsSupplied: (_, { assignedTo, status }) =>
    to(assignedTo, status === 'action-required' ? 'answer' : 'document'),
  ContactRecorded: ({ answeredAt }, { assignedTo }) =>
    to(assignedTo, answeredAt === undefined ? 'document' : 'answer'),
  TaskSet: ({ kind, assignedTo }) => (kind === 'external-advice' ? [] : to(assignedTo, 'task')),
  AdviceOverdue: ({ entry }, { tasks = [], ...before }) =>
    tasks
      .filter((task) => task.entry === entry)
      .flatMap((task) => to(holderOf({ ...task, isOverdue: true }, before), 'task')),
  TaskFinished: ({ entry }, { tasks = [] }) =>
    to(tasks.find((task) => task.entry === entry)?.setBy, 'answer'),
  ResubmissionDue: (_, { assignedTo }) => to(assignedTo, 'resubmission'),
  DecisionIssued: ({ proposal: entry }, { proposal }) =>
    to(entry === undefined ? undefined : proposal?.proposedBy, 'approved'),
  ProposalSentBack: ({ takenBack }, { proposal }) =>
    to(takenBack ? undefined : proposal?.proposedBy, 'sent-back'),
};

/**
 * Who is told of what has just happened to a case: nobody of what they did themselves, nobody twice of the same, and nobody of
 * what was never filed.
 * @param by person id of who caused it
 * @param approvers person ids of whom a proposed decision is put before
 */
export function alertsOf(
  events: readonly ApplicationEvent[],
  before: Application,
  by: string,
  approvers: readonly string[] = [],
): readonly Alert[] {
  if (!isFiled(before)) return [];
  const told = events
    .flatMap((event) =>
      event.type === 'DecisionProposed'
        ? approvers.flatMap((approver) => to(approver, 'approval'))
        : (tells[event.type]?.(event.data as never, before) ?? []),
    )
    .filter(({ personId }) => personId !== by);
  return [...new Map(told.map((alert) => [`${alert.personId} ${alert.kind}`, alert])).values()];
}

function to(personId: string | undefined, kind: AlertKind): readonly Alert[] {
  return personId === undefined ? [] : [{ personId, kind }];
}
