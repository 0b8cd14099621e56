import { EventEmitter, once } from 'node:events';
import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  eventStoreMigrations,
  PostgresEventStore,
  runCommand,
  type Aggregate,
  type EventStore,
} from '#event-sourcing';
import { openTenantDatabase, rowLevelSecurity, type TenantDatabase } from '#database';
import { eventually, testDatabase, type TestDatabase } from '#testing';
import { checkStreams, folding, rebuildReadModel, type CheckedStream } from '.';

interface Added {
  readonly type: 'Added';
  readonly data: { readonly amount: number };
}

/** A sum that is listed unless it is 0; its tags are JSON and its time is a column type of its own. */
const sums: Aggregate<number, number, Added> = {
  streamType: 'sum',
  decider: {
    initialState: 0,
    decide: (amount) => [{ type: 'Added', data: { amount } }],
    evolve: (sum, { data }) => sum + data.amount,
  },
  readModels: [
    {
      table: 'verification.sums',
      columns: { total: 'integer', tags: 'jsonb', updated_at: 'timestamptz' },
      row: (sum, { recordedAt }) =>
        sum === 0 ? undefined : { total: sum, tags: [{ even: sum % 2 === 0 }], updated_at: recordedAt },
    },
  ],
};

class CreateSums1 implements MigrationInterface {
  name = 'CreateSums1763650000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA verification');
    await runner.query('GRANT USAGE ON SCHEMA verification TO verification_service');
    await runner.query(`CREATE TABLE verification.sums (tenant text NOT NULL, stream_id uuid NOT NULL, version integer NOT NULL,
      total integer NOT NULL, tags jsonb NOT NULL, updated_at timestamptz NOT NULL, PRIMARY KEY (tenant, stream_id))`);
    for (const statement of rowLevelSecurity('verification.sums')) await runner.query(statement);
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON verification.sums TO verification_service');
  }

  async down(): Promise<void> {}
}

let files: TestDatabase;
let database: TenantDatabase;
let store: PostgresEventStore;
let ids: string[];

beforeEach(async () => {
  files = await testDatabase('verification', [...eventStoreMigrations('verification'), CreateSums1]);
  database = openTenantDatabase(files.serviceUrl, { connectTimeoutMs: 30_000 });
  store = new PostgresEventStore(database);
  ids = [uuidv7(), uuidv7(), uuidv7()];
  for (const [index, streamId] of ids.entries()) {
    for (let version = 1; version <= 3; version += 1) await add(streamId, index + version);
  }
});
afterEach(async () => {
  await database.close();
  await files.drop();
});

test('an honest log has no differences, page by page', async () => {
  const first = await checkStreams(database, store, [folding(sums)], { tenant: 'duisburg', limit: 2 });
  expect(first).toMatchObject({ total: 3, next: ids[1] });
  const last = await checkStreams(database, store, [folding(sums)], {
    tenant: 'duisburg',
    after: first.next,
    limit: 2,
  });
  const streams = [...first.streams, ...last.streams];
  expect(last).not.toHaveProperty('next');
  expect(streams.map(({ streamId }) => streamId)).toEqual(ids);
  for (const { hashes, differences, brokenAt } of streams) {
    expect({ events: hashes.length, differences, brokenAt }).toEqual({
      events: 3,
      differences: [],
      brokenAt: undefined,
    });
  }
});

test('a tenant is shown none of the streams of another', async () => {
  expect(
    (await checkStreams(database, store, [folding(sums)], { tenant: 'wuppertal', limit: 9 })).streams,
  ).toEqual([]);
});

test('a changed column, a missing row, a row too many and a stale row are differences', async () => {
  const stranger = uuidv7();
  await database.withTenant('duisburg', async (client) => {
    await client.query('UPDATE verification.sums SET total = 99, tags = $2 WHERE stream_id = $1', [
      ids[0],
      '[{"even": null}]',
    ]);
    await client.query('DELETE FROM verification.sums WHERE stream_id = $1', [ids[1]]);
    await client.query('UPDATE verification.sums SET version = 2 WHERE stream_id = $1', [ids[2]]);
    await client.query(`INSERT INTO verification.sums VALUES ('duisburg', $1, 1, 1, '[]', now())`, [
      stranger,
    ]);
  });
  const differing = (await check()).flatMap(({ streamId, differences }) =>
    differences.map(({ differing }) => [streamId, differing]),
  );
  expect(differing).toEqual([
    [ids[0], ['total', 'tags']],
    [ids[1], ['the row is missing']],
    [ids[2], ['version']],
    [stranger, ['the row should not exist']],
  ]);
});

