import { openTenantDatabase } from '#database';
import { Feed, PostgresEventStore } from '#event-sourcing';
import {
  KafkaJsBroker,
  MessagingHealth,
  Relay,
  type KafkaConsumerStrategy,
  type Publication,
} from '#messaging';
import { eventually, testBrokers, testTopic } from '#testing';
import { Logger } from '@nestjs/common';
import type { Publisher } from '../src/broker';
import { openSendingThread } from '../src/sending-thread';
import { closeReaders, deleteTopic, openReader, signerOf } from './messages';
import {
  append,
  asAdministrator,
  asContract,
  newStream,
  openService,
  publicationOf,
  type TestService,
} from './service';

Logger.overrideLogger(false);

let service: TestService;
let topic: string;
let broker: KafkaJsBroker;
const relays: Relay[] = [];
const publishers: Publisher[] = [];

beforeEach(async () => {
  service = await openService();
  topic = await testTopic('relay');
  broker = new KafkaJsBroker('testing', testBrokers());
});

afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await Promise.all(publishers.splice(0).map((publisher) => publisher.close()));
  await broker.close();
  await service.close();
});

function startRelay(publication: Publication = publicationOf(service.store, topic)): Relay {
  const relay = new Relay(publication, service.database, broker, signerOf('application'));
  relays.push(relay);
  relay.start();
  return relay;
}

afterEach(closeReaders);

test('a backlog, which a thread of its own sends, arrives whole, once and in order', async () => {
  const streams = Array.from({ length: 6 }, newStream);
  await Promise.all(streams.map((stream) => append(service.store, stream, { times: 7, atOnce: 100 })));
  startRelay();
  const reader = await openReader(topic);
  await eventually('4200 records', () => reader.records.length >= 4200);
  for (const stream of streams) {
    expect(reader.ids().filter((id) => id.startsWith(stream))).toEqual(
      Array.from({ length: 700 }, (_, index) => `${stream}/${index + 1}`),
    );
  }
});

test('the thread sends what the service itself would, byte for byte and to the same place, until it is ended', async () => {
  // A number of partitions that tells signed hashes of keys from unsigned ones.
  const wide = `${topic}-wide`;
  await broker.ensureTopics([wide], { partitions: 12, replicationFactor: 1 });
  const own = await broker.openPublisher();
  const thread = await openSendingThread({ clientId: 'testing', brokers: testBrokers() });
  publishers.push(own, thread);
  const records = Array.from({ length: 60 }, (_, index) => ({
    key: newStream(),
    value: Buffer.from(`{"zählt":${index}}`),
    headers: { ce_id: `${index}`, signature: Buffer.from([index, 0, 255]) },
  }));
  await own.send(wide, records);
  await thread.send(wide, records.slice(0, 20));
  await thread.send(wide, records.slice(20));
  const reader = await openReader(wide);
  await reader.atEnd();
  const told = (key: string) =>
    reader.records
      .filter((record) => record.key === key)
      .map(({ partition, value, signature }) => [partition, String(value), signature]);
  for (const { key, value, headers } of records) {
    const [first, second, ...others] = told(key);
    expect(first).toEqual([expect.any(Number), String(value), headers.signature]);
    expect([second, others]).toEqual([first, []]);
  }
  await expect(thread.send('no such topic', records)).rejects.toThrow(/topic/i);
  await thread.close();
  await expect(thread.send(wide, records)).rejects.toThrow('the thread that sends has ended');
});

test('every event is told in order, keyed by its stream and named in a header', async () => {
  const [a, b] = [newStream(), newStream()];
  await append(service.store, a, { times: 3 });
  await append(service.store, b, { times: 2, tenant: 'wuppertal' });
  const relay = startRelay();
  await append(service.store, a, { times: 2 });
  const reader = await openReader(topic);
  await eventually('7 records', () => reader.records.length === 7);
  const ids = reader.ids();
  expect(ids.filter((id) => id.startsWith(a))).toEqual([1, 2, 3, 4, 5].map((version) => `${a}/${version}`));
  expect(ids.filter((id) => id.startsWith(b))).toEqual([1, 2].map((version) => `${b}/${version}`));
  expect(
    reader.records.map(
      ({ key, value }) => key === (JSON.parse(String(value)) as { subject: string }).subject,
    ),
  ).toEqual(Array(7).fill(true));
  await eventually('no lag', async () => (await relay.lag()).events === 0);
  await reader.close();
});

