import type { DataKeys } from '#encryption';
import { KeyDestroyed } from '#encryption';
import { fold, type RecordedEvent } from '#event-sourcing';
import { CaseContents } from '../commands/contents';
import { applicationDecider } from '../commands/decider';
import type { ApplicationEvent, BegunApplication } from '../domain/application';
import { historyOf, type HistoryEntry, type Party } from './history';

/** An application as one party may see it: everything that HTTP shows of one case is made out of this. */
export interface CaseFile {
  readonly application: BegunApplication;
  readonly version: number;
  /** Time of the last event, UTC, ISO 8601 with microseconds. */
  readonly updatedAt: string;
  /** `null` where the content was erased, or where the party sees no content. */
  readonly form: Readonly<Record<string, unknown>> | null;
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
 * @returns undefined for an empty history.
 */
export async function caseFileOf(
  events: readonly RecordedEvent<ApplicationEvent>[],
  party: Party,
  keys: DataKeys,
): Promise<CaseFile | undefined> {
  const application = fold(applicationDecider, events as readonly ApplicationEvent[]);
  const last = events.at(-1);
  if (application.status === 'none' || last === undefined) return undefined;
  const contents = party === 'auditor' ? undefined : await contentsOf(keys, last);
  return {
    application,
    version: last.version,
    updatedAt: last.recordedAt,
    form: contents?.open('form', application.form) ?? null,
    documentRequest: openRequest(application, events, contents),
    history: historyOf(events, party, contents),
  };
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
