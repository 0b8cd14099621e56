import { afterConflict, mostAttempts } from './contention';
import { fold, type Decider, type DomainEvent } from './decider';
import { dueRows, type DueKind } from './due';
import { foldStream, type FoldedStream } from './fold-stream';
import {
  VersionConflict,
  type EventMetadata,
  type EventStore,
  type IdempotencyKey,
  type InlineReadModel,
  type InlineRow,
  type KeptAnswer,
  type RowAlongside,
  type StreamHead,
  type StreamName,
} from './event-store';
import { Unavailable } from '#availability';

/** How one kind of stream is decided upon and which lists follow it: the whole configuration of an event-sourced aggregate. */
export interface Aggregate<State, Command, Event extends DomainEvent> {
  readonly streamType: string;
  readonly decider: Decider<State, Command, Event>;
  /** Its decisions need no state: of a stream, however long, the last event alone is read. */
  readonly stateless?: true;
  readonly readModels: readonly InlineReadModel<State>[];
  /** What has to happen to such a stream at a time. */
  readonly due?: readonly DueKind<State>[];
  /**
   * What a command changes beside the history, in the same statement: rows that are no fold of it (a draft's content).
   * Pure. A command without events that changes rows is written all the same.
   * @param before the state that the command met
   */
  besides?(command: Command, events: readonly Event[], state: State, before: State): readonly InlineRow[];
}

export interface CommandOptions<State, Command = unknown> {
  readonly metadata: EventMetadata;
  /** The version the caller saw (`If-Match`). When given, a stream that moved on is a VersionConflict and is not retried. */
  readonly expectedVersion?: number;
  readonly idempotency?: IdempotencyKey;
  /** A row that is inserted with what the command leads to, also where that is nothing. */
  readonly alongside?: RowAlongside | undefined;
  /** What the caller is told, kept under the idempotency key. JSON without personal data. Default: `null`. */
  readonly answer?: (state: State, head: StreamHead, command: Command) => unknown;
}

export interface CommandResult<State> {
  readonly state: State;
  readonly version: number;
  /** The answer; the first one when this command was a repetition. */
  readonly answer: unknown;
  /** True when the idempotency key had been used and nothing was done. */
  readonly repeated: boolean;
}

/** What a command can be made of: the state it meets. Evaluated again when a conflict is retried. */
export interface CommandReading<State> {
  readonly state: State;
  /** 0 for a stream that does not exist. */
  readonly version: number;
  /** UTC, ISO 8601 with microseconds, by the database's clock. The time the events will carry. */
  readonly now: string;
}

/** Looks at a command with the same key that is under way elsewhere, before the caller is told to come again. */
const maxWaits = 200;

/**
 * Runs one command: load, fold, decide, append together with the read models. A conflict with another writer is decided
 * anew upon the new state (bounded, with jitter), unless the caller named the version it saw.
 *
 * With an idempotency key a repetition is recognised when the stream is read, before the command is made: it changes nothing,
 * leaves nothing behind and returns the first answer, also when the state has moved on
 * meanwhile and the command would now be refused or its `expectedVersion` be stale.
 *
 * @throws Refusal when a rule of the domain says no.
 * @throws VersionConflict when the stream is not at `expectedVersion`, or when too many writers met.
 * @throws KeyReused when the idempotency key was used for another request.
 * @throws Unavailable when the database does not answer. Whether a command that was under way took effect is then
 *   unknown: repeat it with the same idempotency key.
 */
export async function runCommand<State, Command, Event extends DomainEvent>(
  store: EventStore,
  aggregate: Aggregate<State, Command, Event>,
  stream: StreamName,
  command: Command | ((reading: CommandReading<State>) => Command | Promise<Command>),
  options: CommandOptions<State, Command>,
): Promise<CommandResult<State>> {
  const run: Run<State, Command, Event> = { store, aggregate, stream, command, options };
  // A conflict ends the caller's transaction, and a failed append leaves nothing to be asked.
  if (store.insideTransaction) return decideUpon(run, await readFor(run));
  for (let attempts = 1; ; attempts += 1) {
    try {
      const result = await attempt(run);
      if (result !== undefined) return result;
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      // Whatever stands in the way now, e.g. a Refusal because the state moved on: the first answer counts.
      const { idempotency } = options;
      const kept = idempotency && (await store.keptAnswer(stream.tenant, idempotency));
      if (kept !== undefined) return repetition(run, kept);
      const retry =
        error instanceof VersionConflict && options.expectedVersion === undefined && attempts < mostAttempts;
      if (!retry) throw error;
      await afterConflict(attempts);
    }
    if (attempts > maxWaits) {
      throw new Unavailable(
        'event store',
        new Error('a command with this idempotency key is still under way'),
      );
    }
  }
}

