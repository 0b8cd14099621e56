import { KeyReused, pageSize, type IdempotencyKey, type KeptAnswer } from './event-store';
import type { StoredEvent } from './hash-chain';
import type { TextRow } from '#database';

/**
 * SQL: a value that a plan is not made for. Where a value changes how many rows PostgreSQL expects, it plans a prepared statement
 * anew for every execution; planning was measured to take ten times as long as reading a few events behind a checkpoint.
 */
const unplanned = (value: string) => `SELECT ${value}`;

/** SQL: a timestamptz as UTC, whatever the session's time zone. `to_char` was measured to take four times as long. */
const utc = (time: string) => `(${time} AT TIME ZONE 'UTC')::text`;

/** In this order a stored event is read; the payload follows. */
const header = [
  'tenant',
  'stream_id::text',
  'version::text',
  'stream_type',
  'type',
  'schema_version::text',
  utc('recorded_at'),
  `encode(previous_hash, 'hex')`,
  `encode(hash, 'hex')`,
  'metadata',
];

/**
 * SQL: an event as one text, its fields one per line as in the text that is hashed (see `hashEvent`). A value costs Node
 * more to receive than to cut out of another: read column by column an event was measured to take twice the time.
 * `concat_ws` was measured to take PostgreSQL a third longer than `||`.
 */
const lines = [...header, 'payload'].join(` || E'\\n' || `);

/** SQL: rows in this order, up to {@link pageSize}; what a text holds is not looked at for it, only how long it says it is. */
const page = (order: string, rows: string) =>
  `(SELECT * FROM (SELECT *, sum(octet_length(payload)) OVER (ORDER BY ${order}) - octet_length(payload) AS before
    FROM ${rows}) AS counted WHERE before < ${pageSize})`;

/**
 * One page of a stream. The time of the reading comes as a row of its own, the first, so that a stream without events has it
 * too.
 */
const readingOf = (
  events: string,
  kept = '',
) => `SELECT NULL::int AS version, ${utc('clock_timestamp()')}${kept}
  UNION ALL SELECT version::int, ${lines} FROM ${page(
    'version',
    `event_store.events WHERE tenant = $1 AND stream_id = $2::uuid AND version > $3::int ${events}`,
  )} AS events
  ORDER BY version NULLS FIRST`;

/** The time of the reading, then a stream in order of version. */
export const readStream = { name: 'read_stream', text: readingOf('') };

/**
 * SQL: a kept answer in the place of version 0, its fields one per line. No answer has a line break, for it is JSON on one
 * line; the fingerprint comes last because it may be any text.
 */
const keptAnswerBy = (
  key: string,
) => `SELECT 0 AS version, stream_id::text || E'\\n' || version::text || E'\\n' || answer || E'\\n' || fingerprint
  FROM event_store.kept_answers WHERE tenant = $1 AND key = ${key}`;

/** The time of the reading, the answer that is kept under a key, if there is one, then the stream. */
export const readForCommand = {
  name: 'read_for_command',
  text: readingOf('', `\n  UNION ALL ${keptAnswerBy('$4')}`),
};

export const readKeptAnswer = { name: 'read_kept_answer', text: keptAnswerBy('$2') };

/** The time of the reading, then the last event of a stream. */
export const readLast = {
  name: 'read_last',
  text: readingOf(
    `AND version = (SELECT max(version) FROM event_store.events WHERE tenant = $1 AND stream_id = $2::uuid)`,
  ),
};

/** The same up to a version and up to a time; either may be null. */
export const readPast = {
  name: 'read_past',
  text: readingOf(
    `AND version <= coalesce($4::int, 2147483647) AND recorded_at <= coalesce($5::timestamptz, 'infinity')`,
  ),
};

/** These streams of a tenant, each in order of version. */
export const readHistories = {
  name: 'read_histories',
  text: `SELECT ${lines} FROM event_store.events WHERE tenant = $1 AND stream_id = ANY($2::uuid[]) ORDER BY stream_id, version`,
};

