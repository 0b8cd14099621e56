import type { InlineRow, RowAlongside } from './event-store';
import type { PreparedStatement } from '#database';

/** What decides the text of an append: everything else is a value. */
export interface AppendShape {
  readonly events: number;
  readonly rows: readonly InlineRow[];
  /** Whether an answer is kept under an idempotency key. */
  readonly keepsAnswer: boolean;
  readonly alongside: RowAlongside | undefined;
}

/** Values that every append has, in this order, before those of its events, rows and kept answer. */
const shared = {
  tenant: '$1::text',
  streamId: '$2::uuid',
  expectedVersion: '$3::int',
  streamType: '$4::text',
  recordedAt: '$5::timestamptz',
  metadata: '$6::text',
  previousHash: `decode($7, 'hex')`,
};
const sharedCount = 7;
/** Without events only tenant, stream id and expected version are there. */
const sharedCountWithoutEvents = 3;

const prepared = new Map<string, PreparedStatement>();

/** SQLSTATE of a row that is gone or has another version (`InlineRow.was`), raised by `event_store.refuse_stale_row`. */
export const staleRow = 'ES001';

/**
 * The one statement that appends: it checks the event before, inserts the events, writes the inline rows and keeps the
 * answer, all or nothing and in one round trip. It returns one row when the stream stood at the expected version, else none.
 * A row that is not at the version at which it has to be ends the statement with the error {@link staleRow}.
 *
 * Everything besides the events selects from `appended`, so the events are inserted first (the table refuses an append
 * that is not the first write of its transaction) and nothing is written when they are not.
 *
 * Order of the values: tenant, stream id, expected version; with events also stream type, time, metadata, previous hash, and
 * type, schema version, payload and hash of each event; key, version and columns of each row; key, fingerprint and answer; the columns
 * of the row alongside.
 */
export function appendStatement(shape: AppendShape): PreparedStatement {
  const key = shapeKey(shape);
  let statement = prepared.get(key);
  if (statement === undefined) {
    statement = { name: `append_${prepared.size}`, text: appendText(shape) };
    prepared.set(key, statement);
  }
  return statement;
}

function shapeKey({ events, rows, keepsAnswer, alongside }: AppendShape): string {
  let key = keepsAnswer ? `${events}+` : `${events}`;
  for (const { table, columns, row, key: more = {}, was, isThere, version } of rows) {
    key += row === undefined ? `-${table}` : `|${table}`;
    for (const column in more) key += ` ${column}`;
    if (was !== undefined) key += ' was';
    if (isThere) key += ' there';
    if (version !== undefined) key += ' from';
    if (row !== undefined) for (const column in columns) key += ` ${column} ${columns[column]}`;
  }
  return alongside === undefined ? key : `${key}&${alongside.table} ${Object.keys(alongside.row).join(' ')}`;
}

function appendText({ events, rows, keepsAnswer, alongside }: AppendShape): string {
  let parameter = events > 0 ? sharedCount : sharedCountWithoutEvents;
  const next = () => `$${(parameter += 1)}`;
  const ctes = [`appended AS (${events > 0 ? eventsText(events, next) : nothingAppended})`];
  const checks: string[] = [];
  rows.forEach((row, index) => {
    ctes.push(`row_${index} AS (${rowText(row, events, next)})`);
    if (row.was !== undefined) checks.push(`(SELECT count(*) FROM row_${index}) = 1`);
  });
  if (keepsAnswer) {
    ctes.push(`kept AS (
  INSERT INTO event_store.kept_answers (tenant, key, fingerprint, stream_id, version, answer)
  SELECT ${shared.tenant}, ${next()}, ${next()}, ${shared.streamId}, ${shared.expectedVersion} + ${events}, ${next()}
  WHERE EXISTS (SELECT FROM appended))`);
  }
  if (alongside !== undefined) {
    const names = Object.keys(alongside.row);
    assertPlain(alongside.table, names);
    ctes.push(`alongside AS (
  INSERT INTO ${alongside.table} (${['tenant', ...names].join(', ')})
  SELECT ${[shared.tenant, ...names.map(next)].join(', ')} WHERE EXISTS (SELECT FROM appended))`);
  }
  const done =
    checks.length === 0
      ? '1'
      : `CASE WHEN ${checks.join(' AND ')} THEN 1 ELSE event_store.refuse_stale_row() END`;
  return `WITH ${ctes.join(',\n')}\nSELECT ${done} FROM appended LIMIT 1`;
}

