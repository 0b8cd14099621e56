import type { UnknownContractEvent } from '#contracts';
import { openTenantDatabase, type TenantDatabase } from '#database';
import { testDatabase, type TestDatabase } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { auditMigrations } from '../src/migrations';
import { Witness } from '../src/read-models/witness';

let urls: TestDatabase;
let database: TenantDatabase;
let witness: Witness;

beforeAll(async () => {
  urls = await testDatabase('audit', auditMigrations);
  database = openTenantDatabase(urls.serviceUrl);
  witness = new Witness(database);
});

afterAll(async () => {
  await database.close();
  await urls.drop();
});

/** A hash that one character stands for. */
const hash = (mark: string) => mark.repeat(64);

/** An event at a place of a stream; `mark` stands for its hash, `after` for that of its predecessor. */
function event(subject: string, streamversion: number, mark: string, after = '', tenant = 'duisburg') {
  return {
    ...{ subject, streamversion, tenant, id: `${subject}/${streamversion}` },
    ...{ streamhash: hash(mark), previoushash: after && hash(after), streamtype: 'application' },
    ...{ type: 'application.FormSaved', time: '2026-11-20T10:00:00.000000Z', data: {} },
  } as unknown as UnknownContractEvent;
}

test('what came together is judged as if it had come one after another', async () => {
  const [whole, gap, forked, linked, elsewhere] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await witness.keepAll([event(whole, 1, 'a')]);
  const receptions = await witness.keepAll([
    event(whole, 2, 'b', 'a'),
    event(whole, 3, 'c', 'b'),
    event(whole, 3, 'c', 'b'),
    event(gap, 2, 'b', 'a'),
    event(forked, 1, 'a'),
    event(forked, 1, 'd'),
    event(elsewhere, 1, 'a', '', 'wuppertal'),
    event(linked, 1, 'a'),
    event(linked, 2, 'c', 'b'),
    event(elsewhere, 2, 'b', 'a', 'wuppertal'),
    event(whole, 1, 'a'),
  ]);
  expect(receptions).toEqual([
    { isNew: true },
    { isNew: true },
    { isNew: false },
    { isNew: true, alarm: 'missing-predecessor' },
    { isNew: true },
    { isNew: true, alarm: 'fork' },
    { isNew: true },
    { isNew: true },
    { isNew: true, alarm: 'broken-link' },
    { isNew: true },
    { isNew: false },
  ]);
  const kept = await witness.streams('duisburg', 'application', { after: undefined, limit: 10 });
  expect(kept.map(({ streamId, links }) => [streamId, links.length])).toEqual(
    [
      [whole, 3],
      [gap, 1],
      [forked, 2],
      [linked, 2],
    ].sort(([left], [right]) => (String(left) < String(right) ? -1 : 1)),
  );
});

test('those who follow the witness are told once to which copies something came, and not of what was known', async () => {
  const told = jest.fn();
  witness.onHeard(told);
  const stream = uuidv7();
  const both = [event(stream, 1, 'a'), event(stream, 2, 'b', 'a')];
  await witness.keepAll(both);
  await witness.keepAll(both);
  expect(told.mock.calls).toEqual([[new Set(['duisburg/application'])]]);
});

test('law 9 it remembers which accounts ended, page by page, of the city that asks alone', async () => {
  const told = (type: string, subject: string, tenant = 'duisburg') =>
    ({ ...event(subject, 2, 'b', '', tenant), type: `identity.${type}` }) as UnknownContractEvent;
  const ended = [uuidv7(), uuidv7(), uuidv7()].sort();
  const [erased = '', moved = '', last = ''] = ended;
  await witness.keepAll([
    told('PersonErased', last),
    told('PersonErased', erased),
    told('MovedInto', moved),
    told('SignedOut', uuidv7()),
    told('PersonErased', uuidv7(), 'wuppertal'),
  ]);
  expect(await witness.endedAccounts('duisburg', undefined, 2)).toEqual([erased, moved]);
  expect(await witness.endedAccounts('duisburg', moved, 2)).toEqual([last]);
});

test('an event is looked up by its key, also by a plan that was made for an empty copy', async () => {
  const fresh = await testDatabase('audit', auditMigrations);
  const alone = openTenantDatabase(fresh.serviceUrl, { connections: 1 });
  try {
    const stream = uuidv7();
    // The sixth time a statement is run its plan is kept, whatever comes later.
    for (let version = 1; version <= 20; version += 1)
      await new Witness(alone).keepAll([event(stream, version, 'a', version > 1 ? 'a' : '')]);
    await alone.acrossTenants((client) => client.query('SELECT pg_stat_force_next_flush()'));
    const read = await fresh.query<{ name: string }>(
      `SELECT indexrelname AS name FROM pg_stat_user_indexes WHERE schemaname = 'audit' AND relname = 'events' AND idx_scan > 0`,
    );
    expect(read.map(({ name }) => name)).toEqual(['events_pkey']);
  } finally {
    await alone.close();
    await fresh.drop();
  }
});
