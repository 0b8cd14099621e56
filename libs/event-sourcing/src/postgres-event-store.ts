import { Unavailable } from '#availability';
import {
  execute,
  isDatabaseFailure,
  type PreparedStatement,
  type TenantDatabase,
  type TextValue,
} from '#database';
import pg from 'pg';
import { appendStatement, staleRow } from './append-statement';
import { appendTogether } from './append-together';
import { columnValue } from './column-value';
import type { DomainEvent } from './decider';
import { soonestDue } from './due';
import {
  beginningOfFeed,
  KeyAlreadyUsed,
  VersionConflict,
  type Append,
  type EventStore,
  type FeedEvent,
  type FeedPosition,
  type FeedReading,
  type ForCommand,
  type HashedHead,
  type IdempotencyKey,
  type InlineRow,
  type KeptAnswer,
  type StreamHistory,
  type StreamName,
  type StreamReading,
  type Until,
} from './event-store';
import { verifyChain, type StoredEvent } from './hash-chain';
import { KeysUnderWay } from './keys-under-way';
import {
  checkStreamId,
  feedEvent,
  headAfter,
  later,
  readableEvents,
  recordedEvent,
  storedEvents,
} from './recorded-event';
import { readAll } from './fold-stream';
import {
  endOfFeed,
  isKeptAnswer,
  keptAnswer,
  readFeed,
  readForCommand,
  readHistories,
  readingTime,
  readKeptAnswer,
  readLast,
  readPast,
  readStream,
  readStreams,
  isFull,
  storedEvent,
} from './rows';
import { Upcasters, type Upcaster } from './upcasting';

export interface PostgresEventStoreOptions {
  readonly upcasters?: readonly Upcaster[];
}

/** How many events `allStreams` reads at once. */
const batchSize = 2_000;

/**
 * The event store of a service in its PostgreSQL database, in the schema `event_store` (see `eventStoreMigrations`).
 * Reading and appending are one round trip each, on connections that row-level security confines to the stream's tenant.
 */
export class PostgresEventStore implements EventStore {
  readonly insideTransaction: boolean;
  private readonly listeners: Set<() => void>;
  private readonly dueListeners: Set<(at: string) => void>;
  private readonly upcasters: Upcasters;
  private readonly keysUnderWay: KeysUnderWay;

  constructor(
    private readonly database: TenantDatabase,
    options: PostgresEventStoreOptions = {},
    private readonly outer?: { readonly client: pg.PoolClient; readonly store: PostgresEventStore },
  ) {
    this.insideTransaction = outer !== undefined;
    this.listeners = outer?.store.listeners ?? new Set();
    this.dueListeners = outer?.store.dueListeners ?? new Set();
    this.keysUnderWay = outer?.store.keysUnderWay ?? new KeysUnderWay(database);
    this.upcasters = outer?.store.upcasters ?? new Upcasters(options.upcasters);
  }

  /**
   * The same store inside the caller's transaction (`TenantDatabase.inTransaction`, set to the stream's tenant). The
   * append must be the transaction's first write, hence also its only append; the database refuses any other. A conflict
   * ends the transaction: the caller begins it anew.
   */
  within(client: pg.PoolClient): PostgresEventStore {
    return new PostgresEventStore(this.database, {}, { client, store: this });
  }

  async read<Event extends DomainEvent = DomainEvent>(
    stream: StreamName,
    options: Until | ForCommand = {},
  ): Promise<StreamReading<Event>> {
    return options.afterVersion === undefined
      ? readAll((page) => this.readPage<Event>(stream, page), options)
      : this.readPage<Event>(stream, options);
  }

  private async readPage<Event extends DomainEvent>(
    stream: StreamName,
    options: Until | ForCommand,
  ): Promise<StreamReading<Event>> {
    checkStreamId(stream);
    const { tenant, streamId } = stream;
    const [statement, values] = readingFor(options);
    const [clock, ...rows] = await this.onTenant(tenant, (client) =>
      execute(client, statement, [tenant, streamId, `${options.afterVersion ?? 0}`, ...values]),
    );
    const [first] = rows;
    const kept =
      'idempotency' in options && first !== undefined && isKeptAnswer(first)
        ? keptAnswer(first, options.idempotency)
        : undefined;
    const events = (kept === undefined ? rows : rows.slice(1)).map(storedEvent);
    const last = events.at(-1);
    return {
      events: events.map((event) => recordedEvent<Event>(event, this.upcasters)),
      version: last?.version ?? options.afterVersion ?? 0,
      // A clock that was set back must not let the history run backwards.
      now: later(readingTime(clock), last?.recordedAt),
      ...(kept && { kept }),
      ...(isFull(events) && { more: true as const }),
    };
  }

