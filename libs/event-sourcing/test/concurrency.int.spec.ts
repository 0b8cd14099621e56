import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { openTenantDatabase } from '#database';
import {
  fold,
  PostgresEventStore,
  Refusal,
  runCommand,
  type FeedEvent,
  type FeedPosition,
  type StreamName,
} from '#event-sourcing';
import { eventually } from '#testing';
import fc from 'fast-check';
import { caseNotes, metadata, notesDecider, type NotesCommand, type NotesEvent } from './case-notes';
import { connectAs, openPostgres, type PostgresUnderTest } from './database';

let tested: PostgresUnderTest;
beforeAll(async () => {
  tested = await openPostgres();
});
afterAll(() => tested.close());

/** One writer's commands, each to one of a few streams. */
interface Step {
  readonly stream: number;
  readonly command: NotesCommand;
}
const command: fc.Arbitrary<NotesCommand> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      texts: fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), reason: fc.string() }) },
);
const step: fc.Arbitrary<Step> = fc.record({ stream: fc.nat(3), command });
const writers = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 8 });

test('writers at once, on the same and on different streams: versions gapless, chain valid, read model = fold', async () => {
  await fc.assert(
    fc.asyncProperty(writers, async (plans) => {
      const streams: StreamName[] = Array.from({ length: 4 }, (_, index) => ({
        tenant: index % 2 === 0 ? 'duisburg' : 'wuppertal',
        streamId: randomUUID(),
      }));
      const written = await Promise.all(plans.map((plan) => write(streams, plan)));

      const rows = await tested.rows();
      let found = 0;
      for (const stream of streams) {
        const { events, brokenAt } = await tested.store.history<NotesEvent>(stream);
        expect(brokenAt).toBeUndefined();
        expect(events.map(({ version }) => version)).toStrictEqual(events.map((_, index) => index + 1));
        const times = events.map(({ recordedAt }) => recordedAt);
        expect(times).toStrictEqual([...times].sort());
        found += events.length;

        const state = fold(notesDecider, events);
        const row = rows.find(({ streamId }) => streamId === stream.streamId);
        if (events.length === 0 || state.closed) expect(row).toBeUndefined();
        else
          expect(row).toMatchObject({
            version: events.length,
            count: state.notes.length,
            notes: state.notes,
          });
      }
      expect(found).toBe(written.reduce((sum, count) => sum + count));
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

/** Runs one writer's commands in turn. @returns how many events it caused. */
async function write(streams: readonly StreamName[], plan: readonly Step[]): Promise<number> {
  let events = 0;
  for (const { stream, command } of plan) {
    const name = streams[stream];
    if (name === undefined) throw new Error(`there is no stream ${stream}`);
    let before = 0;
    try {
      const { version } = await runCommand(
        tested.store,
        caseNotes,
        name,
        (reading) => {
          before = reading.version;
          // PostgreSQL has no NUL in jsonb; the HTTP edge refuses it.
          return JSON.parse(JSON.stringify(command).replaceAll('\\u0000', '')) as NotesCommand;
        },
        { metadata: metadata() },
      );
      events += version - before;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return events;
}

test('the feed leaves nothing out and keeps the order of each stream while others write', async () => {
  const streams: StreamName[] = Array.from({ length: 6 }, () => ({
    tenant: 'duisburg',
    streamId: randomUUID(),
  }));
  const expected = 8 * 15;
  let after = await endOfFeed();
  const seen: FeedEvent[] = [];
  const reading = eventually(
    `${expected} events in the feed`,
    async () => {
      const { events: page } = await tested.store.readFeed(after, 7);
      seen.push(...page);
      after = checkpointOf(page.at(-1)) ?? after;
      return seen.length >= expected;
    },
    30_000,
  );
  const writing = Array.from({ length: 8 }, async (_, writer) => {
    for (let nth = 0; nth < 15; nth += 1) {
      const stream = streams[(writer + nth) % streams.length] ?? { tenant: '', streamId: '' };
      await runCommand(tested.store, caseNotes, stream, add, { metadata: metadata() });
    }
  });
  await Promise.all([reading, ...writing]);

  expect(seen).toHaveLength(expected);
  for (const { streamId } of streams) {
    const versions = seen.filter((event) => event.streamId === streamId).map(({ version }) => version);
    expect(versions).toStrictEqual(versions.map((_, index) => index + 1));
  }
});

test('an event whose transaction began earlier but commits later is not skipped', async () => {
  const [slow, fast] = [randomUUID(), randomUUID()];
  const after = await endOfFeed();
  await tested.database.inTransaction('duisburg', async (client) => {
    const store = tested.store.within(client);
    await runCommand(store, caseNotes, { tenant: 'duisburg', streamId: slow }, add, { metadata: metadata() });
    await runCommand(tested.store, caseNotes, { tenant: 'duisburg', streamId: fast }, add, {
      metadata: metadata(),
    });
    // Delivering `fast` now would move the checkpoint past `slow`, which nobody would ever see.
    await expect(tested.store.readFeed(after, 10)).resolves.toStrictEqual({ events: [], heldBack: true });
  });
  expect(await deliveredAfter(after, 2)).toStrictEqual([`${slow}/1`, `${fast}/1`]);
});

test('a transaction that another one overtakes between two of its events: no checkpoint jumps over the second', async () => {
  const [slow, fast] = [randomUUID(), randomUUID()];
  const after = await endOfFeed();
  const gate = await connectAs('service', tested.urls);
  const writer = await connectAs('service', tested.urls, 'duisburg');
  await gate.query('SELECT pg_advisory_lock(17)');
  const writing = writer.query(
    `INSERT INTO event_store.events
      (tenant, stream_id, version, stream_type, type, schema_version, recorded_at, metadata, payload, previous_hash, hash)
    SELECT 'duisburg', $1, nth, 'overtaken', 'NoteAdded', 1, now(), '{}', '{}',
      CASE nth WHEN 1 THEN ''::bytea ELSE sha256('any') END, sha256('any')
    FROM generate_series(1, 2) AS nth, LATERAL (SELECT CASE nth WHEN 2 THEN pg_advisory_lock(17)::text END) AS waiting`,
    [slow],
  );
  await eventually('the writer waits between its two events', async () => {
    const { rowCount } = await gate.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
    return rowCount === 1;
  });
  await runCommand(tested.store, caseNotes, { tenant: 'duisburg', streamId: fast }, add, {
    metadata: metadata(),
  });
  await gate.query('SELECT pg_advisory_unlock(17)');
  await writing;
  await Promise.all([gate.end(), writer.end()]);

  expect(await deliveredAfter(after, 3)).toStrictEqual([`${slow}/1`, `${slow}/2`, `${fast}/1`]);
});

test('of two processes that are given a command under one key, one makes it', async () => {
  const elsewhere = openTenantDatabase(tested.urls.serviceUrl, { connectTimeoutMs: 30_000 });
  const options = { metadata: metadata(), idempotency: { key: randomUUID(), fingerprint: 'f' } };
  const gate = new EventEmitter();
  const [begun, mayGoOn] = [once(gate, 'begun'), once(gate, 'go-on')];
  const makeCommand = jest.fn(async () => {
    gate.emit('begun');
    await mayGoOn;
    return add;
  });
  const give = (store: PostgresEventStore) =>
    runCommand(store, caseNotes, { tenant: 'duisburg', streamId: randomUUID() }, makeCommand, options);
  try {
    const first = give(tested.store);
    await begun;
    const store = new PostgresEventStore(elsewhere);
    const looks = jest.spyOn(store, 'read');
    const second = give(store);
    await eventually(
      'the second process has met the lock and looks again',
      () => looks.mock.calls.length > 2,
    );
    gate.emit('go-on');
    expect((await Promise.all([first, second])).map(({ repeated }) => repeated)).toStrictEqual([false, true]);
    expect(makeCommand).toHaveBeenCalledTimes(1);
  } finally {
    await elsewhere.close();
  }
});

test('many streams are visited in batches, each whole', async () => {
  const end = await endOfFeed();
  const { events: feed } = await tested.store.readFeed(undefined, 1_000_000);
  const expected = feed.filter(({ streamType }) => streamType === caseNotes.streamType).length;
  expect(checkpointOf(feed.at(-1))).toStrictEqual(end);
  expect(await tested.store.endOfFeed()).toStrictEqual(end);
  let events = 0;
  for await (const stream of tested.store.allStreams(caseNotes.streamType)) {
    expect(stream.brokenAt).toBeUndefined();
    expect(stream.events.map(({ version }) => version)).toStrictEqual(
      stream.events.map((_, index) => index + 1),
    );
    events += stream.events.length;
  }
  expect(events).toBe(expected);
});

const add: NotesCommand = { kind: 'add', texts: ['x'] };

const checkpointOf = (event: FeedEvent | undefined): FeedPosition | undefined =>
  event && { transactionId: event.transactionId, position: event.position };

/**
 * Where the feed stands once everything written so far is in it. Other tests on the same server may hold it back for a
 * moment, so it is waited for.
 */
async function endOfFeed(): Promise<FeedPosition | undefined> {
  const marker = { tenant: 'duisburg', streamId: randomUUID() };
  await runCommand(tested.store, caseNotes, marker, add, { metadata: metadata() });
  return eventually('the marker in the feed', async () => {
    const last = (await tested.store.readFeed(undefined, 1_000_000)).events.at(-1);
    return last?.streamId === marker.streamId ? checkpointOf(last) : undefined;
  });
}

/** The next `count` events of the feed, read in pages of two, as `<stream>/<version>`. */
async function deliveredAfter(after: FeedPosition | undefined, count: number): Promise<string[]> {
  const delivered: string[] = [];
  await eventually(`${count} events in the feed`, async () => {
    const { events: page } = await tested.store.readFeed(after, 2);
    after = checkpointOf(page.at(-1)) ?? after;
    delivered.push(...page.map(({ streamId, version }) => `${streamId}/${version}`));
    return delivered.length >= count;
  });
  return delivered;
}
