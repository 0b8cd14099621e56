import { randomUUID } from 'node:crypto';
import { EventEmitter, once as emitted } from 'node:events';
import {
  fold,
  KeyAlreadyUsed,
  KeyReused,
  Refusal,
  runCommand,
  VersionConflict,
  type Append,
  type CommandOptions,
  type FeedPosition,
  type StreamName,
} from '#event-sourcing';
import { eventually } from '#testing';
import {
  caseNotes,
  metadata,
  notesDecider,
  openCases,
  type NotesCommand,
  type NotesEvent,
  type NotesState,
  type StoreUnderTest,
} from './case-notes';

/** What both stores promise. `open` is called once; every test works on streams of its own. */
export function eventStoreContract(open: () => Promise<StoreUnderTest>): void {
  let tested: StoreUnderTest;
  beforeAll(async () => {
    tested = await open();
  });

  const newStream = (tenant = 'duisburg'): StreamName => ({ tenant, streamId: randomUUID() });
  const note = (text: string): NotesEvent => ({ type: 'NoteAdded', data: { text } });
  const add = (...texts: string[]): NotesCommand => ({ kind: 'add', texts });
  const run = (
    stream: StreamName,
    command: NotesCommand,
    options: Partial<CommandOptions<NotesState>> = {},
  ) => runCommand(tested.store, caseNotes, stream, command, { metadata: metadata(), ...options });
  const rowOf = async (stream: StreamName) => {
    const rows = await tested.rows();
    return rows.find((row) => row.streamId === stream.streamId && row.tenant === stream.tenant);
  };

  async function appendTo(stream: StreamName, events: readonly NotesEvent[], more: Partial<Append> = {}) {
    const reading = await tested.store.read(stream);
    const last = reading.events.at(-1);
    return tested.store.append({
      ...stream,
      streamType: 'case-notes',
      expectedVersion: reading.version,
      events,
      metadata: metadata(),
      recordedAt: reading.now,
      ...(last === undefined ? {} : { previousHash: last.hash }),
      ...more,
    });
  }

  describe('reading and appending', () => {
    test('a stream that does not exist is empty, and the reading has a time', async () => {
      const reading = await tested.store.read(newStream());
      expect(reading).toStrictEqual({ events: [], version: 0, now: expect.any(String) });
      expect(reading.now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    });

    test('events are read as they were appended, dated by the reading that the decision was made on', async () => {
      const stream = newStream();
      const { now } = await tested.store.read(stream);
      const written = metadata();
      const head = await appendTo(stream, [note('first'), note('second')], {
        recordedAt: now,
        metadata: written,
      });
      const { events, version } = await tested.store.read(stream);
      expect(version).toBe(2);
      expect(head).toStrictEqual({ ...stream, version: 2, recordedAt: now, hash: events[1]?.hash });
      expect(events).toStrictEqual(
        ['first', 'second'].map((text, index) => ({
          ...stream,
          streamType: 'case-notes',
          version: index + 1,
          type: 'NoteAdded',
          data: { text },
          schemaVersion: 1,
          metadata: written,
          recordedAt: now,
          previousHash: index === 0 ? '' : events[0]?.hash,
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        })),
      );
    });

    test('any text survives byte by byte: umlauts, emoji, NUL, lone surrogates, both normal forms, line breaks', async () => {
      const stream = newStream();
      const text = 'Müller-Lüdenscheidt 🐕 \u0000 \ud800 é e\u0301 "\\" \r\n\t\u2028';
      await appendTo(stream, [note(text)]);
      const { events } = await tested.store.read<NotesEvent>(stream);
      expect(events[0]?.data).toStrictEqual({ text });
      await expect(tested.store.history(stream)).resolves.toMatchObject({ brokenAt: undefined });
    });

    test('the past is read up to a version or up to a time, both inclusive', async () => {
      const stream = newStream();
      for (const text of ['a', 'b', 'c']) await appendTo(stream, [note(text)]);
      const { events } = await tested.store.read<NotesEvent>(stream);
      const texts = async (until: { upToVersion?: number; upToTime?: string }) =>
        (await tested.store.read<NotesEvent>(stream, until)).events.map(
          (event) => 'text' in event.data && event.data.text,
        );
      expect(await texts({ upToVersion: 2 })).toStrictEqual(['a', 'b']);
      expect(await texts({ upToVersion: 0 })).toStrictEqual([]);
      expect(await texts({ upToTime: events[1]?.recordedAt ?? '' })).toStrictEqual(['a', 'b']);
      expect(await texts({ upToTime: '2020-01-01T00:00:00.000000Z' })).toStrictEqual([]);
    });

    test('the last event alone, for whoever only has to know where a stream stands', async () => {
      const stream = newStream();
      expect(await tested.store.read(stream, { onlyLast: true })).toMatchObject({ events: [], version: 0 });
      for (const text of ['a', 'b', 'c']) await appendTo(stream, [note(text)]);
      const { events, version } = await tested.store.read<NotesEvent>(stream, { onlyLast: true });
      expect([events.map(({ data }) => data), version]).toStrictEqual([[{ text: 'c' }], 3]);
    });

    test('time does not run backwards within a stream, even when the clock does', async () => {
      const stream = newStream();
      const later = '2999-01-01T00:00:00.000000Z';
      await appendTo(stream, [note('from the future')], { recordedAt: later });
      expect((await tested.store.read(stream)).now).toBe(later);
    });

    test('the same id under another tenant is another stream', async () => {
      const stream = newStream('duisburg');
      await appendTo(stream, [note('of Duisburg')]);
      expect((await tested.store.read({ ...stream, tenant: 'wuppertal' })).version).toBe(0);
      await appendTo({ ...stream, tenant: 'wuppertal' }, [note('of Wuppertal')]);
      expect((await tested.store.read(stream)).version).toBe(1);
    });

    test.each([
      ['a stale version', { expectedVersion: 0 }],
      ['a version that the stream has not reached', { expectedVersion: 5 }],
      ['another previous hash', { previousHash: 'ab'.repeat(32) }],
      ['another stream type', { streamType: 'something-else' }],
    ])('an append upon %s is a conflict and changes nothing', async (_what, wrong) => {
      const stream = newStream();
      await appendTo(stream, [note('kept')]);
      await expect(appendTo(stream, [note('refused'), note('refused too')], wrong)).rejects.toThrow(
        VersionConflict,
      );
      expect((await tested.store.read(stream)).version).toBe(1);
    });

    test.each([
      ['a stream id in capitals', { streamId: 'AAAAAAAA-0000-4000-8000-000000000000' }],
      ['a stream id that is no UUID', { streamId: '17' }],
      ['a time of another form', { recordedAt: '2026-11-20T10:00:00Z' }],
      ['a stream type over two lines', { streamType: 'case\nnotes' }],
      ['an empty tenant', { tenant: '' }],
    ])('%s is a mistake of the caller', async (_what, wrong) => {
      const reading = { expectedVersion: 0, recordedAt: '2026-11-20T10:00:00.000000Z', metadata: metadata() };
      const append = { ...newStream(), streamType: 'case-notes', events: [note('x')], ...reading, ...wrong };
      await expect(tested.store.append(append)).rejects.toThrow(TypeError);
    });

    test('listeners are told of an append, until they stop listening', async () => {
      const listener = jest.fn();
      const stop = tested.store.onAppended(listener);
      await appendTo(newStream(), [note('heard')]);
      stop();
      await appendTo(newStream(), [note('unheard')]);
      expect(listener).toHaveBeenCalledTimes(1);
    });
  });

  describe('commands', () => {
    test('a command writes its events and the row of the read model together', async () => {
      const stream = newStream();
      const result = await run(stream, add('eins', 'zwei'), {
        answer: (state) => ({ notes: state.notes.length }),
      });
      expect(result).toStrictEqual({
        state: { notes: ['eins', 'zwei'], closed: false },
        version: 2,
        answer: { notes: 2 },
        repeated: false,
      });
      expect(await rowOf(stream)).toMatchObject({
        version: 2,
        count: 2,
        last: 'zwei',
        notes: ['eins', 'zwei'],
      });
      await run(stream, add('drei'));
      expect(await rowOf(stream)).toMatchObject({ version: 3, count: 3, last: 'drei' });
    });

    test('a state without a row removes it', async () => {
      const stream = newStream();
      await run(stream, add('offen'));
      await run(stream, { kind: 'close', reason: 'erledigt' });
      expect(await rowOf(stream)).toBeUndefined();
      expect((await tested.store.read(stream)).version).toBe(2);
    });

    test('a refusal leaves the stream as it was', async () => {
      const stream = newStream();
      await run(stream, { kind: 'close', reason: 'erledigt' });
      await expect(run(stream, add('zu spät'))).rejects.toThrow(new Refusal('case-closed'));
      expect((await tested.store.read(stream)).version).toBe(1);
    });

    test('a wish that is already true appends nothing', async () => {
      const stream = newStream();
      await run(stream, { kind: 'close', reason: 'erledigt' });
      expect(await run(stream, { kind: 'close', reason: 'nochmals' })).toMatchObject({
        version: 1,
        repeated: false,
      });
      expect((await tested.store.read(stream)).version).toBe(1);
    });

    test('a command can be made of what it meets', async () => {
      const stream = newStream();
      await run(stream, add('eins'));
      const { state } = await runCommand(
        tested.store,
        caseNotes,
        stream,
        ({ state: { notes }, version, now }) =>
          Promise.resolve(add(`${notes.length}/${version}/${now.length}`)),
        { metadata: metadata() },
      );
      expect(state.notes).toStrictEqual(['eins', '1/1/27']);
    });

    test('with the version that the caller saw, a stream that moved on is a conflict', async () => {
      const stream = newStream();
      await run(stream, add('eins'));
      await expect(run(stream, add('zwei'), { expectedVersion: 0 })).rejects.toThrow(VersionConflict);
      await expect(run(stream, add('zwei'), { expectedVersion: 1 })).resolves.toMatchObject({ version: 2 });
    });

    test('without it, writers that meet all succeed, one after another', async () => {
      const stream = newStream();
      const texts = Array.from({ length: 12 }, (_, index) => `note ${index}`);
      await Promise.all(texts.map((text) => run(stream, add(text))));
      const { events } = await tested.store.read<NotesEvent>(stream);
      const { notes } = fold(notesDecider, events);
      expect([...notes].sort()).toStrictEqual([...texts].sort());
      expect(await rowOf(stream)).toMatchObject({ version: 12, count: 12, notes });
    });
  });

  describe('idempotency', () => {
    const once = (key: string = randomUUID(), fingerprint = 'f1') => ({ idempotency: { key, fingerprint } });
    const answer = (state: NotesState) => ({ count: state.notes.length });

    test('a repeated command changes nothing and returns the first answer', async () => {
      const [stream, key] = [newStream(), once()];
      const first = await run(stream, add('eins'), { ...key, answer });
      await run(stream, add('zwei'));
      expect(await run(stream, add('eins'), { ...key, answer })).toStrictEqual({ ...first, repeated: true });
      expect((await tested.store.read(stream)).version).toBe(2);
    });

    test('also when the command would now be refused', async () => {
      const [stream, key] = [newStream(), once()];
      await run(stream, add('eins'), { ...key, answer });
      await run(stream, { kind: 'close', reason: 'erledigt' });
      expect(await run(stream, add('eins'), { ...key, answer })).toMatchObject({
        repeated: true,
        answer: { count: 1 },
      });
    });

    test('also when its If-Match is stale by now', async () => {
      const [stream, key] = [newStream(), { ...once(), expectedVersion: 0 }];
      await run(stream, add('eins'), { ...key, answer });
      await run(stream, add('zwei'));
      expect(await run(stream, add('eins'), { ...key, answer })).toMatchObject({
        repeated: true,
        version: 1,
      });
    });

    test('also when there was nothing to do the first time', async () => {
      const [stream, key] = [newStream(), once()];
      await run(stream, { kind: 'close', reason: 'erledigt' });
      const first = await run(
        stream,
        { kind: 'close', reason: 'nochmals' },
        { ...key, answer: () => 'already closed' },
      );
      expect(first).toMatchObject({ version: 1, repeated: false });
      expect(await run(stream, { kind: 'close', reason: 'nochmals' }, key)).toStrictEqual({
        ...first,
        repeated: true,
      });
    });

    test('also when it is sent 20 times at once: one effect, one answer', async () => {
      const [stream, key] = [newStream(), once()];
      const results = await Promise.all(
        Array.from({ length: 20 }, () => run(stream, add('einmal'), { ...key, answer })),
      );
      expect(results.map(({ answer }) => answer)).toStrictEqual(Array(20).fill({ count: 1 }));
      expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect((await tested.store.read(stream)).version).toBe(1);
    });

    test('also when each of 20 attempts would create a stream of its own', async () => {
      const key = once();
      const streams = Array.from({ length: 20 }, () => newStream());
      const results = await Promise.all(
        streams.map((stream) =>
          run(stream, add('einmal'), { ...key, answer: (_state, head) => head.streamId }),
        ),
      );
      expect(new Set(results.map(({ answer }) => answer)).size).toBe(1);
      const versions = await Promise.all(
        streams.map(async (stream) => (await tested.store.read(stream)).version),
      );
      expect(versions.reduce((sum, version) => sum + version)).toBe(1);
    });

    test('a repeated command is not made again: making it may leave something behind', async () => {
      const [key, makeCommand] = [once(), jest.fn(() => add('einmal'))];
      const repeat = (stream: StreamName) =>
        runCommand(tested.store, caseNotes, stream, makeCommand, { metadata: metadata(), ...key, answer });
      const first = await repeat(newStream());
      expect(await repeat(newStream())).toStrictEqual({ ...first, repeated: true });
      expect(makeCommand).toHaveBeenCalledTimes(1);
    });

    test('nor when the first one is still being made', async () => {
      const [key, gate] = [once(), new EventEmitter()];
      const mayGoOn = emitted(gate, 'go-on');
      const makeCommand = jest.fn(() => {
        gate.emit('begun');
        return mayGoOn.then(() => add('einmal'));
      });
      const repeat = () =>
        runCommand(tested.store, caseNotes, newStream(), makeCommand, { metadata: metadata(), ...key });
      const begun = emitted(gate, 'begun');
      const first = repeat();
      await begun;
      const others = [repeat(), repeat()];
      // Whoever is not held up is a round trip away from making the command.
      await tested.store.read(newStream());
      gate.emit('go-on');
      expect((await Promise.all([first, ...others])).map(({ repeated }) => repeated)).toStrictEqual([
        false,
        true,
        true,
      ]);
      expect(makeCommand).toHaveBeenCalledTimes(1);
    });

    test('one that failed to be made leaves its key to the next', async () => {
      const key = once();
      const failing = () => Promise.reject(new Error('no such service'));
      const options = { metadata: metadata(), ...key };
      await expect(runCommand(tested.store, caseNotes, newStream(), failing, options)).rejects.toThrow(
        'no such service',
      );
      expect(
        await runCommand(tested.store, caseNotes, newStream(), () => add('eins'), options),
      ).toMatchObject({
        repeated: false,
      });
    });

    test('the same key for another request is refused', async () => {
      const [stream, key] = [newStream(), randomUUID()];
      await run(stream, add('eins'), once(key, 'first body'));
      await expect(run(stream, add('zwei'), once(key, 'other body'))).rejects.toThrow(KeyReused);
      expect((await tested.store.read(stream)).version).toBe(1);
    });

    test('a refused command keeps no answer: it may be repeated when it is allowed', async () => {
      const [stream, key] = [newStream(), once()];
      await run(stream, { kind: 'close', reason: 'erledigt' });
      await expect(run(stream, add('eins'), key)).rejects.toThrow(Refusal);
      await expect(tested.store.keptAnswer(stream.tenant, key.idempotency)).resolves.toBeUndefined();
    });

    test('each tenant has its own keys', async () => {
      const [stream, key] = [newStream('duisburg'), once()];
      await run(stream, add('eins'), key);
      expect(await run({ ...stream, tenant: 'wuppertal' }, add('eins'), key)).toMatchObject({
        repeated: false,
      });
    });

    test('the store itself refuses a used key, with everything that came along', async () => {
      const [first, second] = [newStream(), newStream()];
      const idempotency = { key: randomUUID(), fingerprint: 'f', answer: null };
      await appendTo(first, [note('eins')], { idempotency });
      const row = { table: openCases, columns: { count: 'int', notes: 'jsonb', changed_at: 'timestamptz' } };
      const rows = [{ ...row, row: { count: 1, notes: [], changed_at: '2026-11-20T10:00:00Z' } }];
      await expect(appendTo(second, [note('zwei')], { idempotency, rows })).rejects.toThrow(KeyAlreadyUsed);
      expect((await tested.store.read(second)).version).toBe(0);
      expect(await rowOf(second)).toBeUndefined();
    });
  });

  describe('the log as a whole', () => {
    test('the history of one stream comes with its chain checked', async () => {
      const stream = newStream();
      await run(stream, add('eins', 'zwei'));
      const history = await tested.store.history<NotesEvent>(stream);
      expect(history).toMatchObject({ ...stream, streamType: 'case-notes', brokenAt: undefined });
      expect(history.events).toStrictEqual((await tested.store.read<NotesEvent>(stream)).events);
    });

    test('every stream of a type is visited once, whole, of all tenants', async () => {
      const streams = [newStream('duisburg'), newStream('wuppertal'), newStream('duisburg')];
      const streamType = `type-${randomUUID()}`;
      for (const stream of streams) await appendTo(stream, [note('a'), note('b')], { streamType });
      await appendTo(newStream(), [note('of another type')]);
      const visited: string[] = [];
      for await (const { tenant, streamId, events, brokenAt } of tested.store.allStreams(streamType)) {
        expect(events.map(({ version }) => version)).toStrictEqual([1, 2]);
        expect(brokenAt).toBeUndefined();
        visited.push(`${tenant}/${streamId}`);
      }
      expect(visited).toStrictEqual(streams.map(({ tenant, streamId }) => `${tenant}/${streamId}`).sort());
    });

    test('the feed delivers every event once, page by page, each stream in order', async () => {
      const stream = newStream();
      for (const text of ['a', 'b', 'c', 'd', 'e']) await appendTo(stream, [note(text)]);
      const seen: string[] = [];
      let after: FeedPosition | undefined;
      await eventually('five events in the feed', async () => {
        const { events: page } = await tested.store.readFeed(after, 3);
        seen.push(
          ...page.filter(({ streamId }) => streamId === stream.streamId).map(({ version }) => `${version}`),
        );
        const last = page.at(-1);
        if (last !== undefined) after = { transactionId: last.transactionId, position: last.position };
        return last === undefined && seen.length >= 5;
      });
      expect(seen).toStrictEqual(['1', '2', '3', '4', '5']);
    });
  });
}