describe('events that slow transactions commit out of the order of their positions', () => {
  /** Ten times: a slow transaction takes its position first and commits last. */
  async function publishAround(publication: Publication): Promise<readonly string[]> {
    let readings = 0;
    const { readFeed, ...others } = bound(publication.store);
    const counting: Publication = {
      ...publication,
      store: { ...others, readFeed: (after, limit) => ((readings += 1), readFeed(after, limit)) },
    };
    startRelay(counting);
    for (let round = 0; round < 10; round += 1) {
      await service.database.inTransaction('duisburg', async (client) => {
        await append(service.store.within(client), newStream());
        await append(service.store, newStream());
        const seen = readings;
        await eventually(
          'the relay looks twice before the slow transaction commits',
          () => readings >= seen + 2,
        );
      });
    }
    const last = newStream();
    await append(service.store, last);
    const reader = await openReader(topic);
    await eventually('the last event', () => reader.ids().includes(`${last}/1`));
    await reader.atEnd(); // the other partitions, too
    const ids = reader.ids();
    await reader.close();
    return ids;
  }

  test('are all told', async () => {
    const ids = await publishAround(publicationOf(service.store, topic));
    expect(new Set(ids).size).toBe(21);
  });

  test('control: a checkpoint on the position alone loses the slow ones', async () => {
    const naive = {
      ...publicationOf(service.store, topic),
      store: { ...bound(service.store), readFeed: readByPosition },
    };
    const ids = await publishAround(naive);
    expect(new Set(ids).size).toBe(11);
  });

  /** What looks right and is not: everything that is visible behind the last position. */
  async function readByPosition(after: { position: string } | undefined, limit: number) {
    const { rows } = await service.database.acrossTenants((client) =>
      client.query<{ tenant: string; stream_id: string; version: number; position: string }>(
        `SELECT tenant, stream_id, version, position::text FROM event_store.events
         WHERE position > $1 ORDER BY position LIMIT $2`,
        [after?.position ?? '0', limit],
      ),
    );
    const events = await Promise.all(
      rows.map(async ({ tenant, stream_id: streamId, version, position }) => {
        const { events } = await service.store.read({ tenant, streamId }, { upToVersion: version });
        const event = events.at(-1);
        if (!event) throw new Error('the event just listed is not there');
        return { ...event, transactionId: '1', position };
      }),
    );
    return { events, heldBack: true };
  }
});

