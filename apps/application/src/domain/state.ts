import type { ApplicationEvent, ApplicationEventType, Ciphertext, Instant, Outcome } from './events';

/** What every case has from its first event on. */
export interface Matter {
  /** How many entries the case file has: the version of the last one. */
  readonly entries: number;
  readonly reference: string;
  readonly serviceKey: string;
  readonly configurationVersion: string;
  readonly office: string;
  readonly applicantId: string;
  readonly representativeId?: string;
  readonly form: Ciphertext;
  readonly declarationHash: string;
}

/** A matter that has legally arrived. */
export interface FiledMatter extends Matter {
  readonly identity: Ciphertext;
  readonly filedAt: Instant;
  readonly assignedTo?: string;
  readonly started: boolean;
  /** When the clock of § 42a VwVfG stood still, oldest first; the last one may still be open (law 4). */
  readonly pauses: readonly { readonly from: Instant; readonly to?: Instant }[];
  /** Every notice provided so far; a reopened case may have several. */
  readonly notices: readonly Notice[];
}

export interface Notice {
  readonly noticeId: string;
  readonly decisionVersion: number;
  readonly retrieved: boolean;
}

export interface Decision {
  /** Version of the DecisionIssued event. */
  readonly version: number;
  readonly outcome: Outcome;
  readonly notice: Ciphertext;
}

/** An application, told apart by its status: the status a citizen sees is this one and no other. */
export type Application =
  | { readonly status: 'none' }
  | ({ readonly status: 'draft' } & Matter)
  | ({ readonly status: 'submitted'; readonly identity: Ciphertext } & Matter)
  | ({ readonly status: 'filed' } & FiledMatter)
  | ({ readonly status: 'in-processing' } & FiledMatter)
  | ({
      readonly status: 'action-required';
      readonly requestVersion: number;
      readonly dueOn?: string;
    } & FiledMatter)
  | ({
      readonly status:
        'decided-granted' | 'decided-partly' | 'decided-rejected' | 'notice-available' | 'closed';
      readonly decision: Decision;
    } & FiledMatter)
  | ({ readonly status: 'withdrawn' } & (Matter | FiledMatter));

export type BegunApplication = Exclude<Application, { status: 'none' }>;
type FiledApplication = Extract<BegunApplication, FiledMatter>;

/** Whether the application has legally arrived at the office, i.e. is a case of its work list. */
export function isFiled(application: Application): application is FiledApplication {
  return 'filedAt' in application;
}

/** The decision that stands, if there is one; a reopened case has none until it is decided anew. */
export function standingDecision(application: Application): Decision | undefined {
  return 'decision' in application ? application.decision : undefined;
}