/** The version may be anything: what is changed without an event has a version of its own. */
const nothingAppended = `SELECT ${shared.streamId} AS stream_id, ${shared.expectedVersion} AS version`;

function eventsText(events: number, next: () => string): string {
  const eventRows: string[] = [];
  let previousHash = shared.previousHash;
  for (let nth = 1; nth <= events; nth += 1) {
    const [type, schemaVersion, payload, hash] = [
      `${next()}::text`,
      `${next()}::smallint`,
      `${next()}::text`,
      `decode(${next()}, 'hex')`,
    ];
    eventRows.push(`(${nth}, ${type}, ${schemaVersion}, ${payload}, ${previousHash}, ${hash})`);
    previousHash = hash;
  }
  return `
  INSERT INTO event_store.events
    (tenant, stream_id, version, stream_type, type, schema_version, recorded_at, metadata, payload, previous_hash, hash)
  SELECT ${shared.tenant}, ${shared.streamId}, ${shared.expectedVersion} + event.nth, ${shared.streamType}, event.type,
    event.schema_version, ${shared.recordedAt}, ${shared.metadata}, event.payload, event.previous_hash, event.hash
  FROM (VALUES ${eventRows.join(', ')}) AS event (nth, type, schema_version, payload, previous_hash, hash)
  WHERE ${shared.expectedVersion} = 0 OR EXISTS (
    SELECT FROM event_store.events AS previous
    WHERE previous.tenant = ${shared.tenant} AND previous.stream_id = ${shared.streamId}
      AND previous.version = ${shared.expectedVersion} AND previous.stream_type = ${shared.streamType}
      AND previous.hash = ${shared.previousHash})
  RETURNING version`;
}

function rowText(
  { table, columns, row, key = {}, was, isThere, version: from }: InlineRow,
  events: number,
  next: () => string,
): string {
  const names = Object.keys(columns);
  const keys = Object.keys(key);
  assertPlain(table, [...keys, ...names]);
  const keyValues = keys.map(() => `${next()}::text`);
  const whose = [
    `old.tenant = ${shared.tenant} AND old.stream_id = ${shared.streamId}`,
    ...keys.map((name, index) => `old.${name} = ${keyValues[index]}`),
    ...(was === undefined ? [] : [`old.version = ${next()}::int`]),
    'EXISTS (SELECT FROM appended)',
  ].join(' AND ');
  if (row === undefined) return `DELETE FROM ${table} AS old WHERE ${whose} RETURNING 1`;
  const begins = from === undefined ? `${shared.expectedVersion} + ${events}` : `${next()}::int`;
  const values = names.map((name) => `${next()}::${columns[name]}`);
  if (was !== undefined || isThere) {
    const version = was === undefined ? `${shared.expectedVersion} + ${events}` : 'old.version + 1';
    const changes = names.map((name, index) => `${name} = ${values[index]}`);
    return `UPDATE ${table} AS old SET ${[`version = ${version}`, ...changes].join(', ')} WHERE ${whose} RETURNING 1`;
  }
  return `
  INSERT INTO ${table} (${['tenant', 'stream_id', 'version', ...keys, ...names].join(', ')})
  SELECT ${[shared.tenant, shared.streamId, begins, ...keyValues, ...values].join(', ')}
  WHERE EXISTS (SELECT FROM appended)
  ON CONFLICT (${['tenant', 'stream_id', ...keys].join(', ')}) DO UPDATE SET ${['version', ...names].map((name) => `${name} = excluded.${name}`).join(', ')}`;
}

function assertPlain(table: string, columns: readonly string[]): void {
  for (const name of [...table.split('.'), ...columns]) {
    if (!/^[a-z_][a-z0-9_]*$/.test(name))
      throw new TypeError(`"${name}" of ${table} is not a plain SQL name`);
  }
}
