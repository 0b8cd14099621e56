/**
 * The Antrag: what can happen to it, what a case is after that, and nothing else. Why an application has a status is read
 * here: the status is the fold of the events by `evolve`, part by part of its life (`drafting.ts`, `submission.ts`, `paying.ts`,
 * `processing.ts`, `office-work.ts`, `proposing.ts`, `deciding.ts`), where each event stands beside what it makes of an application.
 *
 * Storage format: events are facts kept for decades, so a type or a field is never renamed; add a new one and upcast.
 */
import { deciding, type DecidingEvent } from './deciding';
import { withDocumentEvent, type DocumentEvent } from './document';
import { drafting, type ApplicationDrafted, type DraftingEvent } from './drafting';
import {
  broken,
  isFiled,
  type Application,
  type BegunApplication,
  type Decision,
  type FoldOf,
} from './matter';
import type { Instant } from './notice';
import { revivableMs } from './order';
import { fixingFee, paying, type FeeFixed, type PayingEvent } from './paying';
import { officeWork, type OfficeWorkEvent } from './office-work';
import { processing, type ProcessingEvent } from './processing';
import type { Proposal } from './proposal';
import { proposing, withProposalAfter, type ProposalEvent } from './proposing';
import { submission, type SubmissionEvent } from './submission';

export type { Ciphertext } from './ciphertext';
export type * from './deciding';
export type * from './drafting';
export { applicationStatuses, isFiled, levelsOfAssurance } from './matter';
export type * from './matter';
export { outcomes, type Instant, type Outcome } from './notice';
export type * from './office-work';
export type * from './paying';
export type * from './processing';
export type * from './proposal';
export type * from './proposing';
export type * from './submission';
export type * from './task';

export type ApplicationEvent =
  | ApplicationDrafted
  | DraftingEvent
  | SubmissionEvent
  | PayingEvent
  | FeeFixed
  | DocumentEvent
  | ProcessingEvent
  | OfficeWorkEvent
  | ProposalEvent
  | DecidingEvent;

export type ApplicationEventType = ApplicationEvent['type'];
/** The event of one type. */
export type EventOf<Type extends ApplicationEventType> = Extract<ApplicationEvent, { readonly type: Type }>;

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

/** The proposal that stands, whatever became of it; undefined where none was made since the case was last decided. */
export function proposalOf(application: Application): Proposal | undefined {
  return isFiled(application) ? application.proposal : undefined;
}

const documents: FoldOf<DocumentEvent> = {
  DocumentAdded: withDocument,
  DocumentWithdrawn: withDocument,
  DocumentFinalised: withDocument,
  DocumentsSentOn: withDocument,
};

/** What happens whether it is filed or not, and what happens to a case alone. */
const inAnyStatus = { ...drafting, ...submission, ...paying, ...documents };
const onceFiled = { ...fixingFee, ...processing, ...officeWork, ...proposing, ...deciding };

/**
 * The application after one more event.
 * @throws Error for a history that the decider cannot have written: a broken log, not a broken rule.
 */
export function evolve(application: Application, event: ApplicationEvent): Application {
  if (event.type === 'ApplicationDrafted')
    return { status: 'draft', entries: 1, documents: [], ...event.data };
  if (application.status === 'none') throw broken(event, application);
  const before = { ...application, entries: application.entries + 1 };
  return withProposalAfter(event.type, after(before, event));
}

function after(
  before: BegunApplication,
  event: Exclude<ApplicationEvent, ApplicationDrafted>,
): BegunApplication {
  if (isOf(inAnyStatus, event)) return inAnyStatus[event.type](before, event as never);
  if (!isFiled(before)) throw broken(event, before);
  return onceFiled[event.type](before, event as never);
}

function isOf<Type extends string>(
  fold: Readonly<Record<Type, unknown>>,
  event: ApplicationEvent,
): event is Extract<ApplicationEvent, { readonly type: Type }> {
  return Object.hasOwn(fold, event.type);
}

function withDocument(before: BegunApplication, event: DocumentEvent): BegunApplication {
  if (before.status === 'draft') throw broken(event, before);
  return { ...before, documents: withDocumentEvent(before.documents, event, before.entries) };
}
