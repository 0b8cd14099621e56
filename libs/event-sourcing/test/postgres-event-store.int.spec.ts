import { randomUUID } from 'node:crypto';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { openTenantDatabase } from '#database';
import { caseNotes, metadata } from './case-notes';
import { connectAs, openPostgres, type PostgresUnderTest } from './database';
import { eventStoreContract } from './event-store.contract';

describe('the store on PostgreSQL', () => {
  let opened: PostgresUnderTest | undefined;
  afterAll(() => opened?.close());

  eventStoreContract(openedStore);

  test('times are UTC in ISO form, whatever time zone and date style the server prefers', async () => {
    const owner = await connectAs('administrator', (await openedStore()).urls);
    const { rows } = await owner.query<{ name: string }>('SELECT current_database() AS name');
    await owner.query(`ALTER DATABASE "${rows[0]?.name}" SET DateStyle = 'German'`);
    await owner.query(`ALTER DATABASE "${rows[0]?.name}" SET TimeZone = 'Europe/Berlin'`);
    await owner.end();
    const database = openTenantDatabase((await openedStore()).urls.serviceUrl);
    const store = new PostgresEventStore(database);
    const stream = { tenant: 'duisburg', streamId: randomUUID() };
    const command = { kind: 'add' as const, texts: ['eins'] };
    await runCommand(store, caseNotes, stream, command, { metadata: metadata() });
    const { events, now } = await store.read(stream);
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
    expect(events[0]?.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    await expect(store.history(stream)).resolves.toMatchObject({ brokenAt: undefined });
    await database.close();
  });

  async function openedStore(): Promise<PostgresUnderTest> {
    return (opened ??= await openPostgres());
  }
});
