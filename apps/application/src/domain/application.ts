/**
 * The Antrag: what can happen to it, what a case is after that, and nothing else. Why an application has a status is read
 * here: the status is the fold of the events by `evolve`, at the end of this file.
 *
 * Storage format: events are facts kept for decades, so a type or a field is never renamed; add a new one and upcast.
 */
import type { Ciphertext } from './ciphertext';
import {
  endedClock,
  pausedClock,
  restartedClock,
  resumedClock,
  startedClock,
  type Clock,
  type Terms,
} from './clock';
import type { Representation } from './representation';
import { withDocumentEvent, type CaseDocument, type DocumentAdded, type DocumentWithdrawn } from './document';
import {
  isPaid,
  revivableMs,
  withNote,
  withOrder,
  withOrderEnded,
  withOrderFiled,
  withOrderRevived,
  withOrderTakenBack,
  type Order,
  type Ordered,
  type PaymentState,
  type RefundReason,
} from './order';
import {
  afterNoticeEvent,
  withNoticeOf,
  type AnnouncementEffective,
  type Instant,
  type IssuedNotice,
  type Notice,
  type NoticeNotified,
  type NoticePosted,
  type NoticeProvided,
  type NoticeRetrieved,
  type Outcome,
  type ProvisionEnded,
} from './notice';

export type { Ciphertext } from './ciphertext';
export { outcomes, type Instant, type Outcome } from './notice';

/** Vertrauensniveau, lowest first. */
export const levelsOfAssurance = ['none', 'low', 'substantial', 'high'] as const;
export type LevelOfAssurance = (typeof levelsOfAssurance)[number];

/** `draft` begins a case: whose matter it is and under which configuration it stands for good. */
export interface ApplicationDrafted {
  readonly type: 'ApplicationDrafted';
  readonly data: {
    /** Reference that people read out on the phone, e.g. `DU-2026-000123-7`. */
    readonly reference: string;
    readonly serviceKey: string;
    /** Content hash of the service's configuration that this application was drafted with. */
    readonly configurationVersion: string;
    readonly office: string;
    /** The person concerned. */
    readonly applicantId: string;
    /** The person who acts for the applicant, recorded apart (law 7). */
    readonly representativeId?: string;
    /** The applicant has no account: nothing finds them but a link to an address (R10a). */
    readonly withoutSignIn?: true;
    /** The empty form and its hash; only in events of before the content of a draft left the stream (`draft.ts`). */
    readonly form?: Ciphertext;
    readonly declarationHash?: string;
  };
}

/** What was begun or filed without an account belongs to one from now on, or to a guest who has proven the same address (R10a). */
export interface ApplicationClaimed {
  readonly type: 'ApplicationClaimed';
  readonly data: {
    readonly applicantId: string;
    readonly formerApplicantId: string;
    readonly withoutSignIn?: true;
  };
}

/** The application is for somebody else than the one who acts, who has declared that they may (law 7, W5). */
export interface RepresentationDeclared {
  readonly type: 'RepresentationDeclared';
  readonly data: Representation & { readonly declaredAt: Instant };
}

/** The form of a draft was changed. Of before the content of a draft left the stream (`draft.ts`): only read, never written. */
export interface FormSaved {
  readonly type: 'FormSaved';
  readonly data: {
    /** The whole form after the change. */
    readonly form: Ciphertext;
    /** SHA-256 over application, configuration version and ciphertext: names exactly this declaration without disclosing it (law 3). */
    readonly declarationHash: string;
  };
}

/** With what somebody proved who they are, for one declaration alone (§ 3a(3) VwVfG; W2 W3, law 3). */
export interface EidProof {
  /** Of the proof at identity, which has it in its own history. */
  readonly id: string;
  /** The way in, e.g. `bundid`. */
  readonly method: string;
  /** What was used there, e.g. `eid`; absent where the way in does not say. */
  readonly means?: 'password' | 'elster' | 'eid' | 'smart-eid' | 'eidas' | 'fink' | 'diia';
  readonly levelOfAssurance: LevelOfAssurance;
  readonly provenAt: Instant;
}

