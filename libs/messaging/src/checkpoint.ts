import type { PoolClient } from 'pg';
import type { FeedPosition } from '#event-sourcing';

/**
 * Where the relay of a topic stands. A position alone would not do: positions are given out before transactions commit,
 * so a slow transaction appears behind a checkpoint that has already passed it. The transaction id comes first.
 */
export async function readCheckpoint(client: PoolClient, topic: string): Promise<FeedPosition | undefined> {
  const { rows } = await client.query<FeedPosition>(
    `SELECT transaction_id::text AS "transactionId", position::text FROM messaging.checkpoints WHERE topic = $1`,
    [topic],
  );
  return rows[0];
}

/**
 * Moves the checkpoint without waiting for the disk: one that a crash of the database takes back means that events are
 * told again, which "at least once" allows. Waiting was measured to take longer than reading the events.
 */
export async function saveCheckpoint(client: PoolClient, topic: string, at: FeedPosition): Promise<void> {
  await client.query({
    name: 'save_checkpoint',
    text: `INSERT INTO messaging.checkpoints (topic, transaction_id, position)
      SELECT $1, $2::xid8, $3::bigint FROM set_config('synchronous_commit', 'off', true)
      ON CONFLICT (topic) DO UPDATE
      SET transaction_id = excluded.transaction_id, position = excluded.position, moved_at = now()`,
    values: [topic, at.transactionId, at.position],
  });
}

/** What is committed and not yet told. */
export interface Lag {
  /** Counted up to 10,000. */
  readonly events: number;
  /** Age of the oldest of them; 0 when everything is told. */
  readonly seconds: number;
}

/** `client` must see all tenants. */
export async function readLag(client: PoolClient, topic: string): Promise<Lag> {
  const { rows } = await client.query<{ events: number; seconds: number }>(
    `WITH checkpoint AS (
       SELECT coalesce(max(transaction_id::text), '0')::xid8 AS transaction_id, coalesce(max(position), 0) AS position
       FROM messaging.checkpoints WHERE topic = $1
     )
     SELECT count(*)::int AS events,
       coalesce(greatest(0, extract(epoch FROM clock_timestamp() - min(recorded_at))), 0)::float8 AS seconds
     FROM (
       SELECT recorded_at FROM event_store.events, checkpoint
       WHERE (events.transaction_id, events.position) > (checkpoint.transaction_id, checkpoint.position)
       ORDER BY events.transaction_id, events.position LIMIT 10000
     ) AS untold`,
    [topic],
  );
  return rows[0] ?? { events: 0, seconds: 0 };
}
