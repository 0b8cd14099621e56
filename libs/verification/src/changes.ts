import type { FeedPosition } from '#event-sourcing';
import type { PoolClient } from 'pg';

/** An event in the feed, by its place alone: which stream has changed, and to which version. */
export interface Change extends FeedPosition {
  readonly tenant: string;
  readonly streamId: string;
  readonly version: number;
  /** UTC, ISO 8601. */
  readonly recordedAt: string;
}

/** SQL: a time in UTC, ISO 8601 with microseconds. */
export const isoTime = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * What has changed after a place in the feed, in its order: of every tenant that the connection sees. Like the feed it
 * stops before the oldest transaction that is still open, so that nothing can appear behind a place once passed.
 */
export async function changesAfter(
  client: PoolClient,
  after: FeedPosition | undefined,
  limit: number,
): Promise<readonly Change[]> {
  const { rows } = await client.query<Change>({
    name: 'changes_after',
    text: `SELECT tenant, stream_id AS "streamId", version::int, ${isoTime('recorded_at')} AS "recordedAt",
        transaction_id::text AS "transactionId", position::text
      FROM event_store.events
      WHERE (transaction_id, position) > ($1::xid8, $2::bigint)
        AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY events.transaction_id, events.position LIMIT $3`,
    values: [after?.transactionId ?? '0', after?.position ?? '0', limit],
  });
  return rows;
}

/** Where the feed ends now; undefined for an empty one. */
export async function endOfFeed(client: PoolClient): Promise<FeedPosition | undefined> {
  const { rows } = await client.query<FeedPosition>(
    `SELECT transaction_id::text AS "transactionId", position::text FROM event_store.events
     WHERE transaction_id < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY events.transaction_id DESC, events.position DESC LIMIT 1`,
  );
  return rows[0];
}
