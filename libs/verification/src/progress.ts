import type { FeedPosition, StreamName } from '#event-sourcing';
import type { PoolClient } from 'pg';
import type { PacedRound } from './round-pace';
import type { CheckedStream, StreamRange } from './check-streams';

/** The round through the streams of a tenant. */
export interface Round extends PacedRound {
  readonly tenant: string;
  /** Id of the last stream that was checked; undefined at the beginning. */
  readonly after: string | undefined;
}

/** Up to where in the feed everything has been checked; undefined before the first look. */
export async function readCursor(client: PoolClient): Promise<FeedPosition | undefined> {
  const { rows } = await client.query<FeedPosition>(
    'SELECT transaction_id::text AS "transactionId", position::text FROM verification.cursor',
  );
  return rows[0];
}

/** Without waiting for the disk: what a crash of the database takes back is checked again. */
export async function keepCursor(client: PoolClient, at: FeedPosition): Promise<void> {
  await client.query(
    `INSERT INTO verification.cursor (transaction_id, position)
      SELECT $1::xid8, $2::bigint FROM set_config('synchronous_commit', 'off', true)
      ON CONFLICT (only_one) DO UPDATE SET transaction_id = excluded.transaction_id, position = excluded.position`,
    [at.transactionId, at.position],
  );
}

/** The rounds of all tenants that have an event. `client` must see all tenants. */
export async function readRounds(client: PoolClient): Promise<readonly Round[]> {
  const { rows } = await client.query<{
    tenant: string;
    under_way: boolean;
    after: string | null;
    completed_at: Date | null;
  }>(
    // One step in the index for each tenant, however many events it has.
    `WITH RECURSIVE tenants AS (
       SELECT min(tenant) AS tenant FROM event_store.events
       UNION ALL SELECT (SELECT min(tenant) FROM event_store.events WHERE events.tenant > tenants.tenant)
       FROM tenants WHERE tenants.tenant IS NOT NULL)
     SELECT tenant, begun_at IS NOT NULL AS under_way, after, completed_at
     FROM tenants LEFT JOIN verification.rounds USING (tenant) WHERE tenant IS NOT NULL`,
  );
  return rows.map(({ tenant, under_way, after, completed_at }) => ({
    tenant,
    underWay: under_way,
    after: after ?? undefined,
    completedAt: completed_at ?? undefined,
  }));
}

/** A page that was checked: what stood in it, and the id to go on after; the last page completes the round. */
export interface CheckedPage {
  readonly streams: number;
  readonly events: number;
  readonly next: string | undefined;
}

/** Moves the round on by a page. `client` must belong to the tenant. */
export async function saveRound(
  client: PoolClient,
  { tenant }: Pick<Round, 'tenant'>,
  { streams, events, next }: CheckedPage,
): Promise<void> {
  await client.query(
    `INSERT INTO verification.rounds AS round (tenant, begun_at, after, streams, events) VALUES ($1, now(), $2, $3, $4)
     ON CONFLICT (tenant) DO UPDATE SET begun_at = coalesce(round.begun_at, now()), after = $2,
       streams = round.streams + $3, events = round.events + $4`,
    [tenant, next ?? null, streams, events],
  );
  if (next !== undefined) return;
  await client.query(
    `UPDATE verification.rounds SET completed_at = now(), completed_streams = streams, completed_events = events,
       begun_at = NULL, after = NULL, streams = 0, events = 0 WHERE tenant = $1`,
    [tenant],
  );
}

/** Streams that differ, of all tenants: the first `limit` of them. */
export async function readDifferences(client: PoolClient, limit: number): Promise<readonly StreamName[]> {
  const { rows } = await client.query<StreamName>(
    `SELECT tenant, stream_id AS "streamId" FROM verification.differences ORDER BY tenant, stream_id LIMIT $1`,
    [limit],
  );
  return rows;
}

/** Which streams were checked: these, or all in a range of ids. */
export type Checked = { readonly ids: readonly string[] } | Pick<StreamRange, 'after' | 'until'>;

/**
 * Replaces what is known about the streams that were checked by what was found now. `client` must belong to the tenant.
 * @returns the ids of streams about which something new was found.
 */
export async function keepFindings(
  client: PoolClient,
  tenant: string,
  checked: Checked,
  streams: readonly CheckedStream[],
): Promise<readonly string[]> {
  const found = streams.filter(
    ({ brokenAt, unreadable, differences }) =>
      brokenAt !== undefined || unreadable !== undefined || differences.length > 0,
  );
  const foundIds = found.map(({ streamId }) => streamId);
  if ('ids' in checked) {
    await client.query(
      `DELETE FROM verification.differences
       WHERE tenant = $1 AND stream_id = ANY($2::uuid[]) AND NOT stream_id = ANY($3::uuid[])`,
      [tenant, checked.ids, foundIds],
    );
  } else {
    await client.query(
      `DELETE FROM verification.differences WHERE tenant = $1 AND NOT stream_id = ANY($4::uuid[])
       AND ($2::uuid IS NULL OR stream_id > $2::uuid) AND ($3::uuid IS NULL OR stream_id <= $3::uuid)`,
      [tenant, checked.after ?? null, checked.until ?? null, foundIds],
    );
  }
  if (found.length === 0) return [];
  const { rows } = await client.query<{ stream_id: string }>(
    `INSERT INTO verification.differences AS known (tenant, stream_id, broken_at, unreadable, differences)
     SELECT $1, stream_id, broken_at, unreadable, differences
     FROM jsonb_to_recordset($2) AS found (stream_id uuid, broken_at integer, unreadable text, differences jsonb)
     ON CONFLICT (tenant, stream_id) DO UPDATE SET broken_at = excluded.broken_at, unreadable = excluded.unreadable,
         differences = excluded.differences, found_at = now()
       WHERE (known.broken_at, known.unreadable, known.differences)
         IS DISTINCT FROM (excluded.broken_at, excluded.unreadable, excluded.differences)
     RETURNING stream_id`,
    [
      tenant,
      JSON.stringify(
        found.map(({ streamId, brokenAt, unreadable, differences }) => ({
          stream_id: streamId,
          broken_at: brokenAt,
          unreadable: unreadable?.reason,
          differences,
        })),
      ),
    ],
  );
  return rows.map(({ stream_id }) => stream_id);
}