  async append(append: Append): Promise<HashedHead> {
    const events = storedEvents(append, this.upcasters);
    const rows = append.rows ?? [];
    const { alongside } = append;
    if (events.length === 0 && rows.length === 0 && append.idempotency === undefined && !alongside)
      return headAfter(append, events);
    const statement = appendStatement({
      events: events.length,
      rows,
      keepsAnswer: append.idempotency !== undefined,
      alongside,
    });
    const appended = await this.onTenant(append.tenant, (client) => {
      if (this.insideTransaction) this.database.onCommit(client, () => this.tellListeners(events, rows));
      return execute(client, statement, appendValues(append, events, rows));
    }).catch((error: unknown) => {
      throw appendError(error, append);
    });
    if (appended.length === 0) throw new VersionConflict(streamOf(append), append.expectedVersion);
    if (!this.insideTransaction) this.tellListeners(events, rows);
    return headAfter(append, events);
  }

  /**
   * Appends to several streams of a tenant at once, all or nothing; each with at least one event, and rows that are there after it.
   * @returns false, and nothing is written, where one of the streams has moved on since it was read
   */
  async appendTogether(tenant: string, appends: readonly Append[]): Promise<boolean> {
    const events = appends.map((append) => storedEvents(append, this.upcasters));
    const { statement, values } = appendTogether(tenant, appends, events);
    try {
      await this.onTenant(tenant, (client) => execute(client, statement, values));
    } catch (error) {
      const isConflict =
        error instanceof pg.DatabaseError && (error.code === staleRow || error.code === '23505');
      if (isConflict) return false;
      throw error;
    }
    this.tellListeners(events.flat(), []);
    return true;
  }

  /** The time by the database's clock, UTC, ISO 8601 with microseconds. */
  async now(tenant: string): Promise<string> {
    const nowhere = '00000000-0000-0000-0000-000000000000';
    return (await this.read({ tenant, streamId: nowhere })).now;
  }

  async keptAnswer(tenant: string, idempotency: IdempotencyKey): Promise<KeptAnswer | undefined> {
    const [row] = await this.onTenant(tenant, (client) =>
      execute(client, readKeptAnswer, [tenant, idempotency.key]),
    );
    return row && keptAnswer(row, idempotency);
  }

  alone<T extends object>(
    tenant: string,
    { key }: IdempotencyKey,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    return this.keysUnderWay.alone(tenant, key, work).catch(unavailable);
  }

  async history<Event extends DomainEvent = DomainEvent>(stream: StreamName): Promise<StreamHistory<Event>> {
    checkStreamId(stream);
    const { tenant, streamId } = stream;
    const [history] = await this.histories<Event>(tenant, [streamId]);
    return history ?? this.checked(streamOf(stream), []);
  }

  /** The same for many streams of a tenant at once, in order of their id; a stream without events is left out. */
  async histories<Event extends DomainEvent = DomainEvent>(
    tenant: string,
    streamIds: readonly string[],
  ): Promise<readonly StreamHistory<Event>[]> {
    const rows = await this.onTenant(tenant, (client) =>
      execute(client, readHistories, [tenant, `{${streamIds.join(',')}}`]),
    );
    const streams = new Map<string, StoredEvent[]>();
    for (const event of rows.map(storedEvent)) {
      const stream = streams.get(event.streamId);
      if (stream === undefined) streams.set(event.streamId, [event]);
      else stream.push(event);
    }
    return [...streams].map(([streamId, events]) => this.checked<Event>({ tenant, streamId }, events));
  }

  /** A stream exactly as it is stored, whether its chain holds or not; nothing of it is read. */
  async stored(stream: StreamName): Promise<readonly StoredEvent[]> {
    checkStreamId(stream);
    const { tenant, streamId } = stream;
    const rows = await this.onTenant(tenant, (client) =>
      execute(client, readHistories, [tenant, `{${streamId}}`]),
    );
    return rows.map(storedEvent);
  }

  async *allStreams<Event extends DomainEvent = DomainEvent>(
    streamType: string,
  ): AsyncIterable<StreamHistory<Event>> {
    let stream: StoredEvent[] = [];
    let after: TextValue[] = ['', '00000000-0000-0000-0000-000000000000', '0'];
    for (;;) {
      const values = [streamType, ...after, `${batchSize}`];
      const rows = await this.onAllTenants((client) => execute(client, readStreams, values));
      for (const event of rows.map(storedEvent)) {
        const [first] = stream;
        if (first !== undefined && (first.tenant !== event.tenant || first.streamId !== event.streamId)) {
          yield this.checked(streamOf(first), stream);
          stream = [];
        }
        stream.push(event);
        after = [event.tenant, event.streamId, `${event.version}`];
      }
      // A page may be full of bytes before it is full of rows.
      if (rows.length === 0) break;
    }
    if (stream[0] !== undefined) yield this.checked(streamOf(stream[0]), stream);
  }

