import type { StoredEvent } from './hash-chain';
import type { TextRow } from './prepared-query';

/** SQL: a timestamptz as the store writes times, UTC in ISO 8601 with microseconds, whatever the session's time zone. */
const isoTime = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const columns = `version, stream_type, type, schema_version, ${isoTime('recorded_at')}, metadata, payload,
  encode(previous_hash, 'hex'), encode(hash, 'hex')`;

/** A stream in order of version. The first row (there is one without events, too) ends with the time of the reading. */
export const readStream = {
  name: 'read_stream',
  text: `SELECT ${columns}, CASE WHEN coalesce(version, 1) = 1 THEN ${isoTime('clock.now')} END
  FROM (SELECT clock_timestamp() AS now) AS clock
  LEFT JOIN event_store.events ON tenant = $1 AND stream_id = $2::uuid
    AND version <= coalesce($3::int, 2147483647) AND recorded_at <= coalesce($4::timestamptz, 'infinity')
  ORDER BY version`,
};

/** A batch of the streams of a type, of all tenants, each in order of version. */
export const readStreams = {
  name: 'read_streams',
  text: `SELECT ${columns}, tenant, stream_id FROM event_store.events
  WHERE stream_type = $1 AND (tenant, stream_id, version) > ($2, $3::uuid, $4::int)
  ORDER BY tenant, stream_id, version LIMIT $5::int`,
};

/**
 * Committed events after a checkpoint, behind the oldest transaction still open: a transaction that took its id earlier
 * but has not committed yet could still add events before those of a later one.
 */
export const readFeed = {
  name: 'read_feed',
  text: `SELECT ${columns}, tenant, stream_id, transaction_id, position FROM event_store.events
  WHERE (transaction_id, position) > ($1::xid8, $2::bigint) AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
  ORDER BY transaction_id, position LIMIT $3::int`,
};

/** How many values of a row belong to the event itself; what follows differs from statement to statement. */
export const eventWidth = 9;

/** The event in a row that begins with `columns`. */
export function storedEvent(row: TextRow, tenant: string, streamId: string): StoredEvent {
  // None of these columns is nullable.
  const [version, streamType, type, schemaVersion, recordedAt, metadata, payload, previousHash, hash] =
    row as [string, string, string, string, string, string, string, string, string];
  return {
    tenant,
    streamId,
    version: Number(version),
    streamType,
    type,
    schemaVersion: Number(schemaVersion),
    recordedAt,
    metadata,
    payload,
    previousHash,
    hash,
  };
}
