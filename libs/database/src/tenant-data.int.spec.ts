import pg from 'pg';
import { testDatabase, type TestDatabase } from '#testing';
import { isDatabaseFailure, openTenantDatabase, TenantData, TenantDatabase } from '#database';
import { Entity, In, PrimaryColumn, type EntityManager } from 'typeorm';
import { CreateNotes1763640000000 } from '../test/notes';

@Entity({ schema: 'testing', name: 'notes' })
class Note {
  @PrimaryColumn('text') tenant!: string;
  @PrimaryColumn('text') text!: string;
}

let urls: TestDatabase;
let pool: pg.Pool;
let database: TenantDatabase;
let data: TenantData;
beforeAll(async () => {
  urls = await testDatabase('testing', [CreateNotes1763640000000]);
  // One connection: every borrower gets the one that the others used.
  pool = new pg.Pool({ connectionString: urls.serviceUrl, max: 1, connectionTimeoutMillis: 1_000 });
  database = new TenantDatabase(pool);
  data = await TenantData.of(database, [Note]);
  await data.withTenant('duisburg', (manager) => manager.insert(Note, { tenant: 'duisburg', text: 'd1' }));
  await data.withTenant('wuppertal', (manager) => manager.insert(Note, { tenant: 'wuppertal', text: 'w1' }));
});
afterAll(async () => {
  await database.close();
  await urls.drop();
});

const everything = async (manager: EntityManager) =>
  (await manager.find(Note, { order: { text: 'ASC' } })).map(({ text }) => text);

test('a repository shows the rows of its tenant alone, whoever had the connection before', async () => {
  expect(await data.withTenant('duisburg', everything)).toStrictEqual(['d1']);
  expect(await data.withTenant('wuppertal', everything)).toStrictEqual(['w1']);
  expect(await data.inTransaction('duisburg', everything)).toStrictEqual(['d1']);
  expect(await data.withTenant('wuppertal', everything)).toStrictEqual(['w1']);
});

test('a row of another tenant cannot be written', async () => {
  const foreign = data.withTenant('duisburg', (manager) =>
    manager.save(Note, { tenant: 'wuppertal', text: 'foreign' }),
  );
  await expect(foreign).rejects.toThrow('row-level security');
  expect(await data.withTenant('wuppertal', everything)).toStrictEqual(['w1']);
});

test('a manager that is kept for longer than it was lent reaches no row', async () => {
  const kept = await data.withTenant('duisburg', (manager) => Promise.resolve(manager));
  await data.withTenant('wuppertal', async () => {
    await expect(everything(kept)).rejects.toThrow('released');
  });
});

test('there is no way to a connection but through a tenant', async () => {
  const manager = await data.withTenant('duisburg', (lent) => Promise.resolve(lent));
  await expect(manager.dataSource.manager.find(Note)).rejects.toThrow('not Connected');
  await expect(manager.dataSource.query('SELECT text FROM testing.notes')).rejects.toThrow('not Connected');
});

test('TypeORM uses the connections of the database and opens none: their number is bounded by one limit', async () => {
  await data.withTenant('duisburg', async (manager) => {
    await manager.query('SELECT');
    expect([pool.totalCount, pool.idleCount]).toStrictEqual([1, 0]);
    await expect(data.withTenant('duisburg', everything)).rejects.toThrow(
      'timeout exceeded when trying to connect',
    );
  });
  expect(await data.withTenant('duisburg', everything)).toStrictEqual(['d1']);
});

test('a connection prepares a statement once, unless it is another one for each list of values', async () => {
  const prepared = (manager: EntityManager) =>
    manager.query<{ name: string }[]>(
      `SELECT name FROM pg_prepared_statements WHERE name LIKE 'plain_%' AND statement LIKE '%"Note"."text"%'`,
    );
  await data.withTenant('duisburg', async (manager) => {
    const before = await prepared(manager);
    for (const text of ['d1', 'd2']) await manager.findBy(Note, { tenant: 'duisburg', text });
    await manager.findBy(Note, { tenant: 'duisburg', text: In(['d1', 'd2', 'd3']) });
    expect((await prepared(manager)).length - before.length).toBe(1);
  });
});

test('a transaction is committed as a whole or not at all, also what TypeORM would commit by itself', async () => {
  const failing = data.inTransaction('duisburg', async (manager, client) => {
    await client.query(`INSERT INTO testing.notes VALUES ('duisburg', 'by the driver')`);
    await manager.save(Note, { tenant: 'duisburg', text: 'by TypeORM' });
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await data.withTenant('duisburg', everything)).toStrictEqual(['d1']);
});

test('a transaction that somebody left open does not reach the next borrower', async () => {
  await data.withTenant('duisburg', async (manager) => {
    await manager.queryRunner?.startTransaction();
    await manager.insert(Note, { tenant: 'duisburg', text: 'left open' });
  });
  expect(await data.withTenant('duisburg', everything)).toStrictEqual(['d1']);
});

test('a condition without a value is an error, never every row', async () => {
  const missing = undefined as unknown as string;
  const forgotten = data.withTenant('duisburg', (manager) => manager.findBy(Note, { text: missing }));
  await expect(forgotten).rejects.toThrow('undefined');
  const deletion = data.withTenant('duisburg', (manager) => manager.delete(Note, { text: missing }));
  await expect(deletion).rejects.toThrow();
  expect(await data.withTenant('duisburg', everything)).toStrictEqual(['d1']);
});

test('what the database refuses is the error of the driver, without the values of the statement', async () => {
  const note = { tenant: 'duisburg', text: 'w1' };
  const error: unknown = await data
    .withTenant('duisburg', (manager) => manager.insert(Note, note))
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(pg.DatabaseError);
  expect(error).toMatchObject({ constraint: 'notes_text_key' });
  expect(error).not.toHaveProperty('parameters');
});

test('a database that does not answer is recognised through TypeORM, too', async () => {
  const nowhere = openTenantDatabase('postgres://service@127.0.0.1:9/nothing');
  const away = await TenantData.of(nowhere, [Note]); // needs no database
  const error: unknown = await away.withTenant('duisburg', everything).catch((reason: unknown) => reason);
  expect(isDatabaseFailure(error)).toBe(true);
  await nowhere.close();
});
