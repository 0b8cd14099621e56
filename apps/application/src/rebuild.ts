import pg from 'pg';
import { PostgresEventStore } from '#event-sourcing';
import { openTenantDatabase } from '#tenancy';
import { applicationAggregate } from './application.aggregate';
import { readRebuildConfig } from './config';
import { rebuildReadModel } from './verification/rebuild-read-model';

/** `node …/rebuild.js <read model>`: builds it anew from the events beside the live one and swaps it in. */
async function rebuild(wanted: string | undefined): Promise<void> {
  const { DATABASE_URL, DATABASE_OWNER_URL } = readRebuildConfig();
  const model = applicationAggregate.readModels.find(({ table }) =>
    [table, table.split('.')[1]].includes(wanted),
  );
  if (model === undefined) {
    const known = applicationAggregate.readModels.map(({ table }) => table.split('.')[1]).join(', ');
    throw new Error(`say which read model: ${known}`);
  }
  const database = openTenantDatabase(DATABASE_URL, { name: 'rebuild' });
  const owner = new pg.Client({ connectionString: DATABASE_OWNER_URL });
  await owner.connect();
  try {
    const { streams, rows, lockedMs } = await rebuildReadModel(
      owner,
      new PostgresEventStore(database),
      model,
      (done) => process.stdout.write(`${model.table}: ${done} streams folded\n`),
    );
    process.stdout.write(
      `${model.table}: ${rows} rows from ${streams} streams; appends waited ${lockedMs} ms\n`,
    );
  } finally {
    await owner.end();
    await database.close();
  }
}

rebuild(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`not rebuilt: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
