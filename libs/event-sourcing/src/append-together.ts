import type { PreparedStatement } from '#database';
import type { StoredEvent } from './hash-chain';
import type { Append, InlineRow } from './event-store';

/** The events of several streams and their rows, as values of the one statement that appends them. */
export interface AppendTogether {
  readonly statement: PreparedStatement;
  /** JSON of the events, then of the rows of each table. */
  readonly values: readonly string[];
}

const prepared = new Map<string, PreparedStatement>();

/**
 * The statement that appends to several streams of a tenant at once, all or nothing: where one of them has moved on, it ends with
 * the error of a stale row. A round trip and a transaction for each of very many small appends was measured to be most of their time.
 * @throws TypeError for a row that is not simply there after its append
 */
export function appendTogether(
  tenant: string,
  appends: readonly Append[],
  events: readonly (readonly StoredEvent[])[],
): AppendTogether {
  const tables = new Map<string, { readonly columns: InlineRow['columns']; readonly rows: object[] }>();
  for (const { streamId, expectedVersion, events: appended, rows = [] } of appends)
    for (const { table, columns, row } of rows) {
      if (row === undefined) throw new TypeError(`a row of ${table} that goes is appended by itself`);
      const known = tables.get(table) ?? { columns, rows: [] };
      known.rows.push({ ...row, stream_id: streamId, version: expectedVersion + appended.length });
      tables.set(table, known);
    }
  const told = appends.flatMap(({ expectedVersion, previousHash = '' }, index) =>
    (events[index] ?? []).map(({ streamId, version, streamType, type, ...event }) => ({
      ...{ stream_id: streamId, version, stream_type: streamType, type },
      ...{ schema_version: event.schemaVersion, recorded_at: event.recordedAt, metadata: event.metadata },
      ...{ payload: event.payload, previous_hash: event.previousHash, hash: event.hash },
      ...{ read_version: expectedVersion, read_hash: previousHash },
    })),
  );
  const key = [...tables].map(([table, { columns }]) => `${table} ${JSON.stringify(columns)}`).join('|');
  let statement = prepared.get(key);
  if (statement === undefined) {
    statement = {
      name: `append_together_${prepared.size}`,
      text: textOf([...tables].map(([table, { columns }]) => ({ table, columns }))),
    };
    prepared.set(key, statement);
  }
  return {
    statement,
    values: [
      tenant,
      JSON.stringify(told),
      `${told.length}`,
      ...[...tables.values()].map(({ rows }) => JSON.stringify(rows)),
    ],
  };
}

/** Whether a row can be written together with those of other streams. */
export function isSimpleRow({ row, key, was, version, isThere }: InlineRow): boolean {
  return (
    row !== undefined && key === undefined && was === undefined && version === undefined && isThere !== true
  );
}

/** The values are the tenant, the events, their number, and the rows of each table. Names are the code's own, never input. */
function textOf(tables: readonly Pick<InlineRow, 'table' | 'columns'>[]): string {
  const rows = tables.map(({ table, columns }, index) => {
    const names = ['stream_id', 'version', ...Object.keys(columns)];
    const typed = ['stream_id uuid', 'version int', ...Object.entries(columns).map((one) => one.join(' '))];
    return `, row_${index} AS (
      INSERT INTO ${table} (tenant, ${names.join(', ')})
      SELECT $1::text, ${names.join(', ')} FROM json_to_recordset($${index + 4}::json) AS row (${typed.join(', ')})
      ON CONFLICT (tenant, stream_id) DO UPDATE SET ${names
        .slice(1)
        .map((name) => `${name} = excluded.${name}`)
        .join(', ')})`;
  });
  return `WITH appended AS (
    INSERT INTO event_store.events
      (tenant, stream_id, version, stream_type, type, schema_version, recorded_at, metadata, payload, previous_hash, hash)
    SELECT $1::text, stream_id, version, stream_type, type, schema_version, recorded_at, metadata, payload,
      decode(previous_hash, 'hex'), decode(hash, 'hex')
    FROM json_to_recordset($2::json) AS event (stream_id uuid, version int, stream_type text, type text, schema_version smallint,
      recorded_at timestamptz, metadata text, payload text, previous_hash text, hash text, read_version int, read_hash text)
    WHERE read_version = 0 OR EXISTS (
      SELECT FROM event_store.events AS previous
      WHERE previous.tenant = $1::text AND previous.stream_id = event.stream_id AND previous.version = event.read_version
        AND previous.stream_type = event.stream_type AND previous.hash = decode(event.read_hash, 'hex'))
    ORDER BY stream_id, version
    RETURNING version)${rows.join('')}
  SELECT CASE WHEN (SELECT count(*) FROM appended) = $3::int THEN 1 ELSE event_store.refuse_stale_row() END`;
}
