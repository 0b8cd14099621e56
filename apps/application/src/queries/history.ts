import type { RecordedEvent } from '#event-sourcing';
import type { LocalText } from '#http';
import type { ActingRole } from '#commands';
import { historyLines, type ContentOf, type FactsOf } from '../commands';
import type { HistoryLine } from '../commands/command';
import type { CaseContents } from '../commands/contents';
import type { ApplicationEvent, ApplicationEventType, Instant } from '../domain/application';

/** For whom a history is shown. An auditor sees every fact and its hash, and nothing of what people wrote. */
export type Party = 'citizen' | 'caseworker' | 'auditor';

/** One line of the case history that shows one type of event. */
interface HistoryEntryOf<Type extends ApplicationEventType> {
  readonly version: number;
  readonly type: Type;
  readonly label: LocalText;
  readonly at: Instant;
  /** From which side the entry comes; a citizen is told no more than this. */
  readonly by: 'applicant' | 'office' | 'portal';
  /** Person or service that acted; not for citizens. */
  readonly actor?: HistoryActor;
  /** Codes and keys of the entry, e.g. `{ outcome: 'granted' }`. */
  readonly facts: FactsOf<Type>;
  /** What was written; absent where this party does not see it or where it is erased. */
  readonly content?: ContentOf<Type>;
  /** How much of it the applicant reads; for staff. */
  readonly applicantReads?: ApplicantReads;
  /** Hash of the event; for auditors. */
  readonly hash?: string;
}

/** The whole entry, the entry without what was written into it, or nothing of it. */
export type ApplicantReads = 'all' | 'without-content' | 'nothing';

/** Who acted: a person's id, or `service:<name>`. */
export interface HistoryActor {
  readonly personId: string;
  readonly role: ActingRole;
  /** On whose behalf. */
  readonly actingFor?: string;
}

/** One line of the case history, told apart by the type of its event; what it shows follows from the command that leads to it. */
export type HistoryEntry = { [Type in ApplicationEventType]: HistoryEntryOf<Type> }[ApplicationEventType];

/** The history as one party may see it, oldest entry first; the words stand with the commands. */
export function historyOf(
  events: readonly RecordedEvent<ApplicationEvent>[],
  party: Party,
  contents: CaseContents | undefined,
): readonly HistoryEntry[] {
  return events
    .filter((event) => party !== 'citizen' || isForCitizens(event, events))
    .map((event) => {
      const { version, type, recordedAt: at, metadata, hash, data } = event;
      const line: HistoryLine = historyLines[type];
      const content =
        party === 'citizen' && correctsInternalNote(event, events)
          ? undefined
          : contentOf(data as Readonly<Record<string, unknown>>, line, party, contents);
      return {
        version,
        type,
        label: typeof line.says === 'function' ? line.says(data as never) : line.says,
        at,
        by: sideOf(metadata.actor.role),
        ...(party === 'citizen' ? {} : { actor: metadata.actor }),
        facts: line.facts?.(data as never) ?? {},
        ...(content === undefined ? {} : { content }),
        ...(party === 'caseworker' && { applicantReads: readByApplicant(event, events) }),
        ...(party === 'auditor' ? { hash } : {}),
        // Line and type belong together: the line was found by the type.
      } as HistoryEntry;
    });
}

type Recorded = RecordedEvent<ApplicationEvent>;

/** How much of an entry its applicant reads, so that the office knows who reads what it writes. */
function readByApplicant(event: Recorded, events: readonly Recorded[]): ApplicantReads {
  if (!isForCitizens(event, events)) return 'nothing';
  const { content }: HistoryLine = historyLines[event.type];
  const isKept = content !== undefined && (!content.forCitizens || correctsInternalNote(event, events));
  return isKept ? 'without-content' : 'all';
}

/** The entry that a correction is about; undefined for every other entry. */
function correctedBy({ type, data }: Recorded, events: readonly Recorded[]): Recorded | undefined {
  return type === 'EntryCorrected' ? events[Number((data as { entry?: number }).entry) - 1] : undefined;
}

/** Nobody reads the correction of an entry that they cannot see. */
function isForCitizens(event: Recorded, events: readonly Recorded[]): boolean {
  const { onlyForStaff }: HistoryLine = historyLines[event.type];
  const isInner = typeof onlyForStaff === 'function' ? onlyForStaff(event.data as never) : onlyForStaff;
  if (isInner === true) return false;
  const corrected = correctedBy(event, events);
  return corrected === undefined || isForCitizens(corrected, events);
}

/** Whether it is a correction of what the office noted for itself; the citizen reads that there is one, and not what it says. */
function correctsInternalNote(event: Recorded, events: readonly Recorded[]): boolean {
  const corrected = correctedBy(event, events);
  if (corrected === undefined) return false;
  const content = historyLines[corrected.type].content;
  return (content?.as === 'reason' && !content.forCitizens) || correctsInternalNote(corrected, events);
}

function sideOf(role: string): HistoryEntry['by'] {
  if (role === 'citizen') return 'applicant';
  return role === 'service' ? 'portal' : 'office';
}

function contentOf(
  data: Readonly<Record<string, unknown>>,
  { content }: HistoryLine,
  party: Party,
  contents: CaseContents | undefined,
): unknown {
  if (content === undefined || contents === undefined) return undefined;
  if (party === 'citizen' && !content.forCitizens) return undefined;
  const sealed = data[content.in];
  return typeof sealed === 'string' ? contents.open(content.as, sealed) : undefined;
}
