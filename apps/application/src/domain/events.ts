/**
 * What can happen to an application. Storage format: these facts are kept for decades, so a type or a field is never
 * renamed; add a new one and upcast. Who did it and when stands in the event header.
 */

/** Encrypted content (`#encryption` seals and opens it). The domain never sees what people wrote. */
export type Ciphertext = string;

/** UTC, ISO 8601 with microseconds, by the database's clock. */
export type Instant = string;

export const outcomes = ['granted', 'partly', 'rejected'] as const;
export type Outcome = (typeof outcomes)[number];

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
    readonly form: Ciphertext;
    readonly declarationHash: string;
  };
}

export interface FormSaved {
  readonly type: 'FormSaved';
  readonly data: {
    /** The whole form after the change. */
    readonly form: Ciphertext;
    /** SHA-256 over application, configuration version and ciphertext: names exactly this declaration without disclosing it (law 3). */
    readonly declarationHash: string;
  };
}

export interface ApplicationSubmitted {
  readonly type: 'ApplicationSubmitted';
  readonly data: {
    readonly submittedAt: Instant;
    /** The declaration that was reviewed before submitting (law 2). */
    readonly declarationHash: string;
    readonly levelOfAssurance: LevelOfAssurance;
    /** The person's identity data as they stood when this was submitted (law 10). */
    readonly identity: Ciphertext;
  };
}

/** The application has legally arrived; the clock of § 42a VwVfG runs. */
export interface ApplicationFiled {
  readonly type: 'ApplicationFiled';
  readonly data: { readonly filedAt: Instant };
}

export interface ApplicationWithdrawn {
  readonly type: 'ApplicationWithdrawn';
  readonly data: { readonly reason?: Ciphertext };
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

/** Pauses the clock until documents are supplied (law 4). */
export interface DocumentsRequested {
  readonly type: 'DocumentsRequested';
  readonly data: {
    readonly requestedAt: Instant;
    readonly request: Ciphertext;
    /** Calendar date in Europe/Berlin. */
    readonly dueOn?: string;
  };
}

export interface DocumentsSupplied {
  readonly type: 'DocumentsSupplied';
  readonly data: { readonly suppliedAt: Instant; readonly documents: Ciphertext };
}

export interface DecisionIssued {
  readonly type: 'DecisionIssued';
  readonly data: {
    readonly outcome: Outcome;
    readonly decidedAt: Instant;
    /** Text of the notice with its information on legal remedies (law 8). */
    readonly notice: Ciphertext;
    /** Whether the notice informs on legal remedies: one month to object, else one year (VwGO § 58). */
    readonly informsOnRemedies: boolean;
  };
}

/** The notice lies in the mailbox; the authority can prove since when (OZG § 9). */
export interface NoticeProvided {
  readonly type: 'NoticeProvided';
  readonly data: { readonly noticeId: string; readonly decisionVersion: number };
}

export interface NoticeRetrieved {
  readonly type: 'NoticeRetrieved';
  readonly data: { readonly noticeId: string };
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

export interface CaseClosed {
  readonly type: 'CaseClosed';
  readonly data: Readonly<Record<string, never>>;
}

export interface CaseReopened {
  readonly type: 'CaseReopened';
  readonly data: { readonly reason: Ciphertext };
}

export type ApplicationEvent =
  | ApplicationDrafted
  | FormSaved
  | ApplicationSubmitted
  | ApplicationFiled
  | ApplicationWithdrawn
  | CaseAssigned
  | ProcessingStarted
  | CaseForwarded
  | DocumentsRequested
  | DocumentsSupplied
  | DecisionIssued
  | NoticeProvided
  | NoticeRetrieved
  | EntryCorrected
  | CaseClosed
  | CaseReopened;

export type ApplicationEventType = ApplicationEvent['type'];

/** Vertrauensniveau, lowest first. */
export const levelsOfAssurance = ['none', 'low', 'substantial', 'high'] as const;
export type LevelOfAssurance = (typeof levelsOfAssurance)[number];
