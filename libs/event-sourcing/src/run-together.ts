import { isSimpleRow } from './append-together';
import { fold, type DomainEvent } from './decider';
import { dueRows } from './due';
import type { Append, EventMetadata, StreamHead } from './event-store';
import type { PostgresEventStore } from './postgres-event-store';
import { inlineRows, type Aggregate, type CommandReading } from './run-command';

/** What became of commands that were given together. */
export interface RunTogether {
  /** Streams that have new events. */
  readonly changed: readonly string[];
  /** Streams upon which a command has to be given by itself (`runCommand`): nothing has happened to them. */
  readonly left: readonly string[];
}

/**
 * Gives a small command to each of many streams of a tenant, read and appended together: the way of `runCommand` for what a night
 * does to a hundred thousand streams. Whatever is not simple is left to `runCommand`: a stream that is damaged or that moved on
 * meanwhile, and what changes more than events and one row a list.
 * @param command undefined where nothing is to be asked of this stream
 * @throws Refusal, and Unavailable when the database does not answer
 */
export async function runTogether<State, Command, Event extends DomainEvent>(
  store: PostgresEventStore,
  { streamType, decider, readModels, due = [], besides }: Aggregate<State, Command, Event>,
  tenant: string,
  streamIds: readonly string[],
  command: (streamId: string, reading: CommandReading<State>) => Command | undefined,
  metadata: EventMetadata,
): Promise<RunTogether> {
  const now = await store.now(tenant);
  const left: string[] = [];
  const appends: Append[] = [];
  for (const history of await store.histories<Event>(tenant, streamIds)) {
    const { streamId, brokenAt, unreadable, events } = history;
    const last = events.at(-1);
    if (brokenAt !== undefined || unreadable !== undefined || last === undefined || last.recordedAt > now) {
      left.push(streamId);
      continue;
    }
    const before = fold(decider, events, decider.initialState);
    const { version } = last;
    const given = command(streamId, { state: before, version, now });
    const decided = given === undefined ? [] : decider.decide(given, before);
    if (decided.length === 0 || given === undefined) continue;
    const state = fold(decider, decided, before);
    const head: StreamHead = { tenant, streamId, version: version + decided.length, recordedAt: now };
    const headBefore: StreamHead = { tenant, streamId, version, recordedAt: last.recordedAt };
    const rows = inlineRows(readModels, state, head);
    const more = [
      ...dueRows(due, { state: before, head: headBefore }, { state, head }),
      ...(besides?.(given, decided, state, before) ?? []),
    ];
    if (more.length > 0 || !rows.every(isSimpleRow)) left.push(streamId);
    else
      appends.push({
        ...{ tenant, streamId, streamType, expectedVersion: version, events: decided, metadata, rows },
        ...{ recordedAt: now, previousHash: last.hash },
      });
  }
  const ids = appends.map(({ streamId }) => streamId);
  if (appends.length === 0) return { changed: [], left };
  return (await store.appendTogether(tenant, appends))
    ? { changed: ids, left }
    : { changed: [], left: [...left, ...ids] };
}
