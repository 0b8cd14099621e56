import { DataSource } from 'typeorm';
import { readMigrationConfig } from './config';
import { applicationMigrations } from './migrations';

/** Brings the application database up to date with the owner's role, then ends. */
async function migrate(): Promise<void> {
  const url = readMigrationConfig().DATABASE_OWNER_URL;
  const owner = new DataSource({
    type: 'postgres',
    url,
    migrations: applicationMigrations,
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
    `the application database cannot be migrated: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
