/** What the office keeps in a case beside deciding it: notes, what came by other ways, tasks, and when it looks again. */
import type { Ciphertext } from './ciphertext';
import { resumedClock } from './clock';
import type { ContactChannel } from './channel';
import { filedMatterOf, type FiledApplication, type FoldOf } from './matter';
import type { RecipientKind } from './document';
import type { Instant } from './notice';
import type { Proposal } from './proposal';
import type { OpenTask, Resubmission, TaskKind } from './task';

/** An inner note: never removed, corrected by an entry beside it (law 5). */
export interface NoteAdded {
  readonly type: 'NoteAdded';
  readonly data: { readonly note: Ciphertext };
}

/** What came by post, phone or mail, or was said at the counter, stands in the same history (D6a, W4). */
export interface ContactRecorded {
  readonly type: 'ContactRecorded';
  readonly data: {
    readonly channel: ContactChannel;
    /**
     * Calendar date in Europe/Berlin on which it came.
     * @format date
     */
    readonly contactOn: string;
    readonly contact: Ciphertext;
    /** It answers what the citizen was asked for, so the clock runs again from `answeredAt`. */
    readonly answeredAt?: Instant;
  };
}

export interface TaskSet {
  readonly type: 'TaskSet';
  readonly data: {
    readonly kind: TaskKind;
    readonly assignedTo: string;
    readonly setBy: string;
    readonly task: Ciphertext;
    /** Of advice from outside: what kind of place is asked. */
    readonly recipientKind?: RecipientKind;
    /**
     * Calendar date in Europe/Berlin.
     * @format date
     */
    readonly dueOn?: string;
  };
}

export interface TaskFinished {
  readonly type: 'TaskFinished';
  readonly data: {
    /** Version of the entry by which the task was set. */
    readonly entry: number;
    readonly answer?: Ciphertext;
    /** Of which kind the task was; absent for what colleagues do, and in what the former version recorded. */
    readonly kind?: 'external-advice';
  };
}

/** The day has passed until which advice from outside was needed. */
export interface AdviceOverdue {
  readonly type: 'AdviceOverdue';
  readonly data: {
    /** Version of the entry by which it was asked for. */
    readonly entry: number;
  };
}

export interface ResubmissionSet {
  readonly type: 'ResubmissionSet';
  readonly data: {
    /**
     * Calendar date in Europe/Berlin.
     * @format date
     */
    readonly on: string;
    readonly reason?: Ciphertext;
  };
}

/** The day has come: the case stands on top of its office's list. */
export interface ResubmissionDue {
  readonly type: 'ResubmissionDue';
  readonly data: {
    /**
     * Calendar date in Europe/Berlin.
     * @format date
     */
    readonly on: string;
  };
}

export interface ResubmissionLifted {
  readonly type: 'ResubmissionLifted';
  readonly data: Readonly<Record<string, never>>;
}

/** The case has to do with another one: both say so, and no citizen reads it. */
export interface CaseLinked {
  readonly type: 'CaseLinked';
  readonly data: {
    /** @format uuid */
    readonly to: string;
    readonly reason: Ciphertext;
  };
}

export interface CaseUnlinked {
  readonly type: 'CaseUnlinked';
  readonly data: {
    /** @format uuid */
    readonly to: string;
    readonly reason: Ciphertext;
  };
}

export type OfficeWorkEvent =
  | NoteAdded
  | ContactRecorded
  | TaskSet
  | TaskFinished
  | AdviceOverdue
  | ResubmissionSet
  | ResubmissionDue
  | ResubmissionLifted
  | CaseLinked
  | CaseUnlinked;

/** What of a filed matter the office keeps for itself. */
export interface OfficeWork {
  /** Oldest first; absent where there never was one. */
  readonly tasks?: readonly OpenTask[];
  readonly resubmission?: Resubmission;
  /** A decision that a colleague is to approve; absent where none is asked for. */
  readonly proposal?: Proposal;
  /** Ids of the cases that it is linked with, in the order in which that was done; absent where there never was one. */
  readonly links?: readonly string[];
}

/** What each of them makes of a case. Only an answer that came another way changes what the citizen sees of its status. */
export const officeWork: FoldOf<OfficeWorkEvent, FiledApplication> = {
  NoteAdded: (before) => before,
  ContactRecorded: (before, { data: { answeredAt } }) =>
    before.status === 'action-required' && answeredAt !== undefined
      ? { ...filedMatterOf(before), status: 'in-processing', clock: resumedClock(before.clock, answeredAt) }
      : before,
  TaskSet: (before, { data: { task: question, ...task } }) => ({
    ...before,
    tasks: [
      ...(before.tasks ?? []),
      { entry: before.entries, ...task, ...(task.kind === 'external-advice' && { question }) },
    ],
  }),
  AdviceOverdue: (before, { data: { entry } }) => ({
    ...before,
    tasks: (before.tasks ?? []).map((task) => (task.entry === entry ? { ...task, isOverdue: true } : task)),
  }),
  TaskFinished: (before, { data: { entry } }) => ({
    ...before,
    tasks: (before.tasks ?? []).filter((task) => task.entry !== entry),
  }),
  ResubmissionSet: (before, { data: { on } }) => ({ ...before, resubmission: { on, isDue: false } }),
  ResubmissionDue: (before, { data: { on } }) => ({ ...before, resubmission: { on, isDue: true } }),
  ResubmissionLifted: ({ resubmission: _, ...before }) => before,
  CaseLinked: (before, { data: { to } }) => ({ ...before, links: [...(before.links ?? []), to] }),
  CaseUnlinked: (before, { data: { to } }) => ({
    ...before,
    links: (before.links ?? []).filter((other) => other !== to),
  }),
};
