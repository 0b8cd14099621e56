import type { PoolClient } from 'pg';
import { isoTime } from '#database';
import type { FeedPosition, StreamName } from '#event-sourcing';

/** A stream that is not told at present, because one of its events cannot be told. */
export interface HeldStream extends StreamName {
  /** The event that cannot be told; it and those behind it wait. */
  readonly fromVersion: number;
  /** Its type, e.g. `ApplicationFiled`. */
  readonly type: string;
  /** Why, without any value out of it. */
  readonly error: string;
  /** ISO 8601. */
  readonly heldSince: string;
}

/** What the relay knows when it finds that an event cannot be told. */
export type NewlyHeld = Omit<HeldStream, 'heldSince'>;

/** The streams of a topic that are held, those that have waited longest first. */
export async function readHeldStreams(client: PoolClient, topic: string): Promise<readonly HeldStream[]> {
  const { rows } = await client.query<HeldStream>(
    `SELECT tenant, stream_id AS "streamId", from_version AS "fromVersion", type, error,
       ${isoTime('held_since')} AS "heldSince"
     FROM messaging.held_streams WHERE topic = $1 ORDER BY held_since, stream_id`,
    [topic],
  );
  return rows;
}

/** Remembers for good that streams are held. To be done before the checkpoint passes their events. */
export async function holdStreams(
  client: PoolClient,
  topic: string,
  streams: readonly NewlyHeld[],
): Promise<void> {
  if (streams.length === 0) return;
  const column = (value: (stream: NewlyHeld) => unknown) => streams.map(value);
  await client.query(
    `INSERT INTO messaging.held_streams (topic, tenant, stream_id, from_version, type, error)
     SELECT $1, * FROM unnest($2::text[], $3::uuid[], $4::int[], $5::text[], $6::text[])
     ON CONFLICT (topic, tenant, stream_id) DO UPDATE
     SET from_version = excluded.from_version, type = excluded.type, error = excluded.error`,
    [
      topic,
      column(({ tenant }) => tenant),
      column(({ streamId }) => streamId),
      column(({ fromVersion }) => fromVersion),
      column(({ type }) => type),
      column(({ error }) => error),
    ],
  );
}

/** A stream was told up to the checkpoint, and what comes behind it is told with the others; without `stream`, all of them. */
export async function releaseStreams(client: PoolClient, topic: string, stream?: StreamName): Promise<void> {
  await client.query(
    `DELETE FROM messaging.held_streams
     WHERE topic = $1 AND ($2::text IS NULL OR (tenant = $2 AND stream_id = $3::uuid))`,
    [topic, stream?.tenant ?? null, stream?.streamId ?? null],
  );
}

/** The last version of a stream that stands in the feed up to a place. */
export async function versionUpTo(
  client: PoolClient,
  { tenant, streamId }: StreamName,
  at: FeedPosition,
): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    `SELECT coalesce(max(version), 0)::int AS version FROM event_store.events
     WHERE tenant = $1 AND stream_id = $2 AND (transaction_id, position) <= ($3::xid8, $4::bigint)`,
    [tenant, streamId, at.transactionId, at.position],
  );
  return rows[0]?.version ?? 0;
}

/** One name for a stream of any tenant. */
export const nameOf = ({ tenant, streamId }: StreamName): string => `${tenant}/${streamId}`;