export interface ApplicationSubmitted {
  readonly type: 'ApplicationSubmitted';
  readonly data: {
    readonly submittedAt: Instant;
    /** The declaration that was reviewed before submitting (law 2). */
    readonly declarationHash: string;
    /** What was declared: the very ciphertext that was reviewed. Absent where a FormSaved holds it. */
    readonly form?: Ciphertext;
    readonly levelOfAssurance: LevelOfAssurance;
    /** Who submitted it for the applicant, under a mandate (law 7). */
    readonly representativeId?: string;
    /** For this very declaration; only where the service asks for one. */
    readonly eidProof?: EidProof;
    /** The person's identity data as they stood when this was submitted (law 10). */
    readonly identity: Ciphertext;
    /** What is to be paid for it; absent where nothing is owed, or the office fixes the fee later. */
    readonly order?: Order;
    /** The office fixes what is owed, once it has reviewed it. */
    readonly feeFollowsReview?: true;
    /** Version of the draft's form that was declared: a draft that comes of it again counts on. Only with an order. */
    readonly formVersion?: number;
  };
}

/** What was submitted and is not paid is a draft again: the same content, to be changed and submitted anew with another order. */
export interface SubmissionTakenBack {
  readonly type: 'SubmissionTakenBack';
  readonly data: { readonly orderId: string; readonly takenBackAt: Instant };
}

/** Nobody paid in time what has to be paid before filing. */
export interface SubmissionExpired {
  readonly type: 'SubmissionExpired';
  readonly data: { readonly orderId: string; readonly expiredAt: Instant };
}

/** What had expired was paid all the same, in time to stand again; its filing follows. */
export interface SubmissionRevived {
  readonly type: 'SubmissionRevived';
  readonly data: { readonly orderId: string; readonly revivedAt: Instant };
}

/** The office has fixed what is owed (`after-review`). */
export interface FeeFixed {
  readonly type: 'FeeFixed';
  readonly data: { readonly order: Order; readonly reason: Ciphertext };
}

/** How far the payment of an order is, as the payment service says. Money and case are two facts; this is where they meet. */
export interface PaymentNoted {
  readonly type: 'PaymentNoted';
  readonly data: {
    readonly orderId: string;
    readonly payment: PaymentState;
    /** When it was paid, by the provider's clock (law 11). */
    readonly paidAt?: Instant;
    readonly notedAt: Instant;
  };
}

/** The applicant was reminded of a payment that nobody has made. */
export interface PaymentReminded {
  readonly type: 'PaymentReminded';
  readonly data: { readonly orderId: string; readonly remindedAt: Instant };
}

/** Money came for an order that was dead: it goes back. */
export interface RefundNoted {
  readonly type: 'RefundNoted';
  readonly data: { readonly orderId: string; readonly reason: RefundReason; readonly notedAt: Instant };
}

/** The application has legally arrived; its clock runs, by what the service promised (law 4). */
export interface ApplicationFiled {
  readonly type: 'ApplicationFiled';
  readonly data: {
    /** When its last condition was met in the world (law 11), which is not when that was learned: submitted, or paid by the provider's clock. */
    readonly filedAt: Instant;
  } & Terms;
}

export interface ApplicationWithdrawn {
  readonly type: 'ApplicationWithdrawn';
  readonly data: {
    readonly reason?: Ciphertext;
    /** Absent in what the former version recorded. */
    readonly withdrawnAt?: Instant;
  };
}

/** The applicant was told when their draft ends. */
export interface DraftEndAnnounced {
  readonly type: 'DraftEndAnnounced';
  readonly data: { readonly endsAt: Instant };
}

/** Nobody changed the draft for as long as it was kept: it has ended, and its content is gone. */
export interface DraftExpired {
  readonly type: 'DraftExpired';
  readonly data: Readonly<Record<string, never>>;
}

export interface CaseAssigned {
  readonly type: 'CaseAssigned';
  readonly data: { readonly assignedTo: string };
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
  };
}

export interface DocumentsSupplied {
  readonly type: 'DocumentsSupplied';
  readonly data: { readonly suppliedAt: Instant; readonly documents: Ciphertext };
}

export interface DecisionIssued {
  readonly type: 'DecisionIssued';
  readonly data: IssuedNotice & {
    /** Text of the notice with its information on legal remedies (law 8). */
    readonly notice: Ciphertext;
    /** Whether the notice informs on legal remedies: one month to object, else one year (VwGO § 58). */
    readonly informsOnRemedies: boolean;
  };
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
  };
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

export type ApplicationEvent =
  | ApplicationDrafted
  | ApplicationClaimed
  | RepresentationDeclared
  | FormSaved
  | ApplicationSubmitted
  | ApplicationFiled
  | SubmissionTakenBack
  | SubmissionExpired
  | SubmissionRevived
  | FeeFixed
  | PaymentNoted
  | PaymentReminded
  | RefundNoted
  | ApplicationWithdrawn
  | DraftEndAnnounced
  | DraftExpired
  | CaseAssigned
  | ProcessingStarted
  | CaseForwarded
  | DocumentsRequested
  | DocumentsSupplied
  | DocumentAdded
  | DocumentWithdrawn
  | DecisionIssued
  | NoticeProvided
  | NoticeNotified
  | NoticeRetrieved
  | AnnouncementEffective
  | ProvisionEnded
  | NoticePosted
  | EntryCorrected
  | ProcessingTimeExtended
  | CaseClosed
  | CaseReopened
  | ApplicantErased;

