import { randomUUID } from 'node:crypto';
import { Unavailable } from '#availability';
import { PostgresEventStore, runCommand, type StreamName } from '#event-sourcing';
import { openTenantDatabase } from '#database';
import { eventually } from '#testing';
import { caseNotes, metadata } from './case-notes';
import { connectAs, openPostgres, type PostgresUnderTest } from './database';
import { openLine } from './line';

const add = { kind: 'add' as const, texts: ['eins'] };
const newStream = (): StreamName => ({ tenant: 'duisburg', streamId: randomUUID() });

let tested: PostgresUnderTest;
beforeAll(async () => {
  tested = await openPostgres();
});
afterAll(() => tested.close());

test('a database that is not there is told as such', async () => {
  const nowhere = openTenantDatabase('postgres://service@127.0.0.1:9/nothing');
  const store = new PostgresEventStore(nowhere);
  await expect(store.read(newStream())).rejects.toThrow(Unavailable);
  await expect(store.readFeed(undefined, 1)).rejects.toThrow(Unavailable);
  await expect(store.endOfFeed()).rejects.toThrow(Unavailable);
  await nowhere.close();
});

test('connections that the server ends in the middle of work: nothing by halves, and it goes on by itself', async () => {
  const administrator = await connectAs('administrator', tested.urls);
  const streams = Array.from({ length: 16 }, newStream);
  const command = (stream: StreamName) =>
    runCommand(tested.store, caseNotes, stream, add, { metadata: metadata() });
  const failures: unknown[] = [];
  let ending = true;
  const writers = streams.map(async (stream) => {
    while (ending) await command(stream).catch((error: unknown) => failures.push(error));
  });
  let rounds = 0;
  // Whether a connection is at work in the moment it is ended is chance: as often as it takes, and several times in any case.
  await eventually(
    'five rounds, and commands that were under way when their connection ended',
    async () => {
      await administrator.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'testing_service'`,
      );
      await eventually('a command after the connections were ended', () => command(newStream()));
      rounds += 1;
      return rounds >= 5 && failures.length > 0;
    },
    40_000,
  );
  ending = false;
  await Promise.all(writers);
  await administrator.end();

  for (const failure of failures) expect(failure).toBeInstanceOf(Unavailable);
  const rows = await tested.rows();
  for (const stream of streams) {
    const { events, brokenAt } = await tested.store.history(stream);
    expect(brokenAt).toBeUndefined();
    expect(rows.find(({ streamId }) => streamId === stream.streamId)?.version).toBe(events.at(-1)?.version);
  }
});

test('a statement that takes too long is ended, and its connection is good for the next one', async () => {
  const database = openTenantDatabase(tested.urls.serviceUrl, { connections: 1, statementTimeoutMs: 1_000 });
  const store = new PostgresEventStore(database);
  const stream = newStream();
  await tested.database.inTransaction('duisburg', async (client) => {
    await runCommand(tested.store.within(client), caseNotes, stream, add, { metadata: metadata() });
    // The same version is being written by the open transaction: this append waits for it.
    const waiting = runCommand(store, caseNotes, stream, add, { metadata: metadata() });
    await expect(waiting).rejects.toThrow(Unavailable);
  });
  await expect(runCommand(store, caseNotes, stream, add, { metadata: metadata() })).resolves.toMatchObject({
    version: 2,
  });
  await database.close();
});

test('a pool that is used up is told as unavailable, not waited for for ever', async () => {
  const database = openTenantDatabase(tested.urls.serviceUrl, { connections: 1, connectTimeoutMs: 1_500 });
  await database.withTenant('duisburg', async () => {
    await expect(new PostgresEventStore(database).read(newStream())).rejects.toThrow(Unavailable);
  });
  await database.close();
});

test('a database that goes away and comes back: refused meanwhile, complete afterwards', async () => {
  const line = await openLine(tested.urls.serviceUrl);
  const database = openTenantDatabase(line.url);
  const store = new PostgresEventStore(database);
  const streams = Array.from({ length: 30 }, newStream);
  const command = (stream: StreamName) => runCommand(store, caseNotes, stream, add, { metadata: metadata() });
  await Promise.all(streams.map(command));

  const underWay = Promise.allSettled(streams.map(command));
  await line.cut();
  for (const outcome of await underWay) {
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Unavailable);
  }
  await expect(command(newStream())).rejects.toThrow(Unavailable);

  await line.mend();
  const rows = await tested.rows();
  for (const stream of streams) {
    const { events, brokenAt } = await store.history(stream);
    expect(brokenAt).toBeUndefined();
    expect(rows.find(({ streamId }) => streamId === stream.streamId)).toMatchObject({
      version: events.length,
    });
    await expect(command(stream)).resolves.toMatchObject({ version: events.length + 1 });
  }
  await database.close();
  await line.cut();
});

test('a database that neither answers nor hangs up is given up after a while', async () => {
  const line = await openLine(tested.urls.serviceUrl);
  const database = openTenantDatabase(line.url, { connections: 1, statementTimeoutMs: 500 });
  const store = new PostgresEventStore(database);
  const stream = newStream();
  await store.read(stream);
  line.swallow();
  await expect(store.read(stream)).rejects.toThrow(Unavailable);
  await line.cut();
  await line.mend();
  await expect(store.read(stream)).resolves.toMatchObject({ version: 0 });
  await database.close();
  await line.cut();
});
