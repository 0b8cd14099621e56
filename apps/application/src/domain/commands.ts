import type { Ciphertext, Instant, LevelOfAssurance, Outcome } from './events';

/** In which role somebody acts on a case. Auditors and operators change nothing. */
export type ActingRole = 'citizen' | 'caseworker' | 'head-of-office' | 'service';

/** Who gives a command and when: arguments, never read from a clock or a session. */
export interface Circumstances {
  readonly by: { readonly personId: string; readonly role: ActingRole; readonly actingFor?: string };
  readonly at: Instant;
}

export interface Draft extends Circumstances {
  readonly type: 'draft';
  readonly reference: string;
  readonly serviceKey: string;
  readonly configurationVersion: string;
  readonly office: string;
  readonly form: Ciphertext;
  readonly declarationHash: string;
}

export interface SaveForm extends Circumstances {
  readonly type: 'save-form';
  readonly form: Ciphertext;
  readonly declarationHash: string;
}

/** One entry of the form that is missing or wrong; `pointer` is an RFC 6901 JSON pointer. */
export interface FormError {
  readonly pointer: string;
  /** Stable name of the rule that is broken, e.g. `required`. */
  readonly rule: string;
  readonly message: { readonly de: string; readonly en: string };
}

export interface Submit extends Circumstances {
  readonly type: 'submit';
  /** The declaration hash that the review showed; undefined when nothing was reviewed. */
  readonly reviewed: string | undefined;
  /** The warning against hasty submission was acknowledged (OZG § 9a). */
  readonly warningAcknowledged: boolean;
  readonly formErrors: readonly FormError[];
  /** What the service's configuration demands, and what the session brings. */
  readonly level: { readonly required: LevelOfAssurance; readonly present: LevelOfAssurance };
  /** What the filing policy says of this service (processes/filing-policy.ts). */
  readonly filing: FilingStep;
  readonly identity: Ciphertext;
}

/** What has to happen between submitting and filing. */
export type FilingStep =
  { readonly kind: 'file-at-once' } | { readonly kind: 'pay-first'; readonly amountCents: number };

export interface Withdraw extends Circumstances {
  readonly type: 'withdraw';
  readonly reason?: Ciphertext;
}

export interface SupplyDocuments extends Circumstances {
  readonly type: 'supply-documents';
  readonly documents: Ciphertext;
}

export interface Assign extends Circumstances {
  readonly type: 'assign';
  readonly assignee: string;
}

export interface Start extends Circumstances {
  readonly type: 'start';
}

export interface Forward extends Circumstances {
  readonly type: 'forward';
  readonly office: string;
  readonly reason?: Ciphertext;
}

export interface RequestDocuments extends Circumstances {
  readonly type: 'request-documents';
  readonly request: Ciphertext;
  readonly dueOn?: string;
}

export interface Decide extends Circumstances {
  readonly type: 'decide';
  readonly outcome: Outcome;
  readonly notice: Ciphertext;
  readonly informsOnRemedies: boolean;
}

export interface Correct extends Circumstances {
  readonly type: 'correct';
  readonly entry: number;
  readonly correction: Ciphertext;
}

export interface Close extends Circumstances {
  readonly type: 'close';
}

export interface Reopen extends Circumstances {
  readonly type: 'reopen';
  readonly reason: Ciphertext;
}

export interface ProvideNotice extends Circumstances {
  readonly type: 'provide-notice';
  readonly noticeId: string;
  readonly decisionVersion: number;
}

export interface RetrieveNotice extends Circumstances {
  readonly type: 'notice-retrieved';
  readonly noticeId: string;
}

export type ApplicationCommand =
  | Draft
  | SaveForm
  | Submit
  | Withdraw
  | SupplyDocuments
  | Assign
  | Start
  | Forward
  | RequestDocuments
  | Decide
  | Correct
  | Close
  | Reopen
  | ProvideNotice
  | RetrieveNotice;

export type CommandType = ApplicationCommand['type'];
