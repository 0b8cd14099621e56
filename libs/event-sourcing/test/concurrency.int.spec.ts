import { randomUUID } from 'node:crypto';
import { fold, Refusal, runCommand, type FeedEvent, type StreamName } from '#event-sourcing';
import fc from 'fast-check';
import {
  caseNotes,
  metadata,
  notesDecider,
  openCases,
  type NotesCommand,
  type NotesEvent,
} from './case-notes';
import { openPostgres, type PostgresUnderTest } from './database';

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
  const last = (await everything()).at(-1);
  let writing = true;
  const seen: FeedEvent[] = [];
  const reader = (async () => {
    let after = last === undefined ? undefined : checkpoint(last);
    for (;;) {
      const finished = !writing;
      const page = await tested.store.readFeed(after, 7);
      seen.push(...page);
      const end = page.at(-1);
      if (end !== undefined) after = checkpoint(end);
      else if (finished) return;
    }
  })();
  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let nth = 0; nth < 15; nth += 1) {
        const stream = streams[(writer + nth) % streams.length] ?? { tenant: '', streamId: '' };
        await runCommand(
          tested.store,
          caseNotes,
          stream,
          { kind: 'add', texts: ['x'] },
          { metadata: metadata() },
        );
      }
    }),
  );
  writing = false;
  await reader;

  expect(seen).toHaveLength(8 * 15);
  for (const { streamId } of streams) {
    const versions = seen.filter((event) => event.streamId === streamId).map(({ version }) => version);
    expect(versions).toStrictEqual(versions.map((_, index) => index + 1));
  }
});

test('an event whose transaction began earlier but commits later is not skipped', async () => {
  const [slow, fast] = [randomUUID(), randomUUID()].map((streamId) => ({ tenant: 'duisburg', streamId }));
  if (slow === undefined || fast === undefined) throw new Error('two streams');
  const add: NotesCommand = { kind: 'add', texts: ['x'] };
  const last = (await everything()).at(-1);
  const after = last === undefined ? undefined : checkpoint(last);
  await tested.database.inTransaction('duisburg', async (client) => {
    await runCommand(tested.store.within(client), caseNotes, slow, add, { metadata: metadata() });
    await runCommand(tested.store, caseNotes, fast, add, { metadata: metadata() });
    // Delivering `fast` now would move the checkpoint past `slow`, which nobody would ever see.
    await expect(tested.store.readFeed(after, 10)).resolves.toStrictEqual([]);
  });
  const delivered = await tested.store.readFeed(after, 10);
  expect(delivered.map(({ streamId }) => streamId)).toStrictEqual([slow.streamId, fast.streamId]);
});

test('many streams are visited in batches, each whole', async () => {
  const expected = (await everything()).filter(
    ({ streamType }) => streamType === caseNotes.streamType,
  ).length;
  let events = 0;
  for await (const stream of tested.store.allStreams(caseNotes.streamType)) {
    expect(stream.brokenAt).toBeUndefined();
    expect(stream.events.map(({ version }) => version)).toStrictEqual(
      stream.events.map((_, index) => index + 1),
    );
    events += stream.events.length;
  }
  expect(events).toBe(expected);
  expect(openCases).toBe(caseNotes.readModels[0]?.table);
});

const checkpoint = ({ transactionId, position }: FeedEvent) => ({ transactionId, position });
const everything = () => tested.store.readFeed(undefined, 1_000_000);
