import { dueTable, type PostgresEventStore, type StreamHistory } from '#event-sourcing';
import { isDatabaseFailure, type TenantDatabase } from '#database';
import type { PoolClient } from 'pg';
import { compareReadModels, type ReadModelDifference, type Unreadable } from './compare-read-models';
import type { Folding } from './folding';
import type { Foundation } from './foundations';
import type { Telling } from './told';

/** A service's log and what its read models must say. */
export interface Log {
  readonly database: TenantDatabase;
  readonly store: PostgresEventStore;
  /** One for each aggregate of the service. */
  readonly foldings: readonly Folding[];
  readonly foundations?: readonly Foundation[] | undefined;
  /** What leaves the service, where something does. */
  readonly telling?: Telling | undefined;
}

/** One stream, folded anew: what its hash chain says and where a read model does not say what the events say. */
export interface CheckedStream {
  readonly streamId: string;
  /** Empty for rows of a read model that belong to no stream. */
  readonly streamType: string;
  /** The hashes of the intact part of the chain; the first belongs to version 1. */
  readonly hashes: readonly string[];
  /** The first version that is missing or whose hash is wrong; absent for an intact chain. */
  readonly brokenAt?: number;
  /** What the service tells the others of each event, as digests; where it was asked for. */
  readonly told?: readonly string[];
  /** Time of the last intact event, UTC, ISO 8601. */
  readonly recordedAt?: string;
  /** What keeps the stream from being folded, and so from being compared; absent where it was. */
  readonly unreadable?: Unreadable;
  readonly differences: readonly ReadModelDifference[];
}

/** Some streams of a tenant, in order of their id. */
export interface CheckedStreams {
  readonly streams: readonly CheckedStream[];
  /** How many streams the tenant has; where it was asked for. */
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
  /** Whether all streams of the tenant are counted: for a progress bar, since it reads every one of them. */
  readonly counted?: boolean | undefined;
  /** Whether what the service tells of the streams is wanted: only a witness has something to compare it with. */
  readonly told?: boolean | undefined;
}

/**
 * Checks the streams of a tenant page by page: re-hashes each chain, folds it, and compares the rows of its read models in
 * one snapshot, so that a command that is just being given is never taken for a difference.
 */
export async function checkStreams(log: Log, page: StreamRange): Promise<CheckedStreams> {
  const { database, foldings } = log;
  const { ids, total } = await database.withTenant(page.tenant, async (client) => ({
    ids: await streamIds(client, foldings, page),
    total: page.counted === true ? await countStreams(client, page.tenant) : undefined,
  }));
  const last = ids.at(-1);
  return {
    streams: await checkAll(log, page.tenant, ids, page.told === true),
    ...(total === undefined ? {} : { total }),
    ...(ids.length === page.limit && last !== undefined ? { next: last } : {}),
  };
}

/**
 * Checks these streams in the same way, in order of their id. An unknown one has no hashes, and differs where a read model
 * has a row for it.
 */
export function checkTheseStreams(
  log: Log,
  tenant: string,
  ids: readonly string[],
  told = false,
): Promise<readonly CheckedStream[]> {
  return checkAll(log, tenant, [...new Set(ids)].sort(), told);
}

/** So many bytes of payload are folded at once: whatever one case has become, a check does not fill the memory of its service. */
const mostBytes = 16_000_000;

/** In portions of a bounded size, each in a snapshot of its own; a stream is never divided. */
async function checkAll(
  log: Log,
  tenant: string,
  ids: readonly string[],
  told: boolean,
): Promise<readonly CheckedStream[]> {
  const sizes = await log.database.withTenant(tenant, (client) => sizesOf(client, tenant, ids));
  const portions: string[][] = [[]];
  let bytes = 0;
  for (const id of ids) {
    const size = sizes.get(id) ?? 0;
    if (bytes > 0 && bytes + size > mostBytes) {
      portions.push([]);
      bytes = 0;
    }
    portions.at(-1)?.push(id);
    bytes += size;
  }
  const streams: CheckedStream[] = [];
  for (const portion of portions) {
    if (portion.length > 0) streams.push(...(await checkPortion(log, tenant, portion, told)));
  }
  return streams;
}

