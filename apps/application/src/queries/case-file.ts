import type { KeptDocument } from '#documents';
import type { DataKeys } from '#encryption';
import { KeyDestroyed } from '#encryption';
import type { RecordedEvent } from '#event-sourcing';
import {
  CaseContents,
  declarationHash,
  type Concerned,
  type DocumentRequest,
  type IdentitySnapshot,
  type NoticeText,
} from '../commands/contents';
import {
  otherThanOfficial,
  withOfficialData,
  type OfficialField,
  type TakenOver,
} from '../commands/official-data';
import type { Service } from '#configuration';
import type { OpenTask } from '../domain/task';
import {
  isFiled,
  proposalOf,
  type Application,
  type ApplicationEvent,
  type BegunApplication,
  type Ciphertext,
  type DocumentsRequested,
} from '../domain/application';
import type { Draft, KeptUntil } from '../domain/draft';
import type { Relation, Representation } from '../domain/representation';
import { documentsOf, type DocumentOnFile, type Noted } from './documents-on-file';
import { historyOf, type HistoryEntry, type Party } from './history';
import type { HistoryPage } from './history-page';

/** Where a draft stands, the hash of what it declares, and what of it is official. */
export interface DraftOnFile extends KeptUntil {
  readonly version: number;
  readonly declarationHash: string;
  readonly official: readonly OfficialField[];
  /** What the draft holds otherwise than the proof of identity tells it now: shown and filed is what the proof tells. */
  readonly takenOver: readonly TakenOver[];
}

/** A draft as it stands beside its history. */
export interface FoundDraft {
  readonly now: Draft;
  /** As it was when the draft was begun. */
  readonly service: Pick<Service, 'form'>;
  /** What of the form is official for who looks at it. */
  readonly official: readonly OfficialField[];
}

/** For whom an application is, as somebody else declared it. */
export interface Represents {
  readonly relation: Relation;
  /**
   * Last day on which the one who acts may.
   * @format date
   */
  readonly endsOn?: string;
  readonly person?: Concerned;
}

/** An open task as the office sees it. */
export interface TaskOnFile extends Omit<OpenTask, 'question'> {
  /** Of advice from outside: who was asked; absent where that was erased. */
  readonly recipient?: string;
}

/** An application as one party may see it: everything that HTTP shows of one case is made out of this. */
export interface CaseFile {
  readonly application: BegunApplication;
  readonly version: number;
  /** Time of the last event, UTC, ISO 8601 with microseconds. */
  readonly updatedAt: string;
  /** `null` where the content was erased, or where the party sees no content. */
  readonly form: Readonly<Record<string, unknown>> | null;
  /** What is declared by it: of a draft what would be filed now, without what the rules of the form hide. `null` as `form`. */
  readonly declared: Readonly<Record<string, unknown>> | null;
  /** Who submitted it, as identity knew them then (law 10); the office alone reads it. */
  readonly submitter?: IdentitySnapshot;
  /** For whom it is, where the one who acts does not file for themselves; without the person where the party sees no content. */
  readonly represents?: Represents;
  /** Of a draft as it stands now: until when it is kept, and the version of its form. */
  readonly draft?: DraftOnFile;
  /** What is being asked for now; only while documents are requested. */
  readonly documentRequest: DocumentRequest | null;
  /** Of a decision that a colleague is to approve: what its notice would say. The office alone reads that. */
  readonly proposedNotice?: NoticeText;
  /** What is still to be done; who was asked outside, the office alone reads. */
  readonly tasks: readonly TaskOnFile[];
  /** What was handed in or made by the portal, oldest first. */
  readonly documents: readonly DocumentOnFile[];
  /** Oldest first; of a long one the last entries. */
  readonly history: readonly HistoryEntry[];
  /** Where there are earlier entries: they stand before this version. */
  readonly earlierBefore?: number;
}

/** What the events of a case tell, as they were read. */
export interface ToldCase {
  readonly application: Application;
  readonly last: RecordedEvent<ApplicationEvent> | undefined;
  readonly page: HistoryPage;
  /** The last request for documents. */
  readonly request: RecordedEvent<DocumentsRequested> | undefined;
  /** The entries about documents, by version. */
  readonly noted: ReadonlyMap<number, Noted>;
}

