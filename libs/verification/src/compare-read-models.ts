import { BrokenHistory, UnreadableEvent, type InlineRow, type StreamHistory } from '#event-sourcing';
import type { PoolClient } from 'pg';
import type { Folding } from './folding';

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
 * Folds these streams and compares the rows of every read model, one statement each.
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
    for (const history of histories) {
      if (history.brokenAt !== undefined) continue;
      try {
        if (history.unreadable !== undefined) throw history.unreadable;
        const rows = folding.rows(history, folding.streamType === history.streamType ? history.events : []);
        rows.forEach((row, index) => expected[index]?.push(expectedRow(history, row)));
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
  }>(
    `SELECT * FROM (
       SELECT expected.stream_id, actual.stream_id IS NOT NULL AS found, expected.row_expected AS expected,
         array_remove(ARRAY[${comparisons.join(', ')}], NULL) AS differing
       FROM jsonb_to_recordset($2) AS expected (${named.join(', ')})
       LEFT JOIN ${table} AS actual ON actual.tenant = $1 AND actual.stream_id = expected.stream_id) AS compared
     WHERE found <> expected OR (found AND differing <> '{}')`,
    [tenant, asStored(expected)],
  );
  return rows.map(({ stream_id, found, expected: wanted, differing }) => ({
    streamId: stream_id,
    differing: found ? (wanted ? differing : ['the row should not exist']) : ['the row is missing'],
  }));
}
