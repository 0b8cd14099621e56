/** What the office does with a case until it decides, and after that. */
import type { Ciphertext } from './ciphertext';
import {
  pausedClock,
  restartedClock,
  resumedClock,
  suspendedClock,
  unsuspendedClock,
  type Clock,
} from './clock';
import { broken, filedMatterOf, type FiledApplication, type FoldOf } from './matter';
import type { Instant, UsedTemplate } from './notice';

export interface CaseAssigned {
  readonly type: 'CaseAssigned';
  readonly data: {
    readonly assignedTo: string;
    /** Absent where none was given, and in what the former version recorded. */
    readonly reason?: Ciphertext;
  };
}

/** Nobody has the case any more: who had it has given it up, or the head of office has taken it from them. */
export interface CaseReleased {
  readonly type: 'CaseReleased';
  readonly data: { readonly releasedFrom: string; readonly reason: Ciphertext };
}

export interface ProcessingStarted {
  readonly type: 'ProcessingStarted';
  readonly data: Readonly<Record<string, never>>;
}

export interface CaseForwarded {
  readonly type: 'CaseForwarded';
  readonly data: { readonly fromOffice: string; readonly office: string; readonly reason?: Ciphertext };
}

/** Moves the target date until documents are supplied (law 4). */
export interface DocumentsRequested {
  readonly type: 'DocumentsRequested';
  readonly data: {
    readonly requestedAt: Instant;
    readonly request: Ciphertext;
    /**
     * Calendar date in Europe/Berlin.
     * @format date
     */
    readonly dueOn?: string;
    /** What is missing keeps the statutory period from beginning; the request says so (law 4). */
    readonly incomplete?: true;
    /** With whose help it was written. */
    readonly templates?: readonly UsedTemplate[];
  };
}

export interface DocumentsSupplied {
  readonly type: 'DocumentsSupplied';
  readonly data: { readonly suppliedAt: Instant; readonly documents: Ciphertext };
}

/** A correction stands beside the entry it corrects; nothing is changed or removed (law 5). */
export interface EntryCorrected {
  readonly type: 'EntryCorrected';
  readonly data: {
    /** Version of the entry that is corrected. */
    readonly entry: number;
    readonly correction: Ciphertext;
  };
}

/** The statutory period is extended, once, with a reason that the citizen reads (§ 42a(2) VwVfG, law 4). */
export interface ProcessingTimeExtended {
  readonly type: 'ProcessingTimeExtended';
  readonly data: {
    /**
     * Calendar date in Europe/Berlin until which the office will have decided.
     * @format date
     */
    readonly until: string;
    readonly reason: Ciphertext;
    /** Absent in what the former version recorded. */
    readonly extendedAt?: Instant;
    /** With whose help the reason was written. */
    readonly templates?: readonly UsedTemplate[];
  };
}

/** The office lets its target date rest, once, with a reason that the citizen reads; a statutory period goes on (law 4). */
export interface TargetDateSuspended {
  readonly type: 'TargetDateSuspended';
  readonly data: { readonly suspendedAt: Instant; readonly reason: Ciphertext };
}

/** It counts again; the real days that it rested come on top. */
export interface TargetDateResumed {
  readonly type: 'TargetDateResumed';
  readonly data: { readonly resumedAt: Instant };
}

export interface CaseClosed {
  readonly type: 'CaseClosed';
  readonly data: Readonly<Record<string, never>>;
}

export interface CaseReopened {
  readonly type: 'CaseReopened';
  readonly data: {
    readonly reason: Ciphertext;
    /** Absent in what the former version recorded. */
    readonly reopenedAt?: Instant;
  };
}

/** The applicant has had their account erased (law 12); the case stays. */
export interface ApplicantErased {
  readonly type: 'ApplicantErased';
  readonly data: Readonly<Record<string, never>>;
}

/** What happens to a case alone: to what is filed. */
export type ProcessingEvent =
  | CaseAssigned
  | CaseReleased
  | ProcessingStarted
  | CaseForwarded
  | DocumentsRequested
  | DocumentsSupplied
  | EntryCorrected
  | ProcessingTimeExtended
  | TargetDateSuspended
  | TargetDateResumed
  | CaseClosed
  | CaseReopened
  | ApplicantErased;

/** What of a filed matter the processing leaves. */
export interface Processing {
  /** Person id. */
  readonly assignedTo?: string;
  readonly started: boolean;
  /** Until when the office aims to decide, and by law has to (law 4). */
  readonly clock: Clock;
}

/** What each of them makes of a case. */
export const processing: FoldOf<ProcessingEvent, FiledApplication> = {
  CaseAssigned: (before, { data: { assignedTo } }) => ({ ...taken(before), assignedTo }),
  CaseReleased: ({ assignedTo: _, ...released }) => released,
  ProcessingStarted: (before) => ({ ...taken(before), started: true }),
  CaseForwarded: (before, { data: { office } }) => {
    // The receiving office assigns anew.
    const { assignedTo: _, ...forwarded } = taken(before);
    return { ...forwarded, office };
  },
  DocumentsRequested: (before, { data: { requestedAt, dueOn, incomplete = false } }) => ({
    ...filedMatterOf(before),
    status: 'action-required',
    requestVersion: before.entries,
    clock: pausedClock(before.clock, requestedAt, incomplete),
    ...(dueOn !== undefined && { dueOn }),
  }),
  DocumentsSupplied: (before, { data: { suppliedAt } }) => {
    if (before.status !== 'action-required') return before;
    const clock = resumedClock(before.clock, suppliedAt);
    return { ...filedMatterOf(before), status: 'in-processing', clock };
  },
  EntryCorrected: (before) => before,
  ProcessingTimeExtended: (before, { data: { templates: _, ...extension } }) => ({
    ...before,
    clock: { ...before.clock, extension },
  }),
  TargetDateSuspended: (before, { data: { suspendedAt } }) => ({
    ...before,
    clock: suspendedClock(before.clock, suspendedAt),
  }),
  TargetDateResumed: (before, { data: { resumedAt } }) => ({
    ...before,
    clock: unsuspendedClock(before.clock, resumedAt),
  }),
  CaseClosed: (before, event) => {
    if (!('decision' in before)) throw broken(event, before);
    return { ...before, status: 'closed' };
  },
  CaseReopened: (before, { data: { reopenedAt } }) => ({
    ...filedMatterOf(before),
    status: 'in-processing',
    clock: restartedClock(reopenedAt, before.clock),
  }),
  ApplicantErased: (before) => ({ ...before, applicantErased: true }),
};

/** Somebody has taken the case: from here on the citizen reads "In Bearbeitung". */
function taken(application: FiledApplication): FiledApplication {
  return application.status === 'filed' ? { ...application, status: 'in-processing' } : application;
}
