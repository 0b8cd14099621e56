import { randomUUID } from 'node:crypto';
import {
  DueWorker,
  eventStoreMigrations,
  movedDueRow,
  PostgresEventStore,
  runCommand,
  VersionConflict,
  type Aggregate,
  type Due,
  type DueHandler,
} from '#event-sourcing';
import { openTenantDatabase, type TenantDatabase } from '#database';
import { eventually, testDatabase, type TestDatabase } from '#testing';
import { metadata } from './case-notes';

/** A parcel is called for within a time, or it goes back; two kinds of things are due. */
type ParcelEvent =
  | { readonly type: 'Arrived'; readonly data: { readonly until?: string; readonly reminderAt?: string } }
  | { readonly type: 'Reminded' | 'WentBack' | 'CalledFor'; readonly data: Readonly<Record<string, never>> };
type ParcelCommand = ParcelEvent;
interface Parcel {
  readonly until?: string | undefined;
  readonly reminderAt?: string | undefined;
}

const parcels: Aggregate<Parcel, ParcelCommand, ParcelEvent> = {
  streamType: 'parcel',
  decider: {
    initialState: {},
    decide: (command) => [command],
    evolve(parcel, event) {
      switch (event.type) {
        case 'Arrived':
          return { ...parcel, ...event.data };
        case 'Reminded':
          return { ...parcel, reminderAt: undefined };
        case 'WentBack':
        case 'CalledFor':
          return {};
      }
    },
  },
  readModels: [],
  due: [
    { kind: 'goes-back', at: ({ until }) => until },
    { kind: 'reminder', at: ({ reminderAt }) => reminderAt },
  ],
};

let urls: TestDatabase;
let database: TenantDatabase;
let store: PostgresEventStore;
const workers: DueWorker[] = [];
beforeAll(async () => {
  urls = await testDatabase('testing', eventStoreMigrations('testing'));
  database = openTenantDatabase(urls.serviceUrl);
  store = new PostgresEventStore(database);
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.beforeApplicationShutdown()));
  await urls.query('DELETE FROM event_store.due', [], 'duisburg');
});
afterAll(async () => {
  await database.close();
  await urls.drop();
});

const passed = '2026-01-01T00:00:00.000000Z';
const farAway = '2099-01-01T00:00:00.000000Z';

const give = (streamId: string, command: ParcelCommand, into = store) =>
  runCommand(into, parcels, { tenant: 'duisburg', streamId }, command, { metadata: metadata() });
const happened = async (streamId: string) =>
  (await store.read({ tenant: 'duisburg', streamId })).events.map(({ type }) => type);
const rowsOf = (streamId: string) =>
  urls.query<{ kind: string; version: number; failures: number; problem: string | null }>(
    'SELECT kind, version, failures, problem FROM event_store.due WHERE stream_id = $1 ORDER BY kind',
    [streamId],
  );

/** Gives the command within the transaction of the row. */
const giving =
  (type: 'WentBack' | 'Reminded', also: (due: Due) => void = () => undefined): DueHandler =>
  async (due, transaction) => {
    await give(due.streamId, { type, data: {} }, store.within(transaction));
    also(due);
  };

function work(handlers: Readonly<Record<string, DueHandler>>): DueWorker {
  const worker = new DueWorker(database, store, handlers);
  workers.push(worker);
  worker.onApplicationBootstrap();
  return worker;
}

test('what is due is a row that is written, moved and removed by the append that makes it so', async () => {
  const id = randomUUID();
  await give(id, { type: 'Arrived', data: { until: farAway, reminderAt: farAway } });
  expect(await rowsOf(id)).toMatchObject([
    { kind: 'goes-back', version: 1 },
    { kind: 'reminder', version: 1 },
  ]);
  await give(id, { type: 'Reminded', data: {} });
  // Unchanged, and so not written again.
  expect(await rowsOf(id)).toMatchObject([{ kind: 'goes-back', version: 1 }]);
  await give(id, { type: 'CalledFor', data: {} });
  expect(await rowsOf(id)).toEqual([]);
});

test('what nobody waits for rests a while, although it is due', async () => {
  const [resting, urgent] = [randomUUID(), randomUUID()];
  const restful = {
    ...parcels,
    due: [{ kind: 'goes-back', at: ({ until }: Parcel) => until, restMs: 60_000 }],
  };
  const halfAMinuteAgo = new Date(Date.now() - 30_000).toISOString();
  const arrives: ParcelCommand = { type: 'Arrived', data: { until: halfAMinuteAgo } };
  await runCommand(store, restful, { tenant: 'duisburg', streamId: resting }, arrives, {
    metadata: metadata(),
  });
  await give(urgent, arrives);
  work({ 'goes-back': giving('WentBack') });
  await eventually('the urgent one went back', async () => (await happened(urgent)).includes('WentBack'));
  expect(await happened(resting)).toEqual(['Arrived']);
  await urls.query(
    `UPDATE event_store.due SET look_at = look_at - interval '1 minute' WHERE stream_id = $1`,
    [resting],
    'duisburg',
  );
  work({ 'goes-back': giving('WentBack') });
  await eventually('the other one went back', async () => (await happened(resting)).includes('WentBack'));
});