/** The application after one more event. */
export function evolve(application: Application, event: ApplicationEvent): Application {
  if (event.type === 'ApplicationDrafted') return { status: 'draft', entries: 1, ...event.data };
  const before = begun(application, event.type);
  const entries = before.entries + 1;

  switch (event.type) {
    case 'FormSaved':
      return { ...before, entries, ...event.data };
    case 'ApplicationSubmitted':
      return { ...matterOf(before), entries, status: 'submitted', identity: event.data.identity };
    case 'ApplicationFiled': {
      if (before.status !== 'submitted') throw impossible(event.type, before.status);
      const { filedAt } = event.data;
      return { ...before, entries, status: 'filed', filedAt, started: false, pauses: [], notices: [] };
    }
    case 'ApplicationWithdrawn':
      return isFiled(before)
        ? { ...filedMatterOf(before), entries, status: 'withdrawn' }
        : { ...matterOf(before), entries, status: 'withdrawn' };
    case 'CaseAssigned':
      return { ...taken(filed(before, event.type)), entries, assignedTo: event.data.assignedTo };
    case 'ProcessingStarted':
      return { ...taken(filed(before, event.type)), entries, started: true };
    case 'CaseForwarded': {
      // The receiving office assigns anew.
      const { assignedTo: _, ...forwarded } = taken(filed(before, event.type));
      return { ...forwarded, entries, office: event.data.office };
    }
    case 'DocumentsRequested': {
      const matter = filedMatterOf(filed(before, event.type));
      const { requestedAt, dueOn } = event.data;
      const isPaused = before.status === 'action-required';
      const pauses = isPaused ? matter.pauses : [...matter.pauses, { from: requestedAt }];
      const due = dueOn === undefined ? {} : { dueOn };
      return { ...matter, entries, status: 'action-required', requestVersion: entries, pauses, ...due };
    }
    case 'DocumentsSupplied': {
      const matter = filed(before, event.type);
      if (matter.status !== 'action-required') return { ...matter, entries };
      const pauses = resumed(matter.pauses, event.data.suppliedAt);
      return { ...filedMatterOf(matter), entries, status: 'in-processing', pauses };
    }
    case 'DecisionIssued': {
      const matter = filedMatterOf(filed(before, event.type));
      const { outcome, notice, decidedAt } = event.data;
      const decision = { version: entries, outcome, notice };
      const pauses = resumed(matter.pauses, decidedAt);
      return { ...matter, entries, status: `decided-${outcome}`, decision, pauses };
    }
    case 'NoticeProvided': {
      if (!('decision' in before)) throw impossible(event.type, before.status);
      const notice = { ...event.data, retrieved: false };
      return { ...before, entries, status: 'notice-available', notices: [...before.notices, notice] };
    }
    case 'NoticeRetrieved': {
      const matter = filed(before, event.type);
      const isIt = (notice: Notice) => notice.noticeId === event.data.noticeId;
      const notices = matter.notices.map((notice) =>
        isIt(notice) ? { ...notice, retrieved: true } : notice,
      );
      return { ...matter, entries, notices };
    }
    case 'EntryCorrected':
      return { ...before, entries };
    case 'CaseClosed':
      if (!('decision' in before)) throw impossible(event.type, before.status);
      return { ...before, entries, status: 'closed' };
    case 'CaseReopened':
      return { ...filedMatterOf(filed(before, event.type)), entries, status: 'in-processing' };
  }
}

/** Somebody has taken the case: from here on the citizen reads "In Bearbeitung". */
function taken(matter: FiledApplication): FiledApplication {
  return matter.status === 'filed' ? { ...matter, status: 'in-processing' } : matter;
}

function resumed(pauses: FiledMatter['pauses'], at: Instant): FiledMatter['pauses'] {
  return pauses.map((pause) => (pause.to === undefined ? { ...pause, to: at } : pause));
}

function matterOf(matter: Matter): Matter {
  const { entries, reference, serviceKey, configurationVersion, office, applicantId, form, declarationHash } =
    matter;
  const representative =
    matter.representativeId === undefined ? {} : { representativeId: matter.representativeId };
  return {
    entries,
    reference,
    serviceKey,
    configurationVersion,
    office,
    applicantId,
    ...representative,
    form,
    declarationHash,
  };
}

function filedMatterOf(matter: FiledMatter): FiledMatter {
  const { identity, filedAt, started, pauses, notices } = matter;
  const assigned = matter.assignedTo === undefined ? {} : { assignedTo: matter.assignedTo };
  return { ...matterOf(matter), identity, filedAt, started, pauses, notices, ...assigned };
}

/** @throws Error for a history that the decider cannot have written: a broken log, not a broken rule. */
export function begun(application: Application, event?: ApplicationEventType): BegunApplication {
  if (application.status === 'none') throw impossible(event, application.status);
  return application;
}

/** @throws Error for a history that the decider cannot have written: a broken log, not a broken rule. */
export function filed(application: Application, event?: ApplicationEventType): FiledApplication {
  if (!isFiled(application)) throw impossible(event, application.status);
  return application;
}

function impossible(event: ApplicationEventType | undefined, status: Application['status']): Error {
  return new Error(`the history is broken: ${event ?? 'a command'} cannot follow upon status ${status}`);
}
