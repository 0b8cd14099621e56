import { EventEmitter, once } from 'node:events';
import { v7 as uuidv7 } from 'uuid';
import type { PostgresEventStore } from '#event-sourcing';
import type { TenantDatabase } from '#database';
import { eventually } from '#testing';
import { checkStreams, folding, rebuildReadModel, type CheckedStream, type Log } from '#verification';
import { sums, SumsUnderTest, type Added } from './sums';

let tested: SumsUnderTest;
let database: TenantDatabase;
let store: PostgresEventStore;
let log: Log;
let ids: string[];

beforeEach(async () => {
  tested = await SumsUnderTest.open();
  ({ database, store, log } = tested);
  ids = [uuidv7(), uuidv7(), uuidv7()];
  for (const [index, streamId] of ids.entries()) {
    for (let version = 1; version <= 3; version += 1) await tested.add(streamId, index + version);
  }
});
afterEach(() => tested.close());

test('an honest log has no differences, page by page', async () => {
  const first = await checkStreams(log, { tenant: 'duisburg', limit: 2, counted: true });
  expect(first).toMatchObject({ total: 3, next: ids[1] });
  const last = await checkStreams(log, {
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
  expect((await checkStreams(log, { tenant: 'wuppertal', limit: 9 })).streams).toEqual([]);
});

test('a changed column, a missing row, a row too many and a stale row are differences', async () => {
  const stranger = uuidv7();
  await database.withTenant('duisburg', async (client) => {
    await client.query('UPDATE sums.sums SET total = 99, tags = $2 WHERE stream_id = $1', [
      ids[0],
      '[{"even": null}]',
    ]);
    await client.query('DELETE FROM sums.sums WHERE stream_id = $1', [ids[1]]);
    await client.query('UPDATE sums.sums SET version = 2 WHERE stream_id = $1', [ids[2]]);
    await client.query(`INSERT INTO sums.sums VALUES ('duisburg', $1, 1, 1, '[]', now())`, [stranger]);
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

test('what is due and is put off, forged or gone is a difference, on a stream without events, too', async () => {
  const [first = '', second = '', third = ''] = ids;
  const stranger = uuidv7();
  for (const streamId of ids.slice(0, 2)) await tested.add(streamId, 100);
  expect((await check()).flatMap(({ differences }) => differences)).toEqual([]);
  const tamper = async (statement: string, streamId: string) =>
    database.withTenant('duisburg', (client) => client.query(statement, [streamId]));
  await tamper(`UPDATE event_store.due SET due_at = due_at + interval '1 day' WHERE stream_id = $1`, first);
  await tamper(`DELETE FROM event_store.due WHERE stream_id = $1`, second);
  for (const streamId of [third, stranger])
    await tamper(`INSERT INTO event_store.due VALUES ('duisburg', $1, 'audit', 1, now(), now())`, streamId);
  const differing = (await check()).map(({ streamId, differences }) => [streamId, ...differences]);
  expect(differing).toEqual([
    [first, { readModel: 'event_store.due', differing: ['audit: due_at'] }],
    [
      second,
      {
        readModel: 'event_store.due',
        differing: ['audit: the row is missing', 'payment: the row is missing'],
      },
    ],
    [third, { readModel: 'event_store.due', differing: ['audit: the row should not exist'] }],
    [stranger, { readModel: 'event_store.due', differing: ['audit: the row should not exist'] }],
  ]);
  await tamper(
    `UPDATE event_store.due SET due_at = '2099-12-31Z', look_at = 'infinity' WHERE stream_id = $1`,
    first,
  );
  const [{ differences } = { differences: [] }] = await check();
  expect(differences).toEqual([
    { readModel: 'event_store.due', differing: ['audit: look_at', 'payment: look_at'] },
  ]);
});

test('a changed event breaks its chain there', async () => {
  await tested.forge(
    `UPDATE event_store.events SET payload = '{"amount":1000}' WHERE stream_id = '${ids[1]}' AND version = 2`,
  );
  expect((await check())[1]).toMatchObject({ streamId: ids[1], brokenAt: 2, hashes: [expect.any(String)] });
});

test('a history that no decider can have written is named, not a crash', async () => {
  const picky = folding<number, number, Added>({
    ...sums,
    decider: {
      ...sums.decider,
      evolve: () => {
        throw new Error('impossible');
      },
    },
  });
  const { streams } = await checkStreams({ ...log, foldings: [picky] }, { tenant: 'duisburg', limit: 1 });
  expect(streams[0]).toMatchObject({
    unreadable: { version: 1, reason: 'the history cannot be folded at its event 1 (Added): impossible' },
    differences: [],
  });
});

test('a rebuild corrects every row and nothing else, in all tenants', async () => {
  await tested.add(uuidv7(), 7, 'wuppertal');
  await tested.add(ids[2] ?? '', -12);
  await database.withTenant('duisburg', async (client) => {
    await client.query('UPDATE sums.sums SET total = 99 WHERE stream_id = $1', [ids[0]]);
    await client.query('DELETE FROM sums.sums WHERE stream_id = $1', [ids[1]]);
  });
  await expect(rebuildReadModel(tested.ownerUrl, folding(sums), 'sums.sums')).resolves.toEqual({
    rows: 3,
    corrected: 2,
  });
  expect((await check()).flatMap(({ differences }) => differences)).toEqual([]);
  await tested.add(ids[0] ?? '', 1);
  expect((await check()).flatMap(({ differences }) => differences)).toEqual([]);
});

test('commands go on during a rebuild', async () => {
  let writing = true;
  const write = async (streamId: string) => {
    for (let nth = 1; writing && nth <= 200; nth += 1) await tested.add(streamId, 1);
  };
  const writers = [uuidv7(), uuidv7(), ...ids].map(write);
  try {
    for (let round = 0; round < 5; round += 1) {
      await rebuildReadModel(tested.ownerUrl, folding(sums), 'sums.sums');
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
    await tested.add(streamId, 5, 'duisburg', store.within(client));
    gate.emit('appended');
    await mayCommit;
  });
  await appended;
  const rebuilding = rebuildReadModel(tested.ownerUrl, folding(sums), 'sums.sums');
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
  await tested.forge(
    `UPDATE event_store.events SET payload = '{"amount":1000}' WHERE stream_id = '${ids[1]}' AND version = 2`,
  );
  await expect(rebuildReadModel(tested.ownerUrl, folding(sums), 'sums.sums')).rejects.toThrow(
    `the chain of ${ids[1]} is broken at version 2`,
  );
});

async function check(): Promise<readonly CheckedStream[]> {
  return (await checkStreams(log, { tenant: 'duisburg', limit: 100 })).streams;
}
