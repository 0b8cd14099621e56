import { DataSource, type DataSourceOptions, type QueryRunner } from 'typeorm';
import { ALL_TENANTS } from './row-level-security';

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

/**
 * Runs a statement of a migration for each tenant that has rows in a table, in the tenant's own name: row-level security binds the
 * owner as well. Whatever the migration does after it is in nobody's name.
 * @param statement takes the tenant as $1
 */
export async function forEachTenant(
  runner: Pick<QueryRunner, 'query'>,
  table: string,
  statement: string,
): Promise<void> {
  const be = (tenant: string) => runner.query(`SELECT set_config('app.tenant', $1, true)`, [tenant]);
  await be(ALL_TENANTS);
  const tenants = (await runner.query(`SELECT DISTINCT tenant FROM ${table}`)) as { tenant: string }[];
  for (const { tenant } of tenants) {
    await be(tenant);
    await runner.query(statement, [tenant]);
  }
  await be('');
}
