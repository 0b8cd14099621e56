import {
  BrokenHistory,
  dueTable,
  UnreadableEvent,
  type InlineRow,
  type StreamHistory,
} from '#event-sourcing';
import type { PoolClient } from 'pg';
import type { ExpectedDue, Folding } from './folding';

/** A row that is not what the fold of its events says. */
export interface ReadModelDifference {
  /** Qualified table name. */
  readonly readModel: string;
  /** Names of the columns that differ, or what is wrong with the row as a whole. Never a value. */
  readonly differing: readonly string[];
}

/** Why a stream cannot be folded: it was not compared with anything. */
export interface Unreadable {
  /** The event that keeps it from that, where it is known. */
  readonly version?: number;
  readonly reason: string;
}

interface ExpectedDueRow extends ExpectedDue {
  readonly stream_id: string;
}

/** What comparing streams with their read models has found, by stream id; a stream without findings is left out. */
export interface FoundInReadModels {
  readonly differences: ReadonlyMap<string, readonly ReadModelDifference[]>;
  readonly unreadable: ReadonlyMap<string, Unreadable>;
}

/** What a row must be, as JSON that PostgreSQL reads by the types of the columns. */
interface ExpectedRow {
  readonly stream_id: string;
  readonly version: number;
  /** False where the table must have no row of this stream. */
  readonly row_expected: boolean;
  readonly [column: string]: unknown;
}

/**
 * Folds these streams and compares the rows of every read model, and those of the due-table, one statement each.
 * @returns nothing of broken chains: nobody can say what a forged history should have led to.
 */
export async function compareReadModels(
  client: PoolClient,
  tenant: string,
  foldings: readonly Folding[],
  histories: readonly StreamHistory[],
): Promise<FoundInReadModels> {
  const found = new Map<string, ReadModelDifference[]>();
  const unreadable = new Map<string, Unreadable>();
  const note = (streamId: string, difference: ReadModelDifference) => {
    const differences = found.get(streamId);
    if (differences === undefined) found.set(streamId, [difference]);
    else differences.push(difference);
  };
  for (const folding of foldings) {
    const expected = folding.tables.map((): ExpectedRow[] => []);
    const expectedDue: ExpectedDueRow[] = [];
    for (const history of histories) {
      if (history.brokenAt !== undefined) continue;
      try {
        if (history.unreadable !== undefined) throw history.unreadable;
        const events = folding.streamType === history.streamType ? history.events : [];
        const rows = folding.rows(history, events);
        const due = folding.due(history, events);
        rows.forEach((row, index) => expected[index]?.push(expectedRow(history, row)));
        expectedDue.push(...due.map((row) => ({ ...row, stream_id: history.streamId })));
      } catch (error) {
        unreadable.set(history.streamId, whyUnreadable(error));
      }
    }
    for (const [index, model] of folding.tables.entries()) {
      for (const { streamId, differing } of await differingRows(
        client,
        tenant,
        model,
        expected[index] ?? [],
      )) {
        note(streamId, { readModel: model.table, differing });
      }
    }
    for (const { streamId, differing } of await differingDueRows(client, tenant, expectedDue))
      note(streamId, { readModel: dueTable, differing });
  }
  return { differences: found, unreadable };
}

function whyUnreadable(error: unknown): Unreadable {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof UnreadableEvent) return { version: error.event.version, reason };
  if (error instanceof BrokenHistory) return { version: error.place, reason };
  return { reason };
}

function expectedRow({ streamId, events }: StreamHistory, { row }: InlineRow): ExpectedRow {
  return { ...row, stream_id: streamId, version: events.length, row_expected: row !== undefined };
}

/**
 * JSON of the rows, with texts as a column would hold them: half of a surrogate pair becomes U+FFFD on its way into the
 * table, and `jsonb` would refuse it.
 */
function asStored(rows: readonly ExpectedRow[]): string {
  return JSON.stringify(rows, (_name, value: unknown) => {
    if (typeof value === 'bigint') return String(value);
    return typeof value === 'string' ? Buffer.from(value).toString() : value;
  });
}

/** Compares in SQL, so that each value is compared as its column's type. */
async function differingRows(
  client: PoolClient,
  tenant: string,
  { table, columns }: Pick<InlineRow, 'table' | 'columns'>,
  expected: readonly ExpectedRow[],
): Promise<readonly { readonly streamId: string; readonly differing: readonly string[] }[]> {
  if (expected.length === 0) return [];
  const types = { stream_id: 'uuid', version: 'integer', row_expected: 'boolean', ...columns };
  const named = Object.entries(types).map(([name, type]) => `${name} ${type}`);
  const comparisons = ['version', ...Object.keys(columns)].map(
    (name) => `CASE WHEN actual.${name} IS DISTINCT FROM expected.${name} THEN '${name}' END`,
  );
  const { rows } = await client.query<{
    stream_id: string;
    found: boolean;
    expected: boolean;
    differing: string[];
  }>({
    name: `differing ${table}`,
    text: `SELECT * FROM (
       SELECT expected.stream_id, actual.stream_id IS NOT NULL AS found, expected.row_expected AS expected,
         array_remove(ARRAY[${comparisons.join(', ')}], NULL) AS differing
       FROM jsonb_to_recordset($2) AS expected (${named.join(', ')})
       LEFT JOIN ${table} AS actual ON actual.tenant = $1 AND actual.stream_id = expected.stream_id) AS compared
     WHERE found <> expected OR (found AND differing <> '{}')`,
    values: [tenant, asStored(expected)],
  });
  return rows.map(({ stream_id, found, expected: wanted, differing }) => ({
    streamId: stream_id,
    differing: found ? (wanted ? differing : ['the row should not exist']) : ['the row is missing'],
  }));
}

/**
 * What a deadline rests on: a row that is missing, put off or forged is noticed by nobody, for nothing happens. What is due by
 * now may be worked already; what failed is looked at again within the hour.
 */
async function differingDueRows(
  client: PoolClient,
  tenant: string,
  expected: readonly ExpectedDueRow[],
): Promise<readonly { readonly streamId: string; readonly differing: readonly string[] }[]> {
  if (expected.length === 0) return [];
  const { rows } = await client.query<{ stream_id: string; differing: string[] }>({
    name: `differing ${dueTable}`,
    text: `SELECT stream_id, array_agg(kind || ': ' || wrong ORDER BY kind) AS differing FROM (
       SELECT expected.stream_id, expected.kind, CASE
         WHEN actual.stream_id IS NULL
           THEN CASE WHEN coalesce(expected.stands, expected.at > now()) THEN 'the row is missing' END
         WHEN NOT coalesce(expected.stands, expected.at IS NOT NULL) THEN 'the row should not exist'
         WHEN expected.stands IS NULL AND actual.due_at <> expected.at AND actual.due_at > now() THEN 'due_at'
         WHEN actual.look_at > greatest(actual.due_at, now() + interval '1 hour') THEN 'look_at'
         END AS wrong
       FROM jsonb_to_recordset($2) AS expected (stream_id uuid, kind text, at timestamptz, stands boolean)
       LEFT JOIN ${dueTable} AS actual
         ON actual.tenant = $1 AND actual.stream_id = expected.stream_id AND actual.kind = expected.kind) AS compared
     WHERE wrong IS NOT NULL GROUP BY stream_id`,
    values: [tenant, JSON.stringify(expected)],
  });
  return rows.map(({ stream_id: streamId, differing }) => ({ streamId, differing }));
}
