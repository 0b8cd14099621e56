import { DataSource } from 'typeorm';
import { readMigrationConfig } from './config';
import { identityMigrations } from './migrations';

/** Brings the identity database up to date with the owner's role, then ends. */
async function migrate(): Promise<void> {
  const url = readMigrationConfig().DATABASE_OWNER_URL;
  const owner = new DataSource({
    type: 'postgres',
    url,
    migrations: identityMigrations,
    migrationsTransactionMode: 'each',
  });
  await owner.initialize();
  try {
    await owner.runMigrations();
  } finally {
    await owner.destroy();
  }
}

migrate().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`the identity database cannot be migrated: ${reason}\n`);
  process.exitCode = 1;
});