  /** A write transaction left open anywhere on the server, by whatever database, holds the feed back. */
  async readFeed(after: FeedPosition | undefined, limit: number): Promise<FeedReading> {
    const { transactionId, position } = after ?? beginningOfFeed;
    const rows = await this.onAllTenants((client) =>
      execute(client, readFeed, [transactionId, position, `${limit}`]),
    );
    const events: FeedEvent[] = [];
    for (const row of rows) {
      const [transactionId, position] = row;
      if (transactionId == null || position == null) return { events, heldBack: true };
      events.push(feedEvent(storedEvent(row), { transactionId, position }, this.upcasters));
    }
    return { events, heldBack: isFull(rows.map((row) => ({ payload: row.at(-1) ?? '' }))) };
  }

  async endOfFeed(): Promise<FeedPosition> {
    const [row] = await this.onAllTenants((client) => execute(client, endOfFeed, []));
    const [transactionId, position] = row ?? [];
    return transactionId == null || position == null ? beginningOfFeed : { transactionId, position };
  }

  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  onDue(listener: (at: string) => void): () => void {
    this.dueListeners.add(listener);
    return () => void this.dueListeners.delete(listener);
  }

  private checked<Event extends DomainEvent>(
    stream: StreamName,
    stored: readonly StoredEvent[],
  ): StreamHistory<Event> {
    const brokenAt = verifyChain(stored);
    const intact = brokenAt === undefined ? stored : stored.slice(0, brokenAt - 1);
    return {
      ...stream,
      streamType: stored[0]?.streamType ?? '',
      ...readableEvents<Event>(intact, this.upcasters),
      brokenAt,
    };
  }

  private tellListeners(events: readonly StoredEvent[], rows: readonly InlineRow[]): void {
    if (events.length > 0) for (const listener of this.listeners) listener();
    const dueAt = soonestDue(rows);
    if (dueAt !== undefined) for (const listener of this.dueListeners) listener(dueAt);
  }

  private onTenant<T>(tenant: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const working =
      this.outer === undefined ? this.database.withTenant(tenant, work) : work(this.outer.client);
    return working.catch(unavailable);
  }

  private onAllTenants<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.database.acrossTenants(work).catch(unavailable);
  }
}

/** The statement that reads, and its values after tenant, stream and the version before. */
function readingFor(options: Until | ForCommand): readonly [PreparedStatement, readonly TextValue[]] {
  if ('idempotency' in options) return [readForCommand, [options.idempotency.key]];
  const { upToVersion, upToTime, onlyLast } = options;
  if (onlyLast) return [readLast, []];
  if (upToVersion === undefined && upToTime === undefined) return [readStream, []];
  return [readPast, [upToVersion?.toString() ?? null, upToTime ?? null]];
}

/** The values in the order that `appendStatement` numbers them. */
function appendValues(
  append: Append,
  events: readonly StoredEvent[],
  rows: readonly InlineRow[],
): TextValue[] {
  const { tenant, streamId, expectedVersion, streamType, recordedAt, idempotency, alongside } = append;
  const [first] = events;
  const values: TextValue[] = [tenant, streamId, `${expectedVersion}`];
  if (first !== undefined) values.push(streamType, recordedAt, first.metadata, first.previousHash);
  for (const { type, schemaVersion, payload, hash } of events)
    values.push(type, `${schemaVersion}`, payload, hash);
  for (const { columns, row, key = {}, was, version } of rows) {
    values.push(...Object.values(key));
    if (was !== undefined) values.push(`${was}`);
    if (row !== undefined && version !== undefined) values.push(`${version}`);
    if (row !== undefined)
      for (const name in columns) values.push(columnValue(row[name], columns[name] ?? ''));
  }
  if (idempotency !== undefined)
    values.push(idempotency.key, idempotency.fingerprint, JSON.stringify(idempotency.answer));
  if (alongside !== undefined) values.push(...Object.values(alongside.row));
  return values;
}

/** What a refused append means; anything that is not about the append itself stays as it is. */
function appendError(error: unknown, append: Append): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  if (error.code === staleRow) return new VersionConflict(streamOf(append), append.expectedVersion);
  if (error.code !== '23505' || error.schema !== 'event_store') return error;
  if (error.table === 'kept_answers') return new KeyAlreadyUsed(append.idempotency?.key ?? '');
  return new VersionConflict(streamOf(append), append.expectedVersion);
}

function unavailable(error: unknown): never {
  throw isDatabaseFailure(error) ? new Unavailable('event store', error) : error;
}

function streamOf({ tenant, streamId }: StreamName): StreamName {
  return { tenant, streamId };
}
