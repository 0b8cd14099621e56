import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import type { MigrationInterface } from 'typeorm';
import { inherited } from './handed-over';

/** A database of its own for one test file. */
export interface TestDatabase {
  /** The role that migrates: `<service>_owner`. */
  readonly ownerUrl: string;
  /** The role that the service runs as: `<service>_service`. */
  readonly serviceUrl: string;
  /** What the database holds, as the owner of the tables sees it: of every tenant, unless one is named. */
  query<Row extends object>(text: string, values?: unknown[], tenant?: string): Promise<Row[]>;
  /** Removes the database, ending the connections that are still open. */
  drop(): Promise<void>;
}

export type MigrationClass = new () => MigrationInterface;

/**
 * A fresh database on the PostgreSQL server of this test run: roles and rights exactly as in production, then the migrations,
 * run as the owner.
 */
export async function testDatabase(
  service: string,
  migrations: readonly MigrationClass[],
): Promise<TestDatabase> {
  const { asAdmin, provisionDatabase } = await import('#database'); // late: pure specs load no driver
  const adminUrl = testDatabaseServer();
  const database = `test_${service.replaceAll('-', '_')}_${randomBytes(6).toString('hex')}`;
  // The roles belong to the whole server and test files run side by side: one password for all.
  const passwords = { owner: 'test', service: 'test' };
  const urls = await provisionDatabase({ adminUrl, service, database, passwords });
  const { Pool } = await import('pg');
  const owner = new Pool({ connectionString: urls.owner, max: 2 });
  const drop = async (): Promise<void> => {
    await owner.end();
    await asAdmin(adminUrl, (admin) => dropDatabase(admin, database));
  };
  try {
    await migrate(urls.owner, migrations);
  } catch (error) {
    await drop();
    throw error;
  }
  const query = async <Row extends object>(text: string, values: unknown[] = [], tenant = '*') => {
    const client = await owner.connect();
    try {
      await client.query(`SELECT set_config('app.tenant', $1, false)`, [tenant]);
      return (await client.query<Row>(text, values)).rows;
    } finally {
      client.release();
    }
  };
  return { ownerUrl: urls.owner, serviceUrl: urls.service, query, drop };
}

/**
 * A pool that was closed may still be saying goodbye to the server, and would take the forced end of such a connection for an
 * error: so those get a moment. Connections that a test left open are then ended.
 */
async function dropDatabase(admin: Client, database: string): Promise<void> {
  const patience = Date.now() + 2_000;
  while (Date.now() < patience) {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1', [database]);
    if (rowCount === 0) break;
    await delay(20);
  }
  await admin.query(`DROP DATABASE "${database}" WITH (FORCE)`);
}

/** The administrator's URL of the run's PostgreSQL server. @throws Error where the global set-up did not run. */
export function testDatabaseServer(): string {
  const { databaseUrl } = inherited();
  if (!databaseUrl)
    throw new Error('There is no PostgreSQL for this test: name the file *.int.spec.ts or *.e2e.spec.ts.');
  return databaseUrl;
}

async function migrate(url: string, migrations: readonly MigrationClass[]): Promise<void> {
  const { DataSource } = await import('typeorm');
  const owner = new DataSource({
    type: 'postgres',
    url,
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
  });
  await owner.initialize();
  try {
    await owner.runMigrations();
  } finally {
    await owner.destroy();
  }
}