describe('one relay is active', () => {
  test('the other stands by, and takes over when the first loses its connection', async () => {
    const first = startRelay();
    await eventually('the first runs', () => first.state.role === 'running');
    const second = startRelay();
    await eventually('the second stands by', () => second.state.role === 'standby');
    await asAdministrator(
      service.urls,
      `SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    const roles = () => [first.state.role, second.state.role].sort();
    await eventually('one of them runs again', () => roles().includes('running'));
    await append(service.store, newStream(), { times: 5 });
    const reader = await openReader(topic);
    await eventually('all events, told by one of them', () => new Set(reader.ids()).size === 5);
    await eventually('the other stands by', () => roles().join() === 'running,standby');
    await reader.close();
  });

  test('what one instance appends wakes those who follow the feed in the other, whichever of them is active', async () => {
    const elsewhere = openTenantDatabase(service.urls.serviceUrl);
    const there = new PostgresEventStore(elsewhere);
    const [here, other] = [new Feed(service.store), new Feed(there)];
    const active = startRelay({ ...publicationOf(service.store, topic), feed: here });
    await eventually('the first runs', () => active.state.role === 'running');
    const standby = new Relay(
      { ...publicationOf(there, topic), feed: other },
      elsewhere,
      broker,
      signerOf('application'),
    );
    relays.push(standby);
    standby.start();
    await eventually('the second stands by', () => standby.state.role === 'standby');
    const reader = await openReader(topic);

    const [mine, yours] = [newStream(), newStream()];
    const told = new Promise<void>((resolve) => void here.onChanged(resolve));
    await append(there, yours);
    await told;
    // Sooner than the slow look that is the net under the signals.
    await eventually('it is told', () => reader.ids().includes(`${yours}/1`), 4_000);
    const toldThere = new Promise<void>((resolve) => void other.onChanged(resolve));
    await append(service.store, mine);
    await toldThere;
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    await reader.close();
    await elsewhere.close();
  });

  test('a relay that stops gives way at once', async () => {
    const first = startRelay();
    await eventually('the first runs', () => first.state.role === 'running');
    const second = startRelay();
    await eventually('the second stands by', () => second.state.role === 'standby');
    await first.stop();
    await eventually('the second runs', () => second.state.role === 'running', 2_000);
  });
});

describe('an event that cannot be told holds its stream and no other', () => {
  /** Spoils what an event says, as a database that lost a page might; returns the way to repair it. */
  async function spoil(stream: string, version: number): Promise<() => Promise<unknown>> {
    const [row] = await asAdministrator<{ payload: string }>(
      service.urls,
      'SELECT payload FROM event_store.events WHERE stream_id = $1 AND version = $2',
      [stream, version],
    );
    await asAdministrator(service.urls, 'ALTER TABLE event_store.events DISABLE TRIGGER refuse_change');
    const write = (payload: string | undefined) =>
      asAdministrator(
        service.urls,
        'UPDATE event_store.events SET payload = $3 WHERE stream_id = $1 AND version = $2',
        [stream, version, payload],
      );
    await write('{"name": "Erika Muster');
    return () => write(row?.payload);
  }

  const readsAll: Publication['publish'] = (event) => ({ ...asContract(event), ...(event.data as object) });

  test('an unreadable one: the others are told, it is named, and told without a restart once it is repaired', async () => {
    const [broken, others] = [newStream(), [newStream(), newStream()]];
    await append(service.store, broken, { times: 4 });
    const repair = await spoil(broken, 2);
    for (const stream of others) await append(service.store, stream, { times: 3 });
    const relay = startRelay({ ...publicationOf(service.store, topic), publish: readsAll });
    const reader = await openReader(topic);
    await eventually('what can be told', () => reader.records.length === 7);
    await append(service.store, others[0] ?? '');
    await eventually('the others go on', () => reader.records.length === 8);
    expect(reader.ids().filter((id) => id.startsWith(broken))).toEqual([`${broken}/1`]);
    expect(relay.state).toEqual({ role: 'running' });
    expect(await relay.heldStreams()).toEqual([
      {
        tenant: 'duisburg',
        streamId: broken,
        fromVersion: 2,
        type: 'FormSaved',
        error: `event ${broken}/2 (FormSaved) of duisburg cannot be read: it is no JSON`,
        heldSince: expect.stringMatching(/Z$/),
      },
    ]);
    await eventually('the checkpoint has passed all', async () => (await relay.lag()).events === 0);
    expect(await relay.lag()).toEqual({ events: 0, seconds: 0, held: 1 });
    // Only the relay's part is asked.
    const health = new MessagingHealth(broker, relay, {} as KafkaConsumerStrategy).parts();
    expect(await health['relay']?.()).toMatchObject({
      ...{
        role: 'running',
        degraded: 'streams cannot be told',
        held: [{ streamId: broken, fromVersion: 2 }],
      },
    });

    await repair();
    await eventually('the rest', () => reader.records.length === 11);
    expect(reader.ids().filter((id) => id.startsWith(broken))).toEqual(
      [1, 2, 3, 4].map((version) => `${broken}/${version}`),
    );
    await eventually('nothing is held', async () => (await relay.heldStreams()).length === 0);
    await reader.close();
  });

  test.each<[string, Publication['publish'], RegExp]>([
    ['publish throws', () => fail('no such status'), /^Error: no such status$/],
    [
      'its contract is broken',
      (event) => Object.assign(asContract(event), { applicant: 'Erika' }),
      /^ContractViolation invalid: the envelope is invalid: must NOT have additional properties$/,
    ],
  ])(
    '%s: what is held is remembered by those who take over, and told by a release that can',
    async (_, publish, problem) => {
      const [stream, other] = [newStream(), newStream()];
      await append(service.store, stream, { times: 3 });
      await append(service.store, other);
      const unable: Publication = {
        ...publicationOf(service.store, topic),
        publish: (event, change) =>
          event.streamId === stream && event.version === 2 ? publish(event, change) : asContract(event),
      };
      const relay = startRelay(unable);
      const reader = await openReader(topic);
      await eventually('what comes before, and the other', () => reader.records.length === 2);
      await eventually(
        'it is held',
        async () => (await relay.heldStreams())[0]?.error.match(problem) != null,
      );
      await relay.stop();
      const next = startRelay(unable);
      await append(service.store, other);
      await append(service.store, stream);
      await eventually('the other goes on', () => reader.records.length === 3);
      expect(await next.heldStreams()).toMatchObject([{ streamId: stream, fromVersion: 2 }]);
      await next.stop();

      startRelay();
      await eventually('the rest', () => reader.records.length === 6);
      expect(reader.ids().filter((id) => id.startsWith(stream))).toEqual(
        [1, 2, 3, 4].map((version) => `${stream}/${version}`),
      );
      await reader.close();
    },
  );
});

test('a topic that is deleted is made anew, and everything is told again', async () => {
  const stream = newStream();
  await append(service.store, stream, { times: 3 });
  const relay = startRelay();
  await eventually('all told', async () => (await relay.lag()).events === 0);
  await deleteTopic(topic);
  await expect(broker.check([topic])).rejects.toThrow(`${topic} is missing at the broker`);
  await append(service.store, stream);
  await eventually(
    'the topic is there',
    async () => (await broker.recordsEverIn(topic)) !== undefined,
    30_000,
  );
  const reader = await openReader(topic);
  await eventually('all four', () => new Set(reader.ids()).size === 4);
  expect(reader.ids()).toEqual([1, 2, 3, 4].map((version) => `${stream}/${version}`));
  await reader.close();
});

test('a topic that somebody deleted and made anew while the relay was away is filled again', async () => {
  const stream = newStream();
  await append(service.store, stream, { times: 3 });
  const relay = startRelay();
  await eventually('all told', async () => (await relay.lag()).events === 0);
  await relay.stop();
  await deleteTopic(topic);
  await broker.ensureTopics([topic], { partitions: 4 });
  startRelay();
  const reader = await openReader(topic);
  await eventually('all three', () => reader.records.length === 3);
  await reader.close();
});

function fail(message: string): never {
  throw new Error(message);
}

/** The store as an object whose methods can be replaced one by one. */
function bound(store: Publication['store']): Publication['store'] {
  return {
    read: store.read.bind(store),
    readFeed: store.readFeed.bind(store),
    endOfFeed: store.endOfFeed.bind(store),
    onAppended: store.onAppended.bind(store),
  };
}

test('after a restore from a dump on another server the relay says so instead of passing over new events', async () => {
  await append(service.store, newStream());
  // Restored rows keep the transaction ids of the server they were written on.
  await asAdministrator(
    service.urls,
    `ALTER TABLE event_store.events DISABLE TRIGGER refuse_change;
     UPDATE event_store.events SET transaction_id = '1000000000000'`,
  );
  const relay = startRelay();
  await eventually('the relay waits', () => relay.state.role === 'waiting');
  expect(relay.state.problem).toBe(
    'Error: the events come from another server, whose transaction ids went up to 1000000000000: ' +
      'let this server go on beyond that one (docs/how-to/operate.md, "Restore")',
  );
});