/** A batch of the streams of a type, of all tenants, each in order of version. */
export const readStreams = {
  name: 'read_streams',
  text: `SELECT ${lines} FROM ${page(
    'tenant, stream_id, version',
    `(SELECT * FROM event_store.events
    WHERE stream_type = $1 AND (tenant, stream_id, version) > ($2, $3::uuid, $4::int)
    ORDER BY tenant, stream_id, version LIMIT $5::int) AS next`,
  )} AS events
  ORDER BY tenant, stream_id, version`,
};

/**
 * Committed events after a checkpoint, behind the oldest transaction still open: a transaction that took its id earlier
 * but has not committed yet could still add events before those of a later one. A last row without values says that there
 * are such events; one statement sees both by one snapshot. In order and the first alone, although one of them would do: a
 * plan that may take any reads the whole table when there is none.
 */
export const readFeed = {
  name: 'read_feed',
  text: `(SELECT transaction_id, position, ${lines} FROM ${page(
    'transaction_id, position',
    `(SELECT * FROM event_store.events
    WHERE (transaction_id, position) > ((${unplanned('$1::xid8')}), (${unplanned('$2::bigint')}))
      AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY transaction_id, position LIMIT (${unplanned('$3::int')})) AS next`,
  )} AS events
  ORDER BY events.transaction_id, events.position)
  UNION ALL SELECT NULL, NULL, NULL WHERE (
    SELECT true FROM event_store.events WHERE transaction_id >= pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY transaction_id, position LIMIT 1)`,
};

/** The place of the last event that `readFeed` would give. */
export const endOfFeed = {
  name: 'end_of_feed',
  text: `SELECT transaction_id, position FROM event_store.events
  WHERE transaction_id < pg_snapshot_xmin(pg_current_snapshot())
  ORDER BY events.transaction_id DESC, events.position DESC LIMIT 1`,
};

/** Whether these events are as many as a page holds: then there may be more. */
export function isFull(events: readonly { readonly payload: string }[]): boolean {
  let bytes = 0;
  for (const { payload } of events) bytes += Buffer.byteLength(payload);
  return bytes >= pageSize;
}

/** The time in the first row of a reading. */
export function readingTime(row: TextRow | undefined): string {
  return isoTime(row?.[1] ?? '');
}

/** Whether a row of `readForCommand` is the kept answer. */
export function isKeptAnswer([version]: TextRow): boolean {
  return version === '0';
}

/**
 * The kept answer in the last column of a row.
 * @throws KeyReused when it was kept for something else.
 */
export function keptAnswer(row: TextRow, { key, fingerprint }: IdempotencyKey): KeptAnswer {
  const [streamId = '', version, answer = '', ...rest] = (row.at(-1) ?? '').split('\n');
  if (rest.join('\n') !== fingerprint) throw new KeyReused(key);
  return { streamId, version: Number(version), answer: JSON.parse(answer) };
}

/** The event in the last column of a row. */
export function storedEvent(row: TextRow): StoredEvent {
  const text = row.at(-1) ?? '';
  const fields = text.split('\n', header.length);
  const [
    tenant,
    streamId,
    version,
    streamType,
    type,
    schemaVersion,
    recordedAt,
    previousHash,
    hash,
    metadata,
  ] = fields as [string, string, string, string, string, string, string, string, string, string];
  return {
    tenant,
    streamId,
    version: Number(version),
    streamType,
    type,
    schemaVersion: Number(schemaVersion),
    recordedAt: isoTime(recordedAt),
    metadata,
    payload: text.slice(fields.reduce((length, field) => length + field.length + 1, 0)),
    previousHash,
    hash,
  };
}

/** `2026-11-20 15:42:13.1234`, as PostgreSQL writes it, in ISO 8601 with all six digits. */
function isoTime(text: string): string {
  const [day, time] = [text.slice(0, 10), text.slice(11)];
  return `${day}T${time.length === 8 ? `${time}.000000` : time.padEnd(15, '0')}Z`;
}
