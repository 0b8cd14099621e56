import { testDatabase, testDatabaseServer, type TestDatabase } from '#testing';
import {
  asAdmin,
  openTenantDatabase,
  tenantAskedOnce,
  tenantsAreNeverAll,
  type TenantDatabase,
} from '#database';
import type pg from 'pg';
import { CreateNotes1763640000000 } from '../test/notes';

let urls: TestDatabase;
let database: TenantDatabase;
beforeAll(async () => {
  urls = await testDatabase('testing', [CreateNotes1763640000000]);
  // One connection: every borrower gets the one that the others used.
  database = openTenantDatabase(urls.serviceUrl, { connections: 1 });
});
afterAll(async () => {
  await database.close();
  await urls.drop();
});

const note = (client: pg.PoolClient, tenant: string, text: string) =>
  client.query('INSERT INTO testing.notes (tenant, text) VALUES ($1, $2)', [tenant, text]);
const texts = async (client: pg.PoolClient) => {
  const { rows } = await client.query<{ text: string }>('SELECT text FROM testing.notes ORDER BY text');
  return rows.map(({ text }) => text);
};

test('a connection that another tenant used before shows this tenant alone', async () => {
  await database.withTenant('duisburg', (client) => note(client, 'duisburg', 'd1'));
  await database.withTenant('wuppertal', (client) => note(client, 'wuppertal', 'w1'));
  expect(await database.withTenant('duisburg', texts)).toStrictEqual(['d1']);
  expect(await database.withTenant('wuppertal', texts)).toStrictEqual(['w1']);
  expect(await database.acrossTenants(texts)).toStrictEqual(['d1', 'w1']);
  expect(await database.withTenant('duisburg', texts)).toStrictEqual(['d1']);
});

test('a tenant is lent the connection that was its own before, so that nothing has to be set', async () => {
  const two = openTenantDatabase(urls.serviceUrl, { connections: 2 });
  const connection = async (client: pg.PoolClient) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return rows[0]?.pid;
  };
  // Both at once, so that each has one.
  let free: () => void = () => undefined;
  const both = new Promise<void>((resolve) => (free = resolve));
  const ofDuisburg = two.withTenant('duisburg', async (client) => {
    const pid = await connection(client);
    await both;
    return pid;
  });
  const ofAll = await two.acrossTenants(connection);
  free();
  const own = await ofDuisburg;
  expect(own).not.toBe(ofAll);
  for (let turn = 0; turn < 3; turn += 1) {
    expect(await two.acrossTenants(connection)).toBe(ofAll);
    expect(await two.withTenant('duisburg', connection)).toBe(own);
  }
  await two.close();
});

test('a row of another tenant cannot be written, nor any row by work on all tenants', async () => {
  const foreign = database.withTenant('duisburg', (client) => note(client, 'wuppertal', 'foreign'));
  await expect(foreign).rejects.toThrow('row-level security');
  const unbound = database.acrossTenants((client) => note(client, 'duisburg', 'unbound'));
  await expect(unbound).rejects.toThrow('row-level security');
});

test('no row of a tenant that is called as all tenants can be written, changed or removed', async () => {
  const called = database.acrossTenants((client) => note(client, '*', 'of all'));
  await expect(called).rejects.toThrow('row-level security');
  // As the administrator, whom row-level security does not bind.
  const url = new URL(testDatabaseServer());
  url.pathname = new URL(urls.ownerUrl).pathname;
  await asAdmin(url.href, (admin) => admin.query(`INSERT INTO testing.notes VALUES ('*', 'left behind')`));
  await database.acrossTenants((client) => client.query('DELETE FROM testing.notes'));
  const left = await asAdmin(url.href, (admin) =>
    admin.query(`DELETE FROM testing.notes WHERE tenant = '*' RETURNING text`),
  );
  expect(left.rows).toEqual([{ text: 'left behind' }]);
});

test('the policy of a former version is brought up to it', async () => {
  const own = `tenant = current_setting('app.tenant', true)`;
  await asAdmin(urls.ownerUrl, async (owner) => {
    await owner.query(`ALTER POLICY own_tenant ON testing.notes USING (${own}) WITH CHECK (${own})`);
    await owner.query(`SELECT set_config('app.tenant', '*', false)`);
    await owner.query(`INSERT INTO testing.notes VALUES ('*', 'written by a former version')`);
    await owner.query('DELETE FROM testing.notes');
    for (const statement of tenantsAreNeverAll) await owner.query(statement);
    const again = owner.query(`INSERT INTO testing.notes VALUES ('*', 'written again')`);
    await expect(again).rejects.toThrow('row-level security');
  });
});

