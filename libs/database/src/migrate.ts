import { DataSource, type DataSourceOptions } from 'typeorm';

/**
 * Brings a service's database up to date with its owner's role, for the service's `migrate.ts`. Every migration is a
 * transaction of its own. A failure ends the process with 1 and one line that says which database.
 * @param url DATABASE_OWNER_URL
 */
export async function migrateDatabase(
  service: string,
  url: string,
  migrations: NonNullable<DataSourceOptions['migrations']>,
): Promise<void> {
  const owner = new DataSource({ type: 'postgres', url, migrations, migrationsTransactionMode: 'each' });
  try {
    await owner.initialize();
    await owner.runMigrations();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`the ${service} database cannot be migrated: ${reason}\n`);
    process.exitCode = 1;
  } finally {
    if (owner.isInitialized) await owner.destroy();
  }
}
