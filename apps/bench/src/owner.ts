import { DataSource, type MigrationInterface } from 'typeorm';
import { asAdmin } from '#database';

/** Migrates the database of a benchmark. @param url the role that owns it */
export async function migrate(
  url: string,
  migrations: readonly (new () => MigrationInterface)[],
): Promise<void> {
  const owner = await new DataSource({ type: 'postgres', url, migrations: [...migrations] }).initialize();
  await owner.runMigrations();
  await owner.destroy();
}

/** Runs statements one after another, e.g. as the role that owns the database. */
export async function asOwner(url: string, statements: readonly string[]): Promise<void> {
  await asAdmin(url, async (owner) => {
    for (const statement of statements) await owner.query(statement);
  });
}
