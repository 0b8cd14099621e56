/**
 * What a case is at a time, told apart by its status. What happens to it stands in the files of its parts: `drafting.ts`,
 * `submission.ts`, `paying.ts`, `processing.ts`, `office-work.ts`, `proposing.ts`, `deciding.ts`; `application.ts` is all of it.
 */
import type { Ciphertext } from './ciphertext';
import type { ContactChannel } from './channel';
import type { CaseDocument } from './document';
import type { Instant, Notice, Outcome } from './notice';
import type { OfficeWork } from './office-work';
import type { Processing } from './processing';
import type { Ordered } from './order';
import type { Representation } from './representation';

/** Vertrauensniveau, lowest first. */
export const levelsOfAssurance = ['none', 'low', 'substantial', 'high'] as const;
export type LevelOfAssurance = (typeof levelsOfAssurance)[number];

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
  /** By which way it came where that was not the portal. */
  readonly channel?: ContactChannel;
  /** Version of the draft's form that was declared. */
  readonly formVersion?: number;
  /** The office fixes what is owed, once it has reviewed it. */
  readonly feeFollowsReview?: true;
}

/** A matter that has legally arrived. */
export interface FiledMatter extends SubmittedMatter, OfficeWork, Processing {
  readonly filedAt: Instant;
  /** The notice of every decision so far, oldest first; a reopened case may have several. */
  readonly notices: readonly Notice[];
}

export interface Decision {
  /** Version of the DecisionIssued event. */
  readonly version: number;
  readonly outcome: Outcome;
  readonly notice: Ciphertext;
  /** Version of the entry by which it was proposed, where a colleague approved it. */
  readonly proposal?: number;
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

/** What each event of a part makes of an application; one that is forgotten does not compile. */
export type FoldOf<Event extends { readonly type: string }, Before = BegunApplication> = {
  readonly [Type in Event['type']]: (
    before: Before,
    event: Extract<Event, { readonly type: Type }>,
  ) => BegunApplication;
};

/** What belongs to one status only, and is left behind with it. */
interface OfOneStatus {
  readonly status?: ApplicationStatus;
  readonly endAnnounced?: Instant;
  readonly requestVersion?: number;
  readonly dueOn?: string;
  readonly decision?: Decision;
}

/** What of it was there before anything was declared. */
export function matterOf(matter: Matter & OfOneStatus & Partial<SubmittedMatter>): Matter {
  const { status: _, endAnnounced: __, identity: ___, submittedAt: ____, ...rest } = matter;
  const { formVersion: _version, feeFollowsReview: _fee, ...undeclaredYet } = rest;
  return undeclaredYet;
}

/** Without what was declared: it stands in a draft again. */
export function undeclared(matter: Matter): Matter {
  const { form: _, declarationHash: __, levelOfAssurance: ___, eidProof: ____, ...rest } = matter;
  return rest;
}

/** What of it stays whatever its status is. */
export function filedMatterOf(matter: FiledMatter & OfOneStatus): FiledMatter {
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

/** A history that the decider cannot have written: a broken log, not a broken rule. */
export function broken({ type }: { readonly type: string }, { status }: Application): Error {
  return new Error(`the history is broken: ${type} cannot follow upon status ${status}`);
}