export type ApplicationEventType = ApplicationEvent['type'];
/** The event of one type. */
export type EventOf<Type extends ApplicationEventType> = Extract<ApplicationEvent, { readonly type: Type }>;

/** Every status an application can have; `none` is a case that nobody has begun. */
export const applicationStatuses = [
  'none',
  'draft',
  'submitted',
  'filed',
  'in-processing',
  'action-required',
  'decided-granted',
  'decided-partly',
  'decided-rejected',
  'notice-available',
  'withdrawn',
  'expired',
  'closed',
] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];

/** What every case has from its first event on. */
export interface Matter extends Ordered {
  /** How many entries the case file has: the version of the last one. */
  readonly entries: number;
  readonly reference: string;
  readonly serviceKey: string;
  readonly configurationVersion: string;
  readonly office: string;
  readonly applicantId: string;
  readonly representativeId?: string;
  /** The applicant has had their account erased. */
  readonly applicantErased?: true;
  /** The applicant has no account (R10a). */
  readonly withoutSignIn?: true;
  /** For whom it is, where the one who acts does not file for themselves. */
  readonly representation?: Representation;
  /** How certain it was who submitted; absent until then. */
  readonly levelOfAssurance?: LevelOfAssurance;
  /** With what it was proven for this declaration who submitted; only where the service asks for it. */
  readonly eidProof?: EidProof;
  /** What was declared; absent until it is submitted, but for drafts of before the content left the stream. */
  readonly form?: Ciphertext;
  readonly declarationHash?: string;
  /** What belongs to the case, oldest first. */
  readonly documents: readonly CaseDocument[];
}

/** A matter that was submitted. */
export interface SubmittedMatter extends Matter {
  readonly identity: Ciphertext;
  readonly submittedAt: Instant;
  /** Version of the draft's form that was declared. */
  readonly formVersion?: number;
  /** The office fixes what is owed, once it has reviewed it. */
  readonly feeFollowsReview?: true;
}

