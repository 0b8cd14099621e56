import type { StoredEvent } from './hash-chain';
import type { TextRow } from './prepared-query';

/** SQL: a timestamptz as UTC, whatever the session's time zone. `to_char` was measured to take four times as long. */
const utc = (time: string) => `(${time} AT TIME ZONE 'UTC')::text`;

const columns = `version, stream_type, type, schema_version, ${utc('recorded_at')}, metadata, payload,
  encode(previous_hash, 'hex'), encode(hash, 'hex')`;

/** The time of the reading comes as a row of its own, the first, so that a stream without events has it too. */
const readingOf = (
  events: string,
) => `SELECT NULL::int AS version, NULL, NULL, NULL::smallint, ${utc('clock_timestamp()')}, NULL, NULL, NULL, NULL
  UNION ALL SELECT ${columns} FROM event_store.events WHERE tenant = $1 AND stream_id = $2::uuid ${events}
  ORDER BY version NULLS FIRST`;

/** The time of the reading, then a stream in order of version. */
export const readStream = { name: 'read_stream', text: readingOf('') };

/** The same up to a version and up to a time; either may be null. */
export const readPast = {
  name: 'read_past',
  text: readingOf(
    `AND version <= coalesce($3::int, 2147483647) AND recorded_at <= coalesce($4::timestamptz, 'infinity')`,
  ),
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

/** The time in the first row of a reading. */
export function readingTime(row: TextRow | undefined): string {
  return isoTime(row?.[4] ?? '');
}

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
    recordedAt: isoTime(recordedAt),
    metadata,
    payload,
    previousHash,
    hash,
  };
}

/** `2026-11-20 15:42:13.1234`, as PostgreSQL writes it, in ISO 8601 with all six digits. */
function isoTime(text: string): string {
  const [day, time] = [text.slice(0, 10), text.slice(11)];
  return `${day}T${time.length === 8 ? `${time}.000000` : time.padEnd(15, '0')}Z`;
}
