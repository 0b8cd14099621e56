import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Client } from 'pg';
import { testDatabase, testDatabaseServer, type MigrationClass, type TestDatabase } from '#testing';

/** The key that wraps the data keys of the former databases: that of a demonstration. */
export const formerKeyFile = join(__dirname, 'key-encryption-key');

/** The rows of one table, as `row_to_json` wrote them. */
type Rows = readonly Readonly<Record<string, unknown>>[];

/**
 * The tables of a former database by their qualified names, in the order in which they can be filled; none of a service that
 * the former version did not have.
 */
export function formerTables(service: string): ReadonlyMap<string, Rows> {
  const tables = new Map<string, Record<string, unknown>[]>();
  const file = join(__dirname, `${service}.jsonl.gz`);
  if (!existsSync(file)) return tables;
  for (const line of gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')) {
    const tab = line.indexOf('\t');
    const table = line.slice(0, tab);
    const row = JSON.parse(line.slice(tab + 1)) as Record<string, unknown>;
    const rows = tables.get(table);
    if (rows === undefined) tables.set(table, [row]);
    else rows.push(row);
  }
  return tables;
}

/** A database as the former version left it: its migrations, and every row that it had written. */
export async function restoreFormer(
  service: string,
  migrations: readonly MigrationClass[],
): Promise<TestDatabase> {
  const tables = formerTables(service);
  const run = new Set(tables.get('public.migrations')?.map(({ name }) => name));
  const database = await testDatabase(
    service,
    migrations.filter((migration) => run.has(new migration().name)),
  );
  const url = new URL(testDatabaseServer());
  url.pathname = new URL(database.ownerUrl).pathname;
  // As the superuser, whom row-level security does not bind: as `pg_restore` does it.
  const administrator = new Client({ connectionString: url.href });
  await administrator.connect();
  try {
    for (const [table, rows] of rebased(tables)) {
      if (table !== 'public.migrations') await fill(administrator, table, rows);
    }
  } finally {
    await administrator.end();
  }
  return database;
}

async function fill(client: Client, table: string, rows: Rows): Promise<void> {
  await client.query(
    `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::${table}, $1)`,
    [JSON.stringify(rows)],
  );
  const { rows: counters } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attidentity <> ''`,
    [table],
  );
  for (const { name } of counters) {
    await client.query(`SELECT setval(pg_get_serial_sequence($1, $2), (SELECT max(${name}) FROM ${table}))`, [
      table,
      name,
    ]);
  }
}

/**
 * The same rows with transaction ids that any server has given out long ago, in the same order: those of another server
 * may lie in this one's future, where the feed does not look (docs/how-to/operate.md, "Restore").
 */
function rebased(tables: ReadonlyMap<string, Rows>): ReadonlyMap<string, Rows> {
  const ids = new Set<string>();
  for (const rows of tables.values()) {
    for (const { transaction_id } of rows) if (transaction_id !== undefined) ids.add(String(transaction_id));
  }
  const inOrder = [...ids].sort((left, right) => Number(BigInt(left) - BigInt(right)));
  const newId = new Map(inOrder.map((id, index) => [id, String(index + 1)]));
  return new Map(
    [...tables].map(([table, rows]) => [
      table,
      rows.map((row) =>
        row['transaction_id'] === undefined
          ? row
          : { ...row, transaction_id: newId.get(String(row['transaction_id'])) },
      ),
    ]),
  );
}
