import { eventStoreMigrations, PostgresEventStore, type InMemoryRow, type Upcaster } from '#event-sourcing';
import { openTenantDatabase, type TenantDatabase } from '#database';
import { testDatabase, testDatabaseServer, type TestDatabase } from '#testing';
import pg from 'pg';
import { CreateOpenCases1763640000001, openCases, type StoreUnderTest } from './case-notes';

export interface PostgresUnderTest extends StoreUnderTest {
  readonly store: PostgresEventStore;
  readonly database: TenantDatabase;
  readonly urls: TestDatabase;
  close(): Promise<void>;
}

export const testMigrations = [...eventStoreMigrations('testing'), CreateOpenCases1763640000001];

/** A database of its own with the event store and the read model of `caseNotes`, as the service's role sees it. */
export async function openPostgres(upcasters: readonly Upcaster[] = []): Promise<PostgresUnderTest> {
  const urls = await testDatabase('testing', testMigrations);
  const database = openTenantDatabase(urls.serviceUrl, { connectTimeoutMs: 30_000 });
  return {
    urls,
    database,
    store: new PostgresEventStore(database, { upcasters }),
    rows: () => rowsOf(database),
    close: async () => {
      await database.close();
      await urls.drop();
    },
  };
}

export function rowsOf(database: TenantDatabase): Promise<readonly InMemoryRow[]> {
  return database.acrossTenants(async (client) => {
    const { rows } = await client.query<InMemoryRow>(`SELECT *, stream_id AS "streamId" FROM ${openCases}`);
    return rows;
  });
}

/** A connection with a role of choice, for what the store itself never does. `administrator` is the server's superuser. */
export async function connectAs(
  role: 'owner' | 'service' | 'administrator',
  { ownerUrl, serviceUrl }: TestDatabase,
  tenant?: string,
): Promise<pg.Client> {
  const url = new URL(
    role === 'administrator' ? testDatabaseServer() : role === 'owner' ? ownerUrl : serviceUrl,
  );
  url.pathname = new URL(ownerUrl).pathname;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  if (tenant !== undefined) await client.query(`SELECT set_config('app.tenant', $1, false)`, [tenant]);
  return client;
}
