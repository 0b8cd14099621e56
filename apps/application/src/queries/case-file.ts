import type { DataKeys } from '#encryption';
import { KeyDestroyed } from '#encryption';
import { fold, type RecordedEvent } from '#event-sourcing';
import { CaseContents, declarationHash } from '../commands/contents';
import { applicationDecider } from '../commands/decider';
import type { ApplicationEvent, BegunApplication } from '../domain/application';
import type { Draft, KeptUntil } from '../domain/draft';
import { historyOf, type HistoryEntry, type Party } from './history';

/** Where a draft stands, and the hash of what it declares. */
export interface DraftOnFile extends KeptUntil {
  readonly version: number;
  readonly declarationHash: string;
}

/** An application as one party may see it: everything that HTTP shows of one case is made out of this. */
export interface CaseFile {
  readonly application: BegunApplication;
  readonly version: number;
  /** Time of the last event, UTC, ISO 8601 with microseconds. */
  readonly updatedAt: string;
  /** `null` where the content was erased, or where the party sees no content. */
  readonly form: Readonly<Record<string, unknown>> | null;
  /** Of a draft as it stands now: until when it is kept, and the version of its form. */
  readonly draft?: DraftOnFile;
  /** What is being asked for now; only while documents are requested. */
  readonly documentRequest: {
    readonly text: string;
    readonly documents: readonly string[];
    readonly dueOn?: string;
  } | null;
  readonly history: readonly HistoryEntry[];
}

/**
 * The case file that a history makes, for one party.
 * @param draft what stands in the draft now, which no history tells; omitted for the past and where it is none any more
 * @returns undefined for an empty history.
 */
export async function caseFileOf(
  events: readonly RecordedEvent<ApplicationEvent>[],
  party: Party,
  keys: DataKeys,
  draft?: Draft,
): Promise<CaseFile | undefined> {
  const application = fold(applicationDecider, events as readonly ApplicationEvent[]);
  const last = events.at(-1);
  if (application.status === 'none' || last === undefined) return undefined;
  const contents = party === 'auditor' ? undefined : await contentsOf(keys, last);
  const form = draft?.form ?? application.form;
  return {
    application,
    version: last.version,
    updatedAt: draft?.savedAt ?? last.recordedAt,
    form: form === undefined ? null : (contents?.open('form', form) ?? null),
    ...(draft !== undefined && { draft: draftOf(last.streamId, application, draft) }),
    documentRequest: openRequest(application, events, contents),
    history: historyOf(events, party, contents),
  };
}

function draftOf(
  id: string,
  { configurationVersion }: BegunApplication,
  { version, savedAt, endsAt, form }: Draft,
): DraftOnFile {
  return { version, savedAt, endsAt, declarationHash: declarationHash(id, configurationVersion, form) };
}

function openRequest(
  application: BegunApplication,
  events: readonly RecordedEvent<ApplicationEvent>[],
  contents: CaseContents | undefined,
): CaseFile['documentRequest'] {
  if (application.status !== 'action-required' || contents === undefined) return null;
  const event = events[application.requestVersion - 1] as ApplicationEvent | undefined;
  return event?.type === 'DocumentsRequested' ? contents.open('document-request', event.data.request) : null;
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