/**
 * The case file that a history makes, for one party.
 * @param documents what is known beside the history of what was handed in
 * @param draft what stands in the draft now, which no history tells; omitted for the past and where it is none any more
 * @returns undefined for an empty history.
 */
export async function caseFileOf(
  { application, last, page, request, noted }: ToldCase,
  party: Party,
  keys: DataKeys,
  documents: readonly KeptDocument[],
  draft?: FoundDraft,
): Promise<CaseFile | undefined> {
  if (application.status === 'none' || last === undefined) return undefined;
  const contents = party === 'auditor' ? undefined : await contentsOf(keys, last);
  const sealed = draft?.now.form ?? application.form;
  const kept = sealed === undefined ? null : (contents?.open('form', sealed) ?? null);
  const form = kept && draft ? withOfficialData(kept, draft.official) : kept;
  const proposal = party === 'caseworker' ? proposalOf(application) : undefined;
  const declaration = draft && contents?.declare(draft.service.form, draft.now.form, draft.official);
  return {
    application,
    version: last.version,
    updatedAt: draft?.now.savedAt ?? last.recordedAt,
    form,
    declared: declaration?.data ?? form,
    ...(party === 'caseworker' &&
      contents &&
      isFiled(application) && { submitter: contents.open('identity', application.identity) }),
    ...(application.representation && { represents: representsOf(application.representation, contents) }),
    ...(draft !== undefined && {
      draft: {
        ...draftOf(last.streamId, application, draft.now, declaration?.form ?? draft.now.form, documents),
        official: draft.official,
        takenOver: otherThanOfficial(kept ?? {}, draft.official),
      },
    }),
    documentRequest: openRequest(application, request, contents),
    ...(proposal && contents && { proposedNotice: contents.open('notice', proposal.notice) }),
    tasks: tasksOf(application, party, contents),
    documents: documentsOf(application, documents, party, contents, noted),
    history: historyOf(page.events, party, contents),
    ...(page.earlierBefore !== undefined && { earlierBefore: page.earlierBefore }),
  };
}

function tasksOf(
  application: BegunApplication,
  party: Party,
  contents: CaseContents | undefined,
): readonly TaskOnFile[] {
  const tasks = isFiled(application) ? (application.tasks ?? []) : [];
  return tasks.map(({ question, ...task }) => {
    if (question === undefined || contents === undefined || party !== 'caseworker') return task;
    const { recipient } = contents.open('task', question);
    return { ...task, ...(recipient !== undefined && { recipient }) };
  });
}

function draftOf(
  id: string,
  { configurationVersion, representation }: BegunApplication,
  { version, savedAt, endsAt }: Draft,
  form: Ciphertext,
  documents: readonly KeptDocument[],
): Omit<DraftOnFile, 'official' | 'takenOver'> {
  const hashes = documents.filter(({ bound }) => !bound).map(({ hash }) => hash ?? '');
  const declared = { applicationId: id, configurationVersion, representation };
  return { version, savedAt, endsAt, declarationHash: declarationHash(declared, form, hashes) };
}

function representsOf(
  { relation, endsOn, person }: Representation,
  contents: CaseContents | undefined,
): Represents {
  return {
    relation,
    ...(endsOn !== undefined && { endsOn }),
    ...(contents && { person: contents.open('concerned', person) }),
  };
}

function openRequest(
  application: BegunApplication,
  request: ToldCase['request'],
  contents: CaseContents | undefined,
): CaseFile['documentRequest'] {
  if (application.status !== 'action-required' || contents === undefined || request === undefined)
    return null;
  return contents.open('document-request', request.data.request);
}

/** Undefined for an application whose key was destroyed: its facts stay, its content is erased (law 9). */
async function contentsOf(
  keys: DataKeys,
  { tenant, streamId }: RecordedEvent,
): Promise<CaseContents | undefined> {
  try {
    return await CaseContents.of(keys, tenant, streamId);
  } catch (error) {
    if (error instanceof KeyDestroyed) return undefined;
    throw error;
  }
}