test('a changed event breaks its chain there', async () => {
  await forge(
    `UPDATE event_store.events SET payload = '{"amount":1000}' WHERE stream_id = '${ids[1]}' AND version = 2`,
  );
  expect((await check())[1]).toMatchObject({ streamId: ids[1], brokenAt: 2, hashes: [expect.any(String)] });
});

test('a history that no decider can have written is a difference, not a crash', async () => {
  const picky = folding<number, number, Added>({
    ...sums,
    decider: {
      ...sums.decider,
      evolve: () => {
        throw new Error('impossible');
      },
    },
  });
  const { streams } = await checkStreams(database, store, [picky], { tenant: 'duisburg', limit: 1 });
  expect(streams[0]?.differences).toEqual([
    { readModel: 'sum', differing: ['cannot be folded: impossible'] },
  ]);
});

test('a rebuild corrects every row and nothing else, in all tenants', async () => {
  await add(uuidv7(), 7, 'wuppertal');
  await add(ids[2] ?? '', -12);
  await database.withTenant('duisburg', async (client) => {
    await client.query('UPDATE verification.sums SET total = 99 WHERE stream_id = $1', [ids[0]]);
    await client.query('DELETE FROM verification.sums WHERE stream_id = $1', [ids[1]]);
  });
  await expect(rebuildReadModel(files.ownerUrl, folding(sums), 'verification.sums')).resolves.toEqual({
    rows: 3,
    corrected: 2,
  });
  expect((await check()).flatMap(({ differences }) => differences)).toEqual([]);
  await add(ids[0] ?? '', 1);
  expect((await check()).flatMap(({ differences }) => differences)).toEqual([]);
});

test('commands go on during a rebuild', async () => {
  let writing = true;
  const write = async (streamId: string) => {
    for (let nth = 1; writing && nth <= 200; nth += 1) await add(streamId, 1);
  };
  const writers = [uuidv7(), uuidv7(), ...ids].map(write);
  try {
    for (let round = 0; round < 5; round += 1) {
      await rebuildReadModel(files.ownerUrl, folding(sums), 'verification.sums');
    }
  } finally {
    writing = false;
    await Promise.all(writers);
  }
  expect((await check()).flatMap(({ differences }) => differences)).toEqual([]);
});

test('an append that is under way when a rebuild swaps is not lost', async () => {
  const streamId = ids[0] ?? '';
  const gate = new EventEmitter();
  const appended = once(gate, 'appended');
  const appending = database.inTransaction('duisburg', async (client) => {
    const mayCommit = once(gate, 'commit');
    await add(streamId, 5, 'duisburg', store.within(client));
    gate.emit('appended');
    await mayCommit;
  });
  await appended;
  const rebuilding = rebuildReadModel(files.ownerUrl, folding(sums), 'verification.sums');
  await eventually('the rebuild waits for the append', async () => {
    const { rowCount } = await database.acrossTenants((client) =>
      client.query(`SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database
        WHERE datname = current_database()) OR NOT granted AND locktype = 'transactionid'`),
    );
    return (rowCount ?? 0) > 0;
  });
  gate.emit('commit');
  await Promise.all([appending, rebuilding]);
  expect((await check()).flatMap(({ differences }) => differences)).toEqual([]);
});

test('nothing is rebuilt upon a broken chain', async () => {
  await forge(
    `UPDATE event_store.events SET payload = '{"amount":1000}' WHERE stream_id = '${ids[1]}' AND version = 2`,
  );
  await expect(rebuildReadModel(files.ownerUrl, folding(sums), 'verification.sums')).rejects.toThrow(
    `the chain of ${ids[1]} is broken at version 2`,
  );
});

async function add(
  streamId: string,
  amount: number,
  tenant = 'duisburg',
  into: EventStore = store,
): Promise<void> {
  const commandId = uuidv7();
  await runCommand(into, sums, { tenant, streamId }, amount, {
    metadata: {
      actor: { personId: uuidv7(), role: 'caseworker' },
      commandId,
      correlationId: commandId,
      causationId: commandId,
    },
  });
}

async function check(): Promise<readonly CheckedStream[]> {
  return (await checkStreams(database, store, [folding(sums)], { tenant: 'duisburg', limit: 100 })).streams;
}

/** As somebody who owns the database and switches its protection off. */
async function forge(statement: string): Promise<void> {
  const owner = new Client({ connectionString: files.ownerUrl });
  await owner.connect();
  await owner.query(`SELECT set_config('app.tenant', 'duisburg', false)`);
  await owner.query('ALTER TABLE event_store.events DISABLE TRIGGER refuse_change');
  await owner.query(statement);
  await owner.query('ALTER TABLE event_store.events ENABLE ALWAYS TRIGGER refuse_change');
  await owner.end();
}