/** A matter that has legally arrived. */
export interface FiledMatter extends SubmittedMatter {
  readonly filedAt: Instant;
  readonly assignedTo?: string;
  readonly started: boolean;
  /** Until when the office aims to decide, and by law has to (law 4). */
  readonly clock: Clock;
  /** The notice of every decision so far, oldest first; a reopened case may have several. */
  readonly notices: readonly Notice[];
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
  | ({
      readonly status: 'draft';
      /** The end that the applicant was told of last. */
      readonly endAnnounced?: Instant;
    } & Matter)
  | ({ readonly status: 'submitted' } & SubmittedMatter)
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
  | ({ readonly status: 'withdrawn' } & (Matter | FiledMatter))
  | ({ readonly status: 'expired' } & (Matter | SubmittedMatter));

/** An application that somebody has begun. */
export type BegunApplication = Exclude<Application, { status: 'none' }>;
/** An application that has legally arrived. */
export type FiledApplication = Extract<BegunApplication, FiledMatter>;
/** An application in one of these statuses. */
export type ApplicationIn<Status extends ApplicationStatus> = Application extends infer One
  ? One extends { readonly status: infer Own }
    ? [Own & Status] extends [never]
      ? never
      : One
    : never
  : never;

/** Whether the application has legally arrived at the office, i.e. is a case of its work list. */
export function isFiled(application: Application): application is FiledApplication {
  return 'filedAt' in application;
}

/** Whether it came to nothing: withdrawn before it was filed, or ended by itself. Its content goes (`contentGoneAt`). */
export function isGivenUp(application: Application): boolean {
  return application.status === 'expired' || (application.status === 'withdrawn' && !isFiled(application));
}

/** Whether it was never more than a draft that came to nothing: then no list names it. What was submitted is named, whatever became of it. */
export function isForgotten(application: Application): boolean {
  return isGivenUp(application) && application.status !== 'none' && application.order === undefined;
}

/** When the content of an application that came to nothing goes: at once, or, where it may be revived, a day after that is over. */
export function contentGoneAt(application: Application, recordedAt: Instant): Instant | undefined {
  if (!isGivenUp(application)) return undefined;
  const revivableFrom = application.status === 'expired' ? application.order?.endedAt : undefined;
  if (revivableFrom === undefined) return recordedAt;
  return new Date(Date.parse(revivableFrom) + revivableMs + 24 * 3_600_000).toISOString();
}

/** The decision that stands, if there is one; a reopened case has none until it is decided anew. */
export function standingDecision(application: Application): Decision | undefined {
  return 'decision' in application ? application.decision : undefined;
}

/**
 * The application after one more event.
 * @throws Error for a history that the decider cannot have written: a broken log, not a broken rule.
 */
export function evolve(application: Application, event: ApplicationEvent): Application {
  if (event.type === 'ApplicationDrafted')
    return { status: 'draft', entries: 1, documents: [], ...event.data };
  if (application.status === 'none') throw broken(event, application);
  const before = { ...application, entries: application.entries + 1 };

  // What can happen before the application has legally arrived.
  if (event.type === 'FormSaved') return { ...before, ...event.data };
  if (event.type === 'ApplicationClaimed') {
    const { withoutSignIn: _, ...claimed } = before;
    const { applicantId, withoutSignIn } = event.data;
    return { ...claimed, applicantId, ...(withoutSignIn && { withoutSignIn }) };
  }
  if (event.type === 'RepresentationDeclared') {
    if (before.status !== 'draft') throw broken(event, application);
    const { declaredAt: _, ...representation } = event.data;
    return { ...before, representation };
  }
  if (event.type === 'ApplicationSubmitted') {
    const { identity, declarationHash, form, levelOfAssurance, eidProof, representativeId } = event.data;
    const { submittedAt, order, formVersion, feeFollowsReview } = event.data;
    const proven = { levelOfAssurance, ...(eidProof !== undefined && { eidProof }) };
    const declared = {
      ...{ declarationHash, ...proven },
      ...(form !== undefined && { form }),
      ...(representativeId !== undefined && { representativeId }),
    };
    const matter = order === undefined ? matterOf(before) : withOrder(matterOf(before), order);
    const last = {
      ...{ identity, submittedAt },
      ...(formVersion !== undefined && { formVersion }),
      ...(feeFollowsReview && { feeFollowsReview }),
    };
    return { ...matter, ...declared, ...last, status: 'submitted' };
  }
  if (event.type === 'SubmissionTakenBack') {
    if (before.status !== 'submitted') throw broken(event, application);
    return {
      ...withOrderTakenBack(undeclared(matterOf(before)), event.data.takenBackAt),
      documents: [],
      status: 'draft',
    };
  }
  if (event.type === 'SubmissionExpired') {
    if (before.status !== 'submitted') throw broken(event, application);
    return { ...withOrderEnded(before, 'expired', event.data.expiredAt), status: 'expired' };
  }
  if (event.type === 'SubmissionRevived') {
    if (before.status !== 'expired' || !('identity' in before)) throw broken(event, application);
    return { ...withOrderRevived(before, event.data.revivedAt), status: 'submitted' };
  }
  if (event.type === 'PaymentNoted' || event.type === 'PaymentReminded' || event.type === 'RefundNoted') {
    const paymentEntries = [...(before.paymentEntries ?? []), before.entries];
    return { ...withNote(before, event.data.orderId, noteOf(event)), paymentEntries };
  }
  if (event.type === 'DraftEndAnnounced') {
    if (before.status !== 'draft') throw broken(event, application);
    return { ...before, endAnnounced: event.data.endsAt };
  }
  if (event.type === 'DraftExpired') return { ...matterOf(before), status: 'expired' };
  if (event.type === 'DocumentAdded' || event.type === 'DocumentWithdrawn') {
    if (before.status === 'draft') throw broken(event, application);
    return { ...before, documents: withDocumentEvent(before.documents, event, before.entries) };
  }
  if (event.type === 'ApplicationFiled') {
    if (before.status !== 'submitted') throw broken(event, application);
    const { filedAt, ...terms } = event.data;
    const clock = startedClock(filedAt, terms);
    const filed = withOrderFiled(before, filedAt);
    return { ...filed, status: 'filed', filedAt, started: false, clock, notices: [] };
  }
  if (event.type === 'ApplicationWithdrawn') {
    const { withdrawnAt } = event.data;
    // Of before there were orders, where it is absent.
    const at = withdrawnAt ?? '';
    if (!isFiled(before))
      return { ...withOrderEnded(matterOf(before), 'withdrawn', at), status: 'withdrawn' };
    const clock = endedClock(before.clock, withdrawnAt);
    const isOwed = before.order !== undefined && !isPaid(before.order);
    const matter = filedMatterOf(isOwed ? withOrderEnded(before, 'withdrawn', at) : before);
    return { ...matter, status: 'withdrawn', clock };
  }

  if (!isFiled(before)) throw broken(event, application);
  switch (event.type) {
    case 'EntryCorrected':
      return before;
    case 'ApplicantErased':
      return { ...before, applicantErased: true };
    case 'FeeFixed':
      return withOrder(before, event.data.order);
    case 'CaseAssigned':
      return { ...taken(before), assignedTo: event.data.assignedTo };
    case 'ProcessingStarted':
      return { ...taken(before), started: true };
    case 'CaseForwarded': {
      // The receiving office assigns anew.
      const { assignedTo: _, ...forwarded } = taken(before);
      return { ...forwarded, office: event.data.office };
    }
    case 'DocumentsRequested': {
      const { requestedAt, dueOn, incomplete = false } = event.data;
      return {
        ...filedMatterOf(before),
        status: 'action-required',
        requestVersion: before.entries,
        clock: pausedClock(before.clock, requestedAt, incomplete),
        ...(dueOn !== undefined && { dueOn }),
      };
    }
    case 'DocumentsSupplied': {
      if (before.status !== 'action-required') return before;
      const clock = resumedClock(before.clock, event.data.suppliedAt);
      return { ...filedMatterOf(before), status: 'in-processing', clock };
    }
    case 'ProcessingTimeExtended':
      return { ...before, clock: { ...before.clock, extension: event.data } };
    case 'DecisionIssued': {
      const { outcome, notice, decidedAt } = event.data;
      const decision = { version: before.entries, outcome, notice };
      return {
        ...filedMatterOf(before),
        status: `decided-${outcome}`,
        decision,
        clock: endedClock(before.clock, decidedAt),
        notices: withNoticeOf(event.data, before.entries, before.notices),
      };
    }
    case 'NoticeProvided':
      if (!('decision' in before)) throw broken(event, application);
      return {
        ...before,
        status: 'notice-available',
        notices: afterNoticeEvent(before.notices, event, before.entries),
      };
    case 'NoticeNotified':
    case 'NoticeRetrieved':
    case 'AnnouncementEffective':
    case 'NoticePosted':
      return { ...before, notices: afterNoticeEvent(before.notices, event, before.entries) };
    case 'ProvisionEnded': {
      const after = { ...before, notices: afterNoticeEvent(before.notices, event, before.entries) };
      const isStanding = after.notices.at(-1)?.noticeId === event.data.noticeId;
      if (after.status !== 'notice-available' || !isStanding) return after;
      return { ...after, status: `decided-${after.decision.outcome}` };
    }
    case 'CaseClosed':
      if (!('decision' in before)) throw broken(event, application);
      return { ...before, status: 'closed' };
    case 'CaseReopened':
      return {
        ...filedMatterOf(before),
        status: 'in-processing',
        clock: restartedClock(event.data.reopenedAt, before.clock),
      };
  }
}

/** What is noted with it of its order. */
function noteOf(event: PaymentNoted | PaymentReminded | RefundNoted): Parameters<typeof withNote>[2] {
  switch (event.type) {
    case 'PaymentNoted':
      return { payment: event.data.payment };
    case 'PaymentReminded':
      return { reminded: true };
    case 'RefundNoted':
      return { refund: event.data.reason };
  }
}

/** Somebody has taken the case: from here on the citizen reads "In Bearbeitung". */
function taken(application: FiledApplication): FiledApplication {
  return application.status === 'filed' ? { ...application, status: 'in-processing' } : application;
}

/** What belongs to one status only, and is left behind with it. */
interface OfOneStatus {
  readonly status?: ApplicationStatus;
  readonly endAnnounced?: Instant;
  readonly requestVersion?: number;
  readonly dueOn?: string;
  readonly decision?: Decision;
}

function matterOf(matter: Matter & OfOneStatus & Partial<SubmittedMatter>): Matter {
  const { status: _, endAnnounced: __, identity: ___, submittedAt: ____, ...rest } = matter;
  const { formVersion: _version, feeFollowsReview: _fee, ...undeclaredYet } = rest;
  return undeclaredYet;
}

/** Without what was declared: it stands in a draft again. */
function undeclared(matter: Matter): Matter {
  const { form: _, declarationHash: __, levelOfAssurance: ___, eidProof: ____, ...rest } = matter;
  return rest;
}

function filedMatterOf(matter: FiledMatter & OfOneStatus): FiledMatter {
  const {
    status: _,
    endAnnounced: _announced,
    requestVersion: __,
    dueOn: ___,
    decision: ____,
    ...rest
  } = matter;
  return rest;
}

function broken(event: ApplicationEvent, { status }: Application): Error {
  return new Error(`the history is broken: ${event.type} cannot follow upon status ${status}`);
}
