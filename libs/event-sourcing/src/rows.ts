import type { StoredEvent } from './hash-chain';

/** SQL: a timestamptz as the store writes times, UTC in ISO 8601 with microseconds, whatever the session's time zone. */
export const isoTime = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** What of an event is read, in the order that `storedEvent` takes it. */
export const columns = `tenant, stream_id, version, stream_type, type, schema_version, ${isoTime('recorded_at')}, metadata,
  payload, encode(previous_hash, 'hex'), encode(hash, 'hex')`;

/** Query options: every value as the text that PostgreSQL sent, rows as arrays. Measured to be the fastest `pg` offers. */
export const textRows = {
  rowMode: 'array' as const,
  types: { getTypeParser: () => (text: string) => text },
};

/** A row of `columns`. */
export function storedEvent(row: readonly string[]): StoredEvent {
  const [
    tenant,
    streamId,
    version,
    streamType,
    type,
    schemaVersion,
    recordedAt,
    metadata,
    payload,
    previousHash,
    hash,
  ] = row as [string, string, string, string, string, string, string, string, string, string, string];
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

/** SQL: a stream in order of version and, in the last column of each row, the time of the reading. One row when there are no events. */
export const readStreamText = `SELECT ${columns}, ${isoTime('clock.now')} FROM (SELECT clock_timestamp() AS now) AS clock
  LEFT JOIN event_store.events ON tenant = $1 AND stream_id = $2::uuid
    AND version <= coalesce($3::int, 2147483647) AND recorded_at <= coalesce($4::timestamptz, 'infinity')
  ORDER BY version`;
