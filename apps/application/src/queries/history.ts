import type { RecordedEvent } from '#event-sourcing';
import type { LocalText } from '#http';
import type { ApplicationContents } from '../contents';
import type { ApplicationEvent, ApplicationEventType } from '../domain/events';

/** For whom a history is shown. An auditor sees every fact and its hash, and nothing of what people wrote. */
export type Party = 'citizen' | 'caseworker' | 'auditor';

/** One line of the case history. */
export interface HistoryEntry {
  readonly version: number;
  readonly type: ApplicationEventType;
  readonly label: LocalText;
  /** UTC, ISO 8601 with microseconds. */
  readonly at: string;
  /** From which side the entry comes; a citizen is told no more than this. */
  readonly by: 'applicant' | 'office' | 'portal';
  /** Person or service that acted; not for citizens. */
  readonly actor?: { readonly personId: string; readonly role: string; readonly actingFor?: string };
  /** Codes and keys of the entry, e.g. `{ outcome: 'granted' }`. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** What was written; absent where this party does not see it or where it is erased. */
  readonly content?: unknown;
  /** Hash of the event; for auditors. */
  readonly hash?: string;
}

const labels: Readonly<Record<ApplicationEventType, LocalText>> = {
  ApplicationDrafted: { de: 'Antrag begonnen', en: 'Application begun' },
  FormSaved: { de: 'Angaben gespeichert', en: 'Form saved' },
  ApplicationSubmitted: { de: 'Antrag abgesendet', en: 'Application submitted' },
  ApplicationFiled: { de: 'Antrag gestellt', en: 'Application filed' },
  ApplicationWithdrawn: { de: 'Antrag zurückgezogen', en: 'Application withdrawn' },
  CaseAssigned: { de: 'Vorgang zugewiesen', en: 'Case assigned' },
  ProcessingStarted: { de: 'Bearbeitung begonnen', en: 'Processing begun' },
  CaseForwarded: { de: 'An ein anderes Amt weitergeleitet', en: 'Forwarded to another office' },
  DocumentsRequested: {
    de: 'Unterlagen nachgefordert; die Frist ruht',
    en: 'Documents requested; the deadline is paused',
  },
  DocumentsSupplied: { de: 'Unterlagen nachgereicht', en: 'Documents supplied' },
  DecisionIssued: { de: 'Bescheid erlassen', en: 'Decision issued' },
  NoticeProvided: { de: 'Bescheid im Postfach bereitgestellt', en: 'Notice provided in the mailbox' },
  NoticeRetrieved: { de: 'Bescheid abgerufen', en: 'Notice retrieved' },
  EntryCorrected: { de: 'Eintrag berichtigt', en: 'Entry corrected' },
  CaseClosed: { de: 'Vorgang abgeschlossen', en: 'Case closed' },
  CaseReopened: { de: 'Vorgang wieder aufgenommen', en: 'Case reopened' },
};

/** The history as one party may see it, oldest entry first. */
export function historyOf(
  events: readonly RecordedEvent<ApplicationEvent>[],
  party: Party,
  contents: ApplicationContents | undefined,
): readonly HistoryEntry[] {
  return events
    .filter((event) => party !== 'citizen' || isShownToCitizens(event.type))
    .map((event) => {
      const { version, type, recordedAt: at, metadata, hash } = event;
      const fact = event as unknown as ApplicationEvent;
      const content = contents === undefined ? undefined : contentOf(fact, party, contents);
      return {
        version,
        type,
        label: labels[type],
        at,
        by: sideOf(metadata.actor.role),
        ...(party === 'citizen' ? {} : { actor: metadata.actor }),
        facts: factsOf(fact),
        ...(content === undefined ? {} : { content }),
        ...(party === 'auditor' ? { hash } : {}),
      };
    });
}

/** Who inside the office has which case is the office's own matter. */
function isShownToCitizens(type: ApplicationEventType): boolean {
  return type !== 'CaseAssigned';
}

function sideOf(role: string): HistoryEntry['by'] {
  if (role === 'citizen') return 'applicant';
  return role === 'service' ? 'portal' : 'office';
}

function factsOf(event: ApplicationEvent): Readonly<Record<string, unknown>> {
  switch (event.type) {
    case 'ApplicationDrafted': {
      const { serviceKey, configurationVersion, office } = event.data;
      return { serviceKey, configurationVersion, office };
    }
    case 'FormSaved':
      return { declarationHash: event.data.declarationHash };
    case 'ApplicationSubmitted': {
      const { declarationHash, levelOfAssurance } = event.data;
      return { declarationHash, levelOfAssurance };
    }
    case 'CaseAssigned':
      return { assignedTo: event.data.assignedTo };
    case 'CaseForwarded':
      return { fromOffice: event.data.fromOffice, office: event.data.office };
    case 'DocumentsRequested':
      return { clock: 'paused', ...(event.data.dueOn === undefined ? {} : { dueOn: event.data.dueOn }) };
    case 'DecisionIssued':
      return { outcome: event.data.outcome, informsOnRemedies: event.data.informsOnRemedies };
    case 'NoticeProvided':
    case 'NoticeRetrieved':
      return { noticeId: event.data.noticeId };
    case 'EntryCorrected':
      return { entry: event.data.entry };
    case 'ApplicationFiled':
      return { clock: 'started' };
    case 'DocumentsSupplied':
      return { clock: 'running' };
    case 'ApplicationWithdrawn':
    case 'ProcessingStarted':
    case 'CaseClosed':
    case 'CaseReopened':
      return {};
  }
}

function contentOf(event: ApplicationEvent, party: Party, contents: ApplicationContents): unknown {
  switch (event.type) {
    case 'DocumentsRequested':
      return contents.open('document-request', event.data.request);
    case 'DocumentsSupplied':
      return contents.open('documents', event.data.documents);
    case 'EntryCorrected':
      return contents.open('correction', event.data.correction);
    case 'ApplicationWithdrawn':
      return reasonOf(event.data.reason, contents);
    case 'CaseForwarded':
    case 'CaseReopened':
      // Why an office hands a case on or takes it up again is an internal note.
      return party === 'citizen' ? undefined : reasonOf(event.data.reason, contents);
    case 'DecisionIssued':
      // A citizen reads the notice in the mailbox, where opening it is what proves its retrieval.
      return party === 'citizen' ? undefined : contents.open('notice', event.data.notice);
    case 'ApplicationSubmitted':
      return party === 'citizen' ? undefined : contents.open('identity', event.data.identity);
    case 'ApplicationDrafted':
    case 'FormSaved':
    case 'ApplicationFiled':
    case 'CaseAssigned':
    case 'ProcessingStarted':
    case 'NoticeProvided':
    case 'NoticeRetrieved':
    case 'CaseClosed':
      return undefined;
  }
}

function reasonOf(reason: string | undefined, contents: ApplicationContents) {
  return reason === undefined ? undefined : contents.open('reason', reason);
}
