import type { InlineRow, PostgresEventStore, StreamName } from '#event-sourcing';
import type { TenantDatabase } from '#database';
import type { PoolClient } from 'pg';
import type { Folding } from './folding';

/** One stream, folded anew: what its hash chain says and where a read model does not say what the events say. */
export interface CheckedStream {
  readonly streamId: string;
  /** Empty for rows of a read model that belong to no stream. */
  readonly streamType: string;
  /** The hashes of the intact part of the chain; the first belongs to version 1. */
  readonly hashes: readonly string[];
  /** The first version that is missing or whose hash is wrong; absent for an intact chain. */
  readonly brokenAt?: number;
  /** Time of the last intact event, UTC, ISO 8601. */
  readonly recordedAt?: string;
  readonly differences: readonly ReadModelDifference[];
}

/** A row that is not what the fold of its events says. */
export interface ReadModelDifference {
  /** Qualified table name. */
  readonly readModel: string;
  /** Names of the columns that differ, or what is wrong with the row as a whole. Never a value. */
  readonly differing: readonly string[];
}

/** Some streams of a tenant, in order of their id. */
export interface CheckedStreams {
  readonly streams: readonly CheckedStream[];
  /** How many streams the tenant has; on the first page only. */
  readonly total?: number;
  /** Id to go on after; absent on the last page. */
  readonly next?: string;
}

/** Which streams of a tenant: those with an id after `after`, up to and including `until`, the first `limit` of them. */
export interface StreamRange {
  readonly tenant: string;
  readonly after?: string | undefined;
  readonly until?: string | undefined;
  readonly limit: number;
}

/**
 * Checks the streams of a tenant page by page: re-hashes each chain, folds it, and compares the rows of its read models in
 * one snapshot, so that a command that is just being given is never taken for a difference.
 */
export async function checkStreams(
  database: TenantDatabase,
  store: PostgresEventStore,
  foldings: readonly Folding[],
  page: StreamRange,
): Promise<CheckedStreams> {
  return inSnapshot(database, page.tenant, async (client) => {
    const ids = await streamIds(client, foldings, page);
    const streams: CheckedStream[] = [];
    for (const streamId of ids) {
      streams.push(await checkStream(client, store, foldings, { tenant: page.tenant, streamId }));
    }
    const last = ids.at(-1);
    return {
      streams,
      ...(page.after === undefined ? { total: await countStreams(client, page.tenant) } : {}),
      ...(ids.length === page.limit && last !== undefined ? { next: last } : {}),
    };
  });
}

/** Checks one stream in the same way; an unknown one has no hashes. */
export function checkOneStream(
  database: TenantDatabase,
  store: PostgresEventStore,
  foldings: readonly Folding[],
  stream: StreamName,
): Promise<CheckedStream> {
  return inSnapshot(database, stream.tenant, (client) => checkStream(client, store, foldings, stream));
}

function inSnapshot<T>(
  database: TenantDatabase,
  tenant: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return database.inTransaction(tenant, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    return work(client);
  });
}

async function checkStream(
  client: PoolClient,
  store: PostgresEventStore,
  foldings: readonly Folding[],
  stream: StreamName,
): Promise<CheckedStream> {
  const { events, brokenAt, streamType } = await store.within(client).history(stream);
  const checked = {
    streamId: stream.streamId,
    streamType,
    hashes: events.map(({ hash }) => hash),
    ...(brokenAt === undefined ? {} : { brokenAt }),
    ...(events.length === 0 ? {} : { recordedAt: events.at(-1)?.recordedAt ?? '' }),
  };
  // Nobody can say what a forged history should have led to.
  if (brokenAt !== undefined) return { ...checked, differences: [] };
  const differences: ReadModelDifference[] = [];
  for (const folding of foldings) {
    try {
      for (const expected of folding.rows(stream, folding.streamType === streamType ? events : [])) {
        const differing = await compareRow(client, stream, events.length, expected);
        if (differing.length > 0) differences.push({ readModel: expected.table, differing });
      }
    } catch (error) {
      if (!(error instanceof Error) || 'severity' in error) throw error;
      differences.push({ readModel: streamType, differing: [`cannot be folded: ${error.message}`] });
    }
  }
  return { ...checked, differences };
}

/** Compares in SQL, so that each value is compared as its column's type. */
async function compareRow(
  client: PoolClient,
  { tenant, streamId }: StreamName,
  version: number,
  { table, columns, row }: InlineRow,
): Promise<readonly string[]> {
  const names = Object.keys(columns);
  const comparisons = names.map(
    (name, index) => `CASE WHEN ${name} IS DISTINCT FROM $${index + 4}::${columns[name]} THEN '${name}' END`,
  );
  const { rows } = await client.query<{ differing: string[] }>(
    `SELECT array_remove(ARRAY[CASE WHEN version <> $3::int THEN 'version' END, ${comparisons.join(', ') || 'NULL'}], NULL)
       AS differing FROM ${table} WHERE tenant = $1 AND stream_id = $2::uuid`,
    [tenant, streamId, version, ...names.map((name) => sqlValue(columns[name], row?.[name]))],
  );
  const [found] = rows;
  if (row === undefined) return found === undefined ? [] : ['the row should not exist'];
  return found === undefined ? ['the row is missing'] : found.differing;
}

/** `pg` would make a PostgreSQL array of a JSON array. */
export function sqlValue(type: string | undefined, value: unknown): unknown {
  return type?.startsWith('json') && value !== null && value !== undefined ? JSON.stringify(value) : value;
}

/** Ids of streams and of rows that have no stream: a row that nobody's event wrote is a difference too. */
async function streamIds(
  client: PoolClient,
  foldings: readonly Folding[],
  { tenant, after, until, limit }: StreamRange,
): Promise<readonly string[]> {
  const readModels = foldings.flatMap(({ tables }) => tables.map(({ table }) => table));
  const part = (table: string) =>
    `(SELECT DISTINCT stream_id FROM ${table} WHERE tenant = $1
      AND ($2::uuid IS NULL OR stream_id > $2::uuid) AND ($3::uuid IS NULL OR stream_id <= $3::uuid)
      ORDER BY stream_id LIMIT $4)`;
  const { rows } = await client.query<{ stream_id: string }>(
    `SELECT stream_id FROM (${[...new Set(['event_store.events', ...readModels])].map(part).join(' UNION ')}) AS streams
      ORDER BY stream_id LIMIT $4`,
    [tenant, after ?? null, until ?? null, limit],
  );
  return rows.map(({ stream_id }) => stream_id);
}

async function countStreams(client: PoolClient, tenant: string): Promise<number> {
  const { rows } = await client.query<{ streams: string }>(
    'SELECT count(DISTINCT stream_id) AS streams FROM event_store.events WHERE tenant = $1',
    [tenant],
  );
  return Number(rows[0]?.streams);
}
