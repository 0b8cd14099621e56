import { randomUUID } from 'node:crypto';
import { PostgresEventStore, runCommand, runTogether } from '#event-sourcing';
import { openTenantDatabase } from '#database';
import { caseNotes, metadata } from './case-notes';
import { readFeed } from '../src/rows';
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

describe('many streams at once', () => {
  let opened: PostgresUnderTest;
  beforeAll(async () => {
    opened = await openPostgres();
  });
  afterAll(() => opened.close());

  const streams = async (count: number): Promise<readonly string[]> => {
    const ids = Array.from({ length: count }, () => randomUUID());
    for (const streamId of ids) {
      const command = { kind: 'add' as const, texts: ['eins', 'zwei "quoted"\nÄ'] };
      await runCommand(opened.store, caseNotes, { tenant: 'duisburg', streamId }, command, {
        metadata: metadata(),
      });
    }
    return ids;
  };
  const add = { kind: 'add' as const, texts: ['drei', 'vier'] };

  test('are appended to as one by one: chains are whole, and the rows are the fold', async () => {
    const ids = await streams(3);
    const { changed, left } = await runTogether(
      opened.store,
      caseNotes,
      'duisburg',
      ids,
      (id) => (id === ids[0] ? undefined : add),
      metadata(),
    );
    expect([[...changed].sort(), left]).toEqual([ids.slice(1).sort(), []]);
    for (const streamId of ids.slice(1)) {
      const history = await opened.store.history({ tenant: 'duisburg', streamId });
      expect([history.brokenAt, history.events.length]).toEqual([undefined, 4]);
      const row = (await opened.rows()).find((one) => one.streamId === streamId);
      expect(row).toMatchObject({ version: 4, count: 4, last: 'vier' });
    }
  });

  test('and told: the feed behind the last of them is looked for in the index, never in the whole table', async () => {
    const many = { kind: 'add' as const, texts: Array.from({ length: 50 }, (_, index) => `Blatt ${index}`) };
    for (let round = 0; round < 60; round++) {
      const stream = { tenant: 'duisburg', streamId: randomUUID() };
      await runCommand(opened.store, caseNotes, stream, many, { metadata: metadata() });
    }
    // No ANALYZE: a plan has to do as well while nothing is known of a table that has just been filled.
    const { transactionId, position } = await opened.store.endOfFeed();

    const plan = await opened.database.acrossTenants(async (client) => {
      const values = [transactionId, position, '500'];
      const { rows } = await client.query<Record<string, string>>(`EXPLAIN ${readFeed.text}`, values);
      return rows.map((row) => Object.values(row).join());
    });

    expect(plan.filter((line) => /Index .*Scan/.test(line)).length).toBeGreaterThanOrEqual(2);
    expect(plan.filter((line) => line.includes('Seq Scan on events'))).toStrictEqual([]);
  });

  test('are left as they are, all of them, where one has moved on since it was read', async () => {
    const ids = await streams(2);
    const appends = await Promise.all(
      ids.map(async (streamId) => {
        const { events, now } = await opened.store.read({ tenant: 'duisburg', streamId });
        return {
          ...{ tenant: 'duisburg', streamId, streamType: caseNotes.streamType, recordedAt: now },
          ...{ expectedVersion: 2, previousHash: events.at(-1)!.hash, metadata: metadata() },
          events: [{ type: 'NoteAdded', data: { text: 'drei' } }],
        };
      }),
    );
    await runCommand(opened.store, caseNotes, { tenant: 'duisburg', streamId: ids[1]! }, add, {
      metadata: metadata(),
    });
    expect(await opened.store.appendTogether('duisburg', appends)).toBe(false);
    expect((await opened.store.read({ tenant: 'duisburg', streamId: ids[0]! })).version).toBe(2);
  });

  test('that are closed by the command, whose row goes, are left to be closed by themselves', async () => {
    const ids = await streams(1);
    const close = { kind: 'close' as const, reason: 'done' };
    const outcome = await runTogether(opened.store, caseNotes, 'duisburg', ids, () => close, metadata());
    expect(outcome).toEqual({ changed: [], left: ids });
  });
});
