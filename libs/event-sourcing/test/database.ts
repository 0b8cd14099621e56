import { eventStoreMigrations, PostgresEventStore, type InMemoryRow, type Upcaster } from '#event-sourcing';
import { openTenantDatabase, type TenantDatabase } from '#tenancy';
import { testDatabase, type TestDatabase } from '#testing';
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
  const database = openTenantDatabase(urls.serviceUrl);
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
