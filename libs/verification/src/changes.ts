import type { FeedPosition } from '#event-sourcing';
import { isoTime } from '#database';
import type { PoolClient } from 'pg';

/** An event in the feed, by its place alone: which stream has changed, and to which version. */
export interface Change extends FeedPosition {
  readonly tenant: string;
  readonly streamId: string;
  readonly version: number;
  /** UTC, ISO 8601. */
  readonly recordedAt: string;
}

/**
 * What has changed after a place in the feed, in its order: of every tenant that the connection sees. Like the feed it
 * stops before the oldest transaction that is still open, so that nothing can appear behind a place once passed.
 */
export async function changesAfter(
  client: PoolClient,
  after: FeedPosition,
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
    values: [after.transactionId, after.position, limit],
  });
  return rows;
}
