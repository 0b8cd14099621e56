import { HangingServer, testDatabase, type TestDatabase } from '#testing';
import { databaseErrors, openTenantDatabase, TenantData, type TenantDatabase } from '#database';
import { Entity, PrimaryColumn } from 'typeorm';
import { CreateNotes1763640000000 } from '../test/notes';

@Entity({ schema: 'testing', name: 'notes' })
class Note {
  @PrimaryColumn('text') tenant!: string;
  @PrimaryColumn('text') text!: string;
}

let urls: TestDatabase;
let server: HangingServer;
let database: TenantDatabase;
let data: TenantData;

beforeAll(async () => {
  urls = await testDatabase('testing', [CreateNotes1763640000000]);
  server = await HangingServer.before(urls.serviceUrl);
});
afterAll(async () => {
  await server.stop();
  await urls.drop();
});
beforeEach(async () => {
  database = openTenantDatabase(server.at(urls.serviceUrl), {
    ...{ connections: 2, connectTimeoutMs: 600, statementTimeoutMs: 600 },
  });
  data = await TenantData.of(database, [Note]);
});
afterEach(async () => {
  server.goOn();
  await database.close();
});

const list = { name: 'list_of_notes', text: 'SELECT text FROM testing.notes WHERE tenant = $1' };

/** Everything that asks a database, each in the way that services do. */
const ways: Readonly<Record<string, () => Promise<unknown>>> = {
  'a named statement': () =>
    database.withTenant('duisburg', (client) => client.query({ ...list, values: ['duisburg'] })),
  'a plain statement': () => database.withTenant('duisburg', (client) => client.query('SELECT 1')),
  'several statements at once': () =>
    database.withTenant('duisburg', (client) =>
      Promise.all([client.query('SELECT 1'), client.query({ ...list, values: ['duisburg'] })]),
    ),
  'a transaction': () => database.inTransaction('duisburg', (client) => client.query('SELECT 1')),
  'work on all tenants': () => database.acrossTenants((client) => client.query('SELECT 1')),
  'a repository': () => data.withTenant('duisburg', (manager) => manager.find(Note)),
  'a query of TypeORM': () => data.withTenant('duisburg', (manager) => manager.query('SELECT 1')),
  'a transaction of TypeORM': () => data.inTransaction('duisburg', (manager) => manager.find(Note)),
};

describe.each(['with connections that rest', 'without any connection'])('a server that hangs, %s,', (how) => {
  test.each(Object.keys(ways))('cannot tell, which is no mistake of %s: try again later', async (name) => {
    const way = ways[name] as () => Promise<unknown>;
    if (how === 'with connections that rest') await Promise.all([way(), way()]);
    server.hang();
    // More at once than there are connections, and some after those have been given up.
    const atOnce = await Promise.allSettled([way(), way(), way(), way()]);
    const later = await Promise.allSettled([way(), way(), way()]);
    const answers = [...atOnce, ...later].map((one) =>
      one.status === 'fulfilled' ? 'it answered' : (databaseErrors(one.reason)?.slug ?? String(one.reason)),
    );
    expect(answers).toEqual(Array(7).fill('temporarily-unavailable'));
    server.goOn();
    await way();
  });

  test.each(Object.keys(ways))('and answers late, is no mistake of %s either', async (name) => {
    const way = ways[name] as () => Promise<unknown>;
    if (how === 'with connections that rest') await Promise.all([way(), way()]);
    server.hang();
    const asked = [way(), way(), way(), way()];
    await Promise.race(asked.map((one) => one.catch(() => undefined)));
    server.goOn();
    const answers = await Promise.allSettled([...asked, way(), way()]);
    const wrong = answers
      .filter((one) => one.status === 'rejected')
      .filter(({ reason }) => databaseErrors(reason)?.slug !== 'temporarily-unavailable');
    expect(wrong).toEqual([]);
  });
});