test('what moves a row without an event comes too late where the row is gone, and makes none', async () => {
  const id = randomUUID();
  const moveTo = (until: string) => {
    const besides = () => [movedDueRow('goes-back', until)];
    const waits: ParcelCommand = { type: 'Reminded', data: {} };
    const silent = { ...parcels, besides, decider: { ...parcels.decider, decide: () => [] } };
    return runCommand(store, silent, { tenant: 'duisburg', streamId: id }, waits, { metadata: metadata() });
  };
  await give(id, { type: 'Arrived', data: { until: farAway } });
  await moveTo(passed);
  expect(
    await urls.query('SELECT kind FROM event_store.due WHERE due_at < now() AND stream_id = $1', [id]),
  ).toEqual([{ kind: 'goes-back' }]);
  await give(id, { type: 'CalledFor', data: {} });
  await moveTo(farAway);
  expect(await rowsOf(id)).toEqual([]);
});

test('an append that is refused makes nothing due', async () => {
  const id = randomUUID();
  await give(id, { type: 'Arrived', data: {} });
  const stale = runCommand(
    store,
    parcels,
    { tenant: 'duisburg', streamId: id },
    { type: 'Arrived', data: { until: farAway } },
    { metadata: metadata(), expectedVersion: 7 },
  );
  await expect(stale).rejects.toThrow(VersionConflict);
  expect(await rowsOf(id)).toEqual([]);
});

test('what became due while nobody was there happens at the start, once, however many instances look', async () => {
  const ids = Array.from({ length: 20 }, () => randomUUID());
  for (const id of ids) await give(id, { type: 'Arrived', data: { until: passed } });
  for (let instance = 0; instance < 3; instance += 1) work({ 'goes-back': giving('WentBack') });
  await eventually('every parcel went back', async () => (await rowsDue()) === 0);
  for (const id of ids) expect(await happened(id)).toEqual(['Arrived', 'WentBack']);
});

test('what becomes due sooner than expected wakes a worker that waits; another kind is left to a release that knows it', async () => {
  const later = randomUUID();
  await give(later, { type: 'Arrived', data: { until: farAway } });
  work({ 'goes-back': giving('WentBack') });
  const soon = randomUUID();
  await give(soon, { type: 'Arrived', data: { until: passed, reminderAt: passed } });
  await eventually('it went back', async () => (await happened(soon)).includes('WentBack'));
  expect(await happened(later)).toEqual(['Arrived']);
});

test('one transaction: a handler that fails after its command leaves the row and no event, and is tried again', async () => {
  const id = randomUUID();
  await give(id, { type: 'Arrived', data: { until: passed } });
  const failures: number[] = [];
  work({
    'goes-back': giving('WentBack', (due) => {
      failures.push(due.failures);
      if (due.failures === 0) throw new RangeError('the van has broken down');
    }),
  });
  await eventually('it was noted', async () => (await rowsOf(id))[0]?.failures === 1);
  expect(await rowsOf(id)).toMatchObject([{ failures: 1, problem: 'RangeError' }]);
  expect(await happened(id)).toEqual(['Arrived']);
  await eventually('it went back', async () => (await rowsOf(id)).length === 0);
  expect(await happened(id)).toEqual(['Arrived', 'WentBack']);
  expect(failures).toEqual([0, 1]);
});

test('a handler may say that it is not due before another time, and a failing kind holds up no other', async () => {
  const id = randomUUID();
  await give(id, { type: 'Arrived', data: { until: passed, reminderAt: passed } });
  const looks: string[] = [];
  const worker = work({
    'goes-back': (due) => {
      looks.push(due.dueAt);
      return Promise.resolve({ againAt: farAway });
    },
    reminder: () => Promise.reject(new Error('always')),
  });
  await eventually('both were tried', async () => {
    const rows = await rowsOf(id);
    return looks.length === 1 && rows.some(({ failures }) => failures > 0);
  });
  worker.wake();
  await eventually('it was tried again', async () => (await rowsOf(id)).some(({ failures }) => failures > 1));
  expect(looks).toEqual([passed]);
});

test('a repeated row, made due anew by its own command, stays', async () => {
  const id = randomUUID();
  await give(id, { type: 'Arrived', data: { until: passed } });
  work({
    'goes-back': async ({ streamId }, transaction) => {
      const next = { type: 'Arrived', data: { until: farAway } } as const;
      await give(streamId, next, store.within(transaction));
    },
  });
  await eventually('it was put off', async () => (await rowsOf(id))[0]?.version === 2);
});

async function rowsDue(): Promise<number> {
  const [row] = await urls.query<{ count: number }>('SELECT count(*)::int AS count FROM event_store.due');
  return row?.count ?? -1;
}
