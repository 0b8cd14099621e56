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