/** Only the lengths of the payloads are read, not what they hold. */
async function sizesOf(
  client: PoolClient,
  tenant: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ stream_id: string; bytes: string }>({
    name: 'sizes_of_streams',
    text: `SELECT stream_id, sum(octet_length(payload)) AS bytes FROM event_store.events
     WHERE tenant = $1 AND stream_id = ANY($2::uuid[]) GROUP BY stream_id`,
    values: [tenant, ids],
  });
  return new Map(rows.map(({ stream_id, bytes }) => [stream_id, Number(bytes)]));
}

/** Together; where PostgreSQL itself cannot read one of them, each alone, so that it hides none of the others. */
async function checkPortion(
  log: Log,
  tenant: string,
  ids: readonly string[],
  told: boolean,
): Promise<readonly CheckedStream[]> {
  try {
    return await inSnapshot(log.database, tenant, (client) => check(client, log, tenant, ids, told));
  } catch (error) {
    if (isDatabaseFailure(error)) throw error;
    const [streamId = '', ...others] = ids;
    if (others.length === 0) {
      const reason = error instanceof Error ? error.message : String(error);
      return [{ streamId, streamType: '', hashes: [], unreadable: { reason }, differences: [] }];
    }
    const streams: CheckedStream[] = [];
    for (const id of ids) streams.push(...(await checkPortion(log, tenant, [id], told)));
    return streams;
  }
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

/** All streams with one statement, and each read model with one: what counts is the number of events, not that of streams. */
async function check(
  client: PoolClient,
  { store, foldings, foundations = [], telling }: Log,
  tenant: string,
  ids: readonly string[],
  told: boolean,
): Promise<readonly CheckedStream[]> {
  if (ids.length === 0) return [];
  const known = new Map<string, StreamHistory>();
  for (const history of await store.within(client).histories(tenant, ids))
    known.set(history.streamId, history);
  const histories = ids.map((streamId) => known.get(streamId) ?? withoutEvents(tenant, streamId));
  const found = await compareReadModels(client, tenant, foldings, histories);
  // One after another: they share the connection.
  const unfounded: { readonly table: string; readonly missing: ReadonlyMap<string, string> }[] = [];
  for (const { table, missing } of foundations)
    unfounded.push({ table, missing: await missing(client, tenant, histories) });
  return histories.map((history) => {
    const { streamId, streamType, events, hashes, brokenAt } = history;
    const differences = [...(found.differences.get(streamId) ?? [])];
    for (const { table, missing } of unfounded) {
      const reason = missing.get(streamId);
      if (reason !== undefined) differences.push({ readModel: table, differing: [reason] });
    }
    const unreadable = found.unreadable.get(streamId);
    return {
      streamId,
      streamType,
      hashes,
      ...(told && telling ? { told: telling(history) } : {}),
      ...(brokenAt === undefined ? {} : { brokenAt }),
      ...(unreadable === undefined ? {} : { unreadable }),
      ...(events.length === 0 ? {} : { recordedAt: events.at(-1)?.recordedAt ?? '' }),
      differences,
    };
  });
}

function withoutEvents(tenant: string, streamId: string): StreamHistory {
  return { tenant, streamId, streamType: '', hashes: [], events: [], brokenAt: undefined };
}

/**
 * Ids of streams and of rows that have no stream: a row that nobody's event wrote is a difference too. What is due for a whole city
 * (at version 0) belongs to none.
 */
async function streamIds(
  client: PoolClient,
  foldings: readonly Folding[],
  { tenant, after, until, limit }: StreamRange,
): Promise<readonly string[]> {
  const readModels = foldings.flatMap(({ tables }) => tables.map(({ table }) => table));
  const part = (table: string) =>
    `(SELECT DISTINCT stream_id FROM ${table} WHERE tenant = $1${table === dueTable ? ' AND version > 0' : ''}
      AND ($2::uuid IS NULL OR stream_id > $2::uuid) AND ($3::uuid IS NULL OR stream_id <= $3::uuid)
      ORDER BY stream_id LIMIT $4)`;
  const { rows } = await client.query<{ stream_id: string }>(
    `SELECT stream_id FROM (${[...new Set(['event_store.events', dueTable, ...readModels])].map(part).join(' UNION ')}) AS streams
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
