import type { PoolClient } from 'pg';
import type { FeedPosition } from '#event-sourcing';
import { feedChannel } from './other-instances';

/**
 * Where the relay of a topic stands. A position alone would not do: positions are given out before transactions commit,
 * so a slow transaction appears behind a checkpoint that has already passed it. The transaction id comes first.
 * @returns undefined where everything is still to be told
 */
export async function readCheckpoint(client: PoolClient, topic: string): Promise<FeedPosition | undefined> {
  const { rows } = await client.query<FeedPosition>(
    `SELECT transaction_id::text AS "transactionId", position::text FROM messaging.checkpoints
     WHERE topic = $1 AND transaction_id <> '0'`,
    [topic],
  );
  return rows[0];
}

/**
 * Moves the checkpoint without waiting for the disk: one that a crash of the database takes back means that events are
 * told again, which "at least once" allows. Waiting was measured to take longer than reading the events. The service's other
 * instances are woken by it, whose browsers may wait for what was appended elsewhere.
 * @param records how many the broker has acknowledged since the last one
 */
export async function saveCheckpoint(
  client: PoolClient,
  topic: string,
  at: FeedPosition,
  records: number,
): Promise<void> {
  await client.query({
    name: 'save_checkpoint',
    text: `INSERT INTO messaging.checkpoints AS before (topic, transaction_id, position, told)
      SELECT $1, $2::xid8, $3::bigint, $4::bigint FROM set_config('synchronous_commit', 'off', true), pg_notify('${feedChannel}', '')
      ON CONFLICT (topic) DO UPDATE
      SET transaction_id = excluded.transaction_id, position = excluded.position,
        told = before.told + excluded.told, moved_at = now()`,
    values: [topic, at.transactionId, at.position, String(records)],
  });
}

/**
 * Begins anew where the topic holds fewer records than were told to it: somebody has deleted it, and perhaps made it again.
 * @returns whether that is so.
 */
export async function forgetLost(client: PoolClient, topic: string, records: bigint): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE messaging.checkpoints SET transaction_id = '0', position = 0, told = 0, moved_at = now()
     WHERE topic = $1 AND told > $2::bigint`,
    [topic, records],
  );
  return rowCount === 1;
}

/**
 * Refuses a feed that another server has written: after a restore from a dump, events carry transaction ids that this
 * server has not yet given out, so everything appended here would sort before them and would never be told.
 * @throws Error that says what to do
 */
export async function assertOwnTransactions(client: PoolClient): Promise<void> {
  // A row that a snapshot shows was written before the snapshot's upper end, if it was written here.
  const { rows } = await client.query<{ last: string }>(
    `SELECT transaction_id::text AS last FROM event_store.events
     WHERE transaction_id >= pg_snapshot_xmax(pg_current_snapshot()) ORDER BY transaction_id DESC LIMIT 1`,
  );
  const [foreign] = rows;
  if (foreign === undefined) return;
  throw new Error(
    `the events come from another server, whose transaction ids went up to ${foreign.last}: ` +
      'let this server go on beyond that one (docs/how-to/operate.md, "Restore")',
  );
}

/** What is committed and not yet told. */
export interface Lag {
  /** Counted up to 10,000. */
  readonly events: number;
  /** Age of the oldest of them; 0 when everything is told. */
  readonly seconds: number;
  /** Streams that are left out, because one of their events cannot be told. */
  readonly held: number;
}

/** `client` must see all tenants. */
export async function readLag(client: PoolClient, topic: string): Promise<Lag> {
  const { rows } = await client.query<Lag>(
    `WITH checkpoint AS (
       SELECT coalesce(max(transaction_id::text), '0')::xid8 AS transaction_id, coalesce(max(position), 0) AS position
       FROM messaging.checkpoints WHERE topic = $1
     )
     SELECT count(*)::int AS events,
       coalesce(greatest(0, extract(epoch FROM clock_timestamp() - min(recorded_at))), 0)::float8 AS seconds,
       (SELECT count(*)::int FROM messaging.held_streams WHERE topic = $1) AS held
     FROM (
       SELECT recorded_at FROM event_store.events, checkpoint
       WHERE (events.transaction_id, events.position) > (checkpoint.transaction_id, checkpoint.position)
       ORDER BY events.transaction_id, events.position LIMIT 10000
     ) AS untold`,
    [topic],
  );
  return rows[0] ?? { events: 0, seconds: 0, held: 0 };
}
