import { DataSource } from 'typeorm';
import { readMigrationConfig } from './config';
import { auditMigrations } from './migrations';

/** Brings the audit database up to date with the owner's role, then ends. */
async function migrate(): Promise<void> {
  const url = readMigrationConfig().DATABASE_OWNER_URL;
  const owner = new DataSource({
    type: 'postgres',
    url,
    migrations: auditMigrations,
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
  process.stderr.write(
    `the audit database cannot be migrated: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