test('a table that asks for the tenant once in a statement separates tenants as before', async () => {
  await asAdmin(urls.ownerUrl, async (owner) => {
    for (const statement of tenantAskedOnce('testing.notes')) await owner.query(statement);
  });
  await database.withTenant('duisburg', (client) => note(client, 'duisburg', 'once-d'));
  await database.withTenant('wuppertal', (client) => note(client, 'wuppertal', 'once-w'));
  // One statement of one connection, prepared once for all of them.
  const seen = async (client: pg.PoolClient) => {
    const text = `SELECT text FROM testing.notes WHERE text IN ('once-d', 'once-w') ORDER BY text`;
    const { rows } = await client.query<{ text: string }>({ name: 'seen', text });
    return rows.map((row) => row.text);
  };
  for (let turn = 0; turn < 8; turn += 1) {
    expect(await database.withTenant('duisburg', seen)).toStrictEqual(['once-d']);
    expect(await database.withTenant('wuppertal', seen)).toStrictEqual(['once-w']);
    expect(await database.acrossTenants(seen)).toStrictEqual(['once-d', 'once-w']);
  }
  const foreign = database.withTenant('duisburg', (client) => note(client, 'wuppertal', 'foreign'));
  await expect(foreign).rejects.toThrow('row-level security');
  const unbound = database.acrossTenants((client) => note(client, 'duisburg', 'unbound'));
  await expect(unbound).rejects.toThrow('row-level security');
  for (const tenant of ['duisburg', 'wuppertal'])
    await database.withTenant(tenant, (client) =>
      client.query(`DELETE FROM testing.notes WHERE text LIKE 'once-%'`),
    );
});

test('a role may keep no transaction open for long, and connects to its own database alone', async () => {
  const { rows } = await asAdmin(urls.serviceUrl, (service) =>
    service.query(`SELECT name, setting FROM pg_settings WHERE name = ANY($1) ORDER BY name`, [
      ['idle_in_transaction_session_timeout', 'statement_timeout', 'transaction_timeout'],
    ]),
  );
  expect(rows).toStrictEqual([
    { name: 'idle_in_transaction_session_timeout', setting: '10000' },
    { name: 'statement_timeout', setting: '30000' },
    { name: 'transaction_timeout', setting: '60000' },
  ]);
  const other = await testDatabase('neighbour', []);
  const url = new URL(urls.serviceUrl);
  url.pathname = new URL(other.ownerUrl).pathname;
  await expect(asAdmin(url.href, (client) => client.query('SELECT'))).rejects.toThrow(
    'permission denied for database',
  );
  await other.drop();
});

test.each(['', '*'])('"%s" is not a tenant', async (tenant) => {
  await expect(database.withTenant(tenant, texts)).rejects.toThrow('is not a tenant');
});

test('a transaction is committed as a whole or not at all', async () => {
  const before = await database.acrossTenants(texts);
  const failing = database.inTransaction('duisburg', async (client) => {
    await note(client, 'duisburg', 'd2');
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await database.acrossTenants(texts)).toStrictEqual(before);
  await database.inTransaction('duisburg', (client) => note(client, 'duisburg', 'd2'));
  expect(await database.withTenant('duisburg', texts)).toStrictEqual(['d1', 'd2']);
});

test('a failed statement that was swallowed does not pass for a commit', async () => {
  const committed = jest.fn();
  const swallowing = database.inTransaction('duisburg', async (client) => {
    database.onCommit(client, committed);
    await note(client, 'duisburg', 'd3');
    await note(client, 'duisburg', 'd3').catch(() => undefined);
  });
  await expect(swallowing).rejects.toThrow('was rolled back');
  expect(committed).not.toHaveBeenCalled();
});

test('a transaction that somebody left open does not reach the next borrower', async () => {
  await database.withTenant('duisburg', async (client) => {
    await client.query('BEGIN');
    await note(client, 'duisburg', 'left open');
  });
  expect(await database.withTenant('duisburg', texts)).not.toContain('left open');
});

test('a database that answers and can store nothing is not ready, for a while after the last attempt', async () => {
  await database.check();
  const clock = jest.spyOn(performance, 'now');
  const began = performance.now();
  clock.mockReturnValue(began);
  const full = database.withTenant('duisburg', (client) =>
    client.query(
      `DO $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$`,
    ),
  );
  await expect(full).rejects.toThrow('No space left');
  await expect(database.check()).rejects.toThrow('it can store nothing: could not extend file');
  clock.mockReturnValue(began + 10_001);
  await database.check();
  clock.mockRestore();
});