/** A command and what it is given to. */
interface Run<State, Command, Event extends DomainEvent> {
  readonly store: EventStore;
  readonly aggregate: Aggregate<State, Command, Event>;
  readonly stream: StreamName;
  readonly command: Command | ((reading: CommandReading<State>) => Command | Promise<Command>);
  readonly options: CommandOptions<State, Command>;
}

/** @returns undefined when a command with the same key was under way: to be tried again. */
async function attempt<State, Command, Event extends DomainEvent>(
  run: Run<State, Command, Event>,
): Promise<CommandResult<State> | undefined> {
  const { store, stream, command, options } = run;
  const reading = await readFor(run);
  // Making the command that begins a stream may leave a key and a number behind, before the append finds the key used.
  const leavesTraces = options.idempotency !== undefined && isFunction(command) && reading.version === 0;
  if (!leavesTraces || reading.kept !== undefined) return decideUpon(run, reading);
  return store.alone(stream.tenant, options.idempotency, async () => decideUpon(run, await readFor(run)));
}

function readFor<State, Command, Event extends DomainEvent>({
  store,
  aggregate,
  stream,
  options: { idempotency },
}: Run<State, Command, Event>): Promise<FoldedStream<State, Event>> {
  const options = idempotency
    ? { idempotency }
    : aggregate.stateless
      ? { onlyLast: true as const }
      : undefined;
  return foldStream<State, Event>(store, aggregate.decider, stream, options);
}

async function decideUpon<State, Command, Event extends DomainEvent>(
  run: Run<State, Command, Event>,
  { state: before, last, version, now, kept }: FoldedStream<State, Event>,
): Promise<CommandResult<State>> {
  if (kept !== undefined) return repetition(run, kept);
  const { store, stream, command, options } = run;
  const { streamType, decider, readModels, due = [] } = run.aggregate;
  if (options.expectedVersion !== undefined && options.expectedVersion !== version) {
    throw new VersionConflict(stream, options.expectedVersion);
  }
  const given = isFunction(command) ? await command({ state: before, version, now }) : command;
  const events = decider.decide(given, before);
  const state = fold(decider, events, before);
  const head: StreamHead = {
    ...stream,
    version: version + events.length,
    recordedAt: events.length > 0 || last === undefined ? now : last.recordedAt,
  };
  const headBefore = last && { ...stream, version, recordedAt: last.recordedAt };
  const rows = [
    ...(events.length > 0 ? inlineRows(readModels, state, head) : []),
    ...(events.length > 0 ? dueRows(due, { state: before, head: headBefore }, { state, head }) : []),
    ...(run.aggregate.besides?.(given, events, state, before) ?? []),
  ];
  const answer = options.answer?.(state, head, given) ?? null;
  if (events.length > 0 || rows.length > 0 || options.idempotency !== undefined || options.alongside) {
    await store.append({
      ...stream,
      streamType,
      expectedVersion: version,
      events,
      metadata: options.metadata,
      recordedAt: now,
      ...(last === undefined ? {} : { previousHash: last.hash }),
      rows,
      alongside: options.alongside,
      ...(options.idempotency === undefined ? {} : { idempotency: { ...options.idempotency, answer } }),
    });
  }
  return { state, version: head.version, answer, repeated: false };
}

/** The first result under the command's idempotency key: the answer as it was, and the state as it was then. */
async function repetition<State, Command, Event extends DomainEvent>(
  { store, aggregate, stream: { tenant } }: Run<State, Command, Event>,
  { version, answer, streamId }: KeptAnswer,
): Promise<CommandResult<State>> {
  const until = { upToVersion: version };
  const { state } = await foldStream<State, Event>(store, aggregate.decider, { tenant, streamId }, until);
  return { state, version, answer, repeated: true };
}

/** The rows of all inline read models for one state. */
export function inlineRows<State>(
  readModels: readonly InlineReadModel<State>[],
  state: State,
  head: StreamHead,
): InlineRow[] {
  return readModels.map(({ table, columns, row }) => ({ table, columns, row: row(state, head) }));
}

function isFunction<State, Command>(
  command: Command | ((reading: CommandReading<State>) => Command | Promise<Command>),
): command is (reading: CommandReading<State>) => Command | Promise<Command> {
  return typeof command === 'function';
}
