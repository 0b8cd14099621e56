import { isDatabaseFailure, type TenantDatabase } from '#tenancy';
import pg from 'pg';
import { appendStatement } from './append-statement';
import type { DomainEvent } from './decider';
import {
  KeyAlreadyUsed,
  KeyReused,
  StoreUnavailable,
  VersionConflict,
  type Append,
  type EventStore,
  type FeedEvent,
  type FeedPosition,
  type IdempotencyKey,
  type InlineRow,
  type KeptAnswer,
  type RecordedEvent,
  type StreamHistory,
  type StreamName,
  type StreamReading,
} from './event-store';
import { verifyChain, type StoredEvent } from './hash-chain';
import { checkStreamId, later, recordedEvent, storedEvents } from './recording';
import { columns, readStreamText, storedEvent, textRows } from './rows';
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
  private readonly upcasters: Upcasters;

  constructor(
    private readonly database: TenantDatabase,
    options: PostgresEventStoreOptions = {},
    private readonly outer?: { readonly client: pg.PoolClient; readonly store: PostgresEventStore },
  ) {
    this.insideTransaction = outer !== undefined;
    this.listeners = outer?.store.listeners ?? new Set();
    this.upcasters = outer?.store.upcasters ?? new Upcasters(options.upcasters);
  }

  /**
   * The same store inside the caller's transaction (`TenantDatabase.inTransaction`, set to the stream's tenant). The
   * append must be the transaction's first write, hence also its only append; the database refuses any other. A conflict
   * ends the transaction: the caller begins it anew.
   */
  within(client: pg.PoolClient): EventStore {
    return new PostgresEventStore(this.database, {}, { client, store: this });
  }

  async read<Event extends DomainEvent = DomainEvent>(
    stream: StreamName,
    until: { readonly upToVersion?: number; readonly upToTime?: string } = {},
  ): Promise<StreamReading<Event>> {
    const { now, events } = await this.readStored(stream, until);
    const last = events.at(-1);
    return {
      events: events.map((event) => recordedEvent<Event>(event, this.upcasters)),
      version: last?.version ?? 0,
      // A clock that was set back must not let the history run backwards.
      now: later(now, last?.recordedAt),
    };
  }

  async append(append: Append): Promise<readonly RecordedEvent[]> {
    const events = storedEvents(append, this.upcasters);
    if (events.length === 0) {
      await this.keepAnswer(append);
      return [];
    }
    const rows = append.rows ?? [];
    const statement = appendStatement({
      events: events.length,
      rows,
      keepsAnswer: append.idempotency !== undefined,
    });
    const result = await this.onTenant(append.tenant, (client) => {
      if (this.insideTransaction) this.database.onCommit(client, () => this.tellListeners());
      return client.query({ ...statement, values: appendValues(append, events, rows), rowMode: 'array' });
    }).catch((error: unknown) => {
      throw appendError(error, append);
    });
    if (result.rowCount === 0) throw new VersionConflict(streamOf(append), append.expectedVersion);
    if (!this.insideTransaction) this.tellListeners();
    return events.map((event) => recordedEvent(event, this.upcasters));
  }

  async keptAnswer(tenant: string, { key, fingerprint }: IdempotencyKey): Promise<KeptAnswer | undefined> {
    const { rows } = await this.onTenant(tenant, (client) =>
      client.query<[fingerprint: string, streamId: string, version: string, answer: string]>({
        ...textRows,
        name: 'kept_answer',
        text: `SELECT fingerprint, stream_id, version, answer FROM event_store.kept_answers WHERE tenant = $1 AND key = $2`,
        values: [tenant, key],
      }),
    );
    if (rows[0] === undefined) return undefined;
    const [keptFingerprint, streamId, version, answer] = rows[0];
    if (keptFingerprint !== fingerprint) throw new KeyReused(key);
    return { streamId, version: Number(version), answer: JSON.parse(answer) };
  }

  async history<Event extends DomainEvent = DomainEvent>(stream: StreamName): Promise<StreamHistory<Event>> {
    const { events } = await this.readStored(stream, {});
    return this.checked(streamOf(stream), events);
  }

  async *allStreams<Event extends DomainEvent = DomainEvent>(
    streamType: string,
  ): AsyncIterable<StreamHistory<Event>> {
    let stream: StoredEvent[] = [];
    let after: readonly [tenant: string, streamId: string, version: number] = [
      '',
      '00000000-0000-0000-0000-000000000000',
      0,
    ];
    for (;;) {
      const { rows } = await this.onAllTenants((client) =>
        client.query<string[]>({
          ...textRows,
          name: 'all_streams',
          text: `SELECT ${columns} FROM event_store.events
            WHERE stream_type = $1 AND (tenant, stream_id, version) > ($2, $3::uuid, $4::int)
            ORDER BY tenant, stream_id, version LIMIT $5`,
          values: [streamType, ...after, batchSize],
        }),
      );
      for (const row of rows) {
        const event = storedEvent(row);
        const [first] = stream;
        if (first !== undefined && (first.tenant !== event.tenant || first.streamId !== event.streamId)) {
          yield this.checked(streamOf(first), stream);
          stream = [];
        }
        stream.push(event);
        after = [event.tenant, event.streamId, event.version];
      }
      if (rows.length < batchSize) break;
    }
    if (stream[0] !== undefined) yield this.checked(streamOf(stream[0]), stream);
  }

  /**
   * Reads behind the oldest transaction still open: a transaction that took its id earlier but has not committed yet could
   * still add events before those of a later one. Hence a write transaction left open anywhere on the server holds the feed.
   */
  async readFeed(after: FeedPosition | undefined, limit: number): Promise<readonly FeedEvent[]> {
    const { rows } = await this.onAllTenants((client) =>
      client.query<string[]>({
        ...textRows,
        name: 'read_feed',
        text: `SELECT ${columns}, transaction_id, position FROM event_store.events
          WHERE (transaction_id, position) > ($1::xid8, $2::bigint)
            AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
          ORDER BY transaction_id, position LIMIT $3`,
        values: [after?.transactionId ?? '0', after?.position ?? '0', limit],
      }),
    );
    return rows.map((row) => ({
      ...recordedEvent(storedEvent(row), this.upcasters),
      transactionId: row.at(-2) ?? '',
      position: row.at(-1) ?? '',
    }));
  }

  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private async readStored(
    stream: StreamName,
    until: { readonly upToVersion?: number; readonly upToTime?: string },
  ) {
    checkStreamId(stream);
    const { rows } = await this.onTenant(stream.tenant, (client) =>
      client.query<string[]>({
        ...textRows,
        name: 'read_stream',
        text: readStreamText,
        values: [stream.tenant, stream.streamId, until.upToVersion ?? null, until.upToTime ?? null],
      }),
    );
    const [first] = rows;
    // The clock's row is there for a stream without events as well.
    const exists = first?.[0] !== null;
    return { now: first?.at(-1) ?? '', events: exists ? rows.map(storedEvent) : [] };
  }

  private async keepAnswer(append: Append): Promise<void> {
    const { idempotency } = append;
    if (idempotency === undefined) return;
    await this.onTenant(append.tenant, (client) =>
      client.query({
        name: 'keep_answer',
        text: `INSERT INTO event_store.kept_answers (tenant, key, fingerprint, stream_id, version, answer)
          VALUES ($1, $2, $3, $4, $5, $6)`,
        values: [
          append.tenant,
          idempotency.key,
          idempotency.fingerprint,
          append.streamId,
          append.expectedVersion,
          JSON.stringify(idempotency.answer),
        ],
      }),
    ).catch((error: unknown) => {
      throw appendError(error, append);
    });
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
      events: intact.map((event) => recordedEvent<Event>(event, this.upcasters)),
      brokenAt,
    };
  }

  private tellListeners(): void {
    for (const listener of this.listeners) listener();
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

/** The values in the order that `appendStatement` numbers them. */
function appendValues(append: Append, events: readonly StoredEvent[], rows: readonly InlineRow[]): unknown[] {
  const { tenant, streamId, expectedVersion, streamType, recordedAt, idempotency } = append;
  const values: unknown[] = [
    tenant,
    streamId,
    expectedVersion,
    streamType,
    recordedAt,
    events[0]?.metadata,
    events[0]?.previousHash,
  ];
  for (const { type, schemaVersion, payload, hash } of events)
    values.push(type, schemaVersion, payload, hash);
  for (const { columns, row } of rows) {
    if (row === undefined) continue;
    for (const column in columns) {
      const value = row[column];
      // `pg` would make a PostgreSQL array of a JSON array.
      values.push(columns[column]?.startsWith('json') && value != null ? JSON.stringify(value) : value);
    }
  }
  if (idempotency !== undefined)
    values.push(idempotency.key, idempotency.fingerprint, JSON.stringify(idempotency.answer));
  return values;
}

/** What a refused append means; anything that is not about the append itself stays as it is. */
function appendError(error: unknown, append: Append): unknown {
  if (!(error instanceof pg.DatabaseError) || error.code !== '23505' || error.schema !== 'event_store')
    return error;
  if (error.table === 'kept_answers') return new KeyAlreadyUsed(append.idempotency?.key ?? '');
  return new VersionConflict(streamOf(append), append.expectedVersion);
}

function unavailable(error: unknown): never {
  throw isDatabaseFailure(error) ? new StoreUnavailable(error) : error;
}

function streamOf({ tenant, streamId }: StreamName): StreamName {
  return { tenant, streamId };
}
