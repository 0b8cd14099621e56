import type { ContractEvent, UnknownContractEvent } from '#contracts';
import { Unavailable } from '#availability';
import { ConsumerContext, KafkaJsBroker, Relay } from '#messaging';
import { eventually, testBrokers, testTopic } from '#testing';
import { Controller, Logger, type INestApplication, type Type } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { consumersOf, createConsumers, healthOf, startConsumers, writeEffect } from './consumers';
import { send, signerOf } from './messages';
import {
  append,
  asAdministrator,
  asContract,
  effects,
  newStream,
  openService,
  publicationOf,
  versionsByStream,
  type TestService,
} from './service';

Logger.overrideLogger(false);

type AnyEvent = ContractEvent | UnknownContractEvent;

let service: TestService;
let topic: string;
let broker: KafkaJsBroker;
const apps: INestApplication[] = [];

/** What the handler does before its effect; each test sets its own. */
let before: (event: AnyEvent) => Promise<void> | void;
/** Every call of the handler, as `<stream>/<version>`. */
let calls: string[];

@Controller()
class Consumer {
  @EventPattern<string>('application.*')
  async on(@Payload() event: AnyEvent, @Ctx() context: ConsumerContext): Promise<void> {
    calls.push(event.id);
    await before(event);
    await writeEffect(event, context);
  }
}

beforeEach(async () => {
  service = await openService();
  topic = await testTopic('consumers');
  broker = new KafkaJsBroker('testing', testBrokers());
  before = () => undefined;
  calls = [];
});

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
  await broker.close();
  await service.close();
});

async function start(controller: Type = Consumer): Promise<INestApplication> {
  const app = await startConsumers({ service, topic, controller });
  apps.push(app);
  return app;
}

/** Publishes what is stored and not yet told. */
async function publish(): Promise<void> {
  const relay = new Relay(
    publicationOf(service.store, topic),
    service.database,
    broker,
    signerOf('application'),
  );
  relay.start();
  try {
    await eventually('everything is told', async () => (await relay.lag()).events === 0);
  } finally {
    await relay.stop();
  }
}

async function forget(): Promise<void> {
  await service.database.acrossTenants((client) =>
    client.query(`UPDATE messaging.checkpoints SET transaction_id = '0', position = 0`),
  );
}

test('an event that is delivered three times has one effect', async () => {
  const stream = newStream();
  await append(service.store, stream, { times: 20 });
  for (let times = 0; times < 3; times += 1) {
    await publish();
    await forget();
  }
  await start();
  await append(service.store, stream); // lies behind the sixty in their own partition
  await publish();
  const versions = async () => (await versionsByStream(service.database))[stream] ?? [];
  await eventually('the effect of the last event', async () => (await versions()).includes(21));
  expect(await versions()).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
});

test('two members that handle one event at the same moment have one effect', async () => {
  const stream = newStream();
  await append(service.store, stream);
  const { events } = await service.store.read({ tenant: 'duisburg', streamId: stream });
  const [event] = events.map(asContract);
  if (!event) throw new Error('the event just appended is not there');
  let atWork = 0;
  const atOnce = async (): Promise<boolean> => {
    const context = new ConsumerContext(service.database, event, 'application.*');
    return context.once(async (client) => {
      await client.query(
        'INSERT INTO testing.effects (tenant, stream_id, version, type) VALUES ($1, $2, 1, $3)',
        ['duisburg', stream, event.type],
      );
      atWork += 1;
      await eventually('both are at work', () => atWork === 2);
    });
  };
  expect((await Promise.all([atOnce(), atOnce()])).sort()).toEqual([false, true]);
  expect(await effects(service.database)).toHaveLength(1);
});

test('two handlers of one event each have their effect', async () => {
  @Controller()
  class Second {
    @EventPattern<string>('application.*')
    on(@Payload() event: AnyEvent, @Ctx() context: ConsumerContext): Promise<unknown> {
      return writeEffect(event, context);
    }

    @EventPattern<string>('application.FormSaved')
    onSaved(@Payload() event: AnyEvent, @Ctx() context: ConsumerContext): Promise<unknown> {
      return writeEffect(event, context);
    }
  }
  await start(Second);
  await append(service.store, newStream());
  await publish();
  await eventually('two effects', async () => (await effects(service.database)).length === 2);
});

test('a handler without an effect in our database is not called again', async () => {
  @Controller()
  class Mailer {
    @EventPattern('application.FormSaved')
    on(@Payload() event: AnyEvent): void {
      calls.push(event.id);
    }
  }
  const stream = newStream();
  await append(service.store, stream);
  await publish();
  await forget();
  await append(service.store, stream);
  await publish();
  await start(Mailer);
  await eventually('both versions', () => calls.includes(`${stream}/2`));
  expect(calls).toEqual([`${stream}/1`, `${stream}/2`]);
});

test('a handler that asks for every delivery is called for each', async () => {
  @Controller()
  class Witness {
    @EventPattern('application.*', { everyDelivery: true })
    on(@Payload() event: AnyEvent): void {
      calls.push(event.id);
    }
  }
  const stream = newStream();
  await append(service.store, stream);
  await publish();
  await forget();
  await publish();
  await start(Witness);
  await eventually('both deliveries', () => calls.length === 2);
  expect(calls).toEqual([`${stream}/1`, `${stream}/1`]);
});

describe('a handler that takes what came together', () => {
  let lists: string[][];
  /** What its attempts do; each test sets its own. */
  let attempt: (ids: readonly string[]) => void;

  @Controller()
  class Witness {
    @EventPattern('application.*', { everyDelivery: true, inBatches: true })
    on(@Payload() events: readonly AnyEvent[]): void {
      const ids = events.map(({ id }) => id);
      lists.push(ids);
      attempt(ids);
      calls.push(...ids);
    }
  }

  const idsOf = (stream: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${stream}/${index + 1}`);

  beforeEach(() => {
    lists = [];
    attempt = () => undefined;
  });

  test('is handed it in order, once', async () => {
    const stream = newStream();
    await append(service.store, stream, { times: 8 });
    await publish();
    await start(Witness);
    await eventually('all events', () => calls.length === 8);
    expect(lists).toEqual([idsOf(stream, 8)]);
  });

  test('gets each alone where one of them fails: that one is parked, with those behind it, and no other', async () => {
    const [poisoned, sound] = [newStream(), newStream()];
    const poison = `${poisoned}/2`;
    attempt = (ids) => {
      if (ids.includes(poison)) throw new Error('poison');
    };
    await append(service.store, poisoned, { times: 3 });
    await append(service.store, sound, { times: 3 });
    await publish();
    await start(Witness);
    const parkedIds = () =>
      service.database.acrossTenants(async (client) => {
        const { rows } = await client.query<{ event_id: string }>(
          `SELECT event_id FROM messaging.parked WHERE state = 'parked' ORDER BY sequence`,
        );
        return rows.map(({ event_id: id }) => id);
      });
    await eventually('what is to be parked', async () => (await parkedIds()).length === 2);
    await eventually('the other stream', () => calls.includes(`${sound}/3`));
    expect(await parkedIds()).toEqual([poison, `${poisoned}/3`]);
    expect([...new Set(calls)].sort()).toEqual([`${poisoned}/1`, ...idsOf(sound, 3)].sort());
  });
});

test('an event of a newer type is acknowledged; whoever listens to everything gets it', async () => {
  @Controller()
  class OldRelease {
    @EventPattern<string>('application.FormSaved')
    on(@Payload() event: AnyEvent, @Ctx() context: ConsumerContext): Promise<unknown> {
      return writeEffect(event, context);
    }
  }
  const stream = newStream();
  await append(service.store, stream, { times: 2 });
  const { events } = await service.store.read({ tenant: 'duisburg', streamId: stream });
  const [saved, other] = events.map(asContract);
  const type = 'application.ObjectionLodged';
  const newer = {
    ...saved,
    type,
    dataschema: `urn:serviceportal:schema:${type}:1`,
    data: { objectionId: stream },
  };
  await send(
    topic,
    [newer, other].map((event) => ({ key: stream, value: JSON.stringify(event) })),
  );

  const oldRelease = await start(OldRelease);
  await eventually('the event behind it', async () => (await effects(service.database)).length === 1);
  await oldRelease.close();
  expect(await effects(service.database)).toEqual([
    { stream_id: stream, version: 2, type: 'application.FormSaved' },
  ]);

  service = { ...service, group: `${service.group}-witness` };
  await start();
  await eventually('both events', () => calls.length === 2);
  expect(calls).toEqual([`${stream}/1`, `${stream}/2`]);
  expect((await effects(service.database)).map((effect) => effect.type)).toContain(type);
});

describe('infrastructure that does not answer is not a poison message', () => {
  test('the database goes away during an effect: the consumer waits, nothing is parked', async () => {
    const stream = newStream();
    await append(service.store, stream, { times: 3 });
    await publish();
    const { pathname } = new URL(service.urls.ownerUrl);
    const name = pathname.slice(1);
    let closed = 0;
    before = async () => {
      if (closed++ > 0) return;
      await asAdministrator(service.urls, `ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`, [], true);
      await endConnections(name);
    };
    await start();
    // More attempts than a handler that fails would be given.
    await eventually('the handler has been tried again and again', () => closed > 5);
    await asAdministrator(service.urls, `ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`, [], true);
    await eventually('three effects', async () => (await effects(service.database)).length === 3);
    expect(await versionsByStream(service.database)).toEqual({ [stream]: [1, 2, 3] });
    expect(await asAdministrator(service.urls, 'SELECT * FROM messaging.parked')).toEqual([]);
  });

  test('so is a mail server, when the handler says so', async () => {
    let attempts = 0;
    before = () => {
      if (attempts++ < 5) throw new Unavailable('smtp', new Error('refused'));
    };
    await start();
    await append(service.store, newStream());
    await publish();
    await eventually('the effect', async () => (await effects(service.database)).length === 1);
    expect(attempts).toBe(6);
  });

  function endConnections(database: string): Promise<unknown> {
    return asAdministrator(
      service.urls,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [database],
      true,
    );
  }
});

describe('members of a group', () => {
  test('a rebalance during work: every effect once, and in order', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    before = () => gate;
    const streams = Array.from({ length: 12 }, newStream);
    const first = await start();
    for (const stream of streams) await append(service.store, stream, { times: 4 });
    await publish();
    await eventually('the first member is at work', () => calls.length > 0);
    // The second member can join only when the first lets go of the records that it has in its hands.
    const second = await createConsumers({ service, topic, controller: Consumer });
    apps.push(second);
    await second.startAllMicroservices();
    await eventually('the first member hears of it', () => consumersOf(first).state?.joined === false);
    release();
    await eventually('the second member joins', () => consumersOf(second).state?.joined);
    await eventually('all effects', async () => (await effects(service.database)).length >= 48, 30_000);
    const found = await versionsByStream(service.database);
    expect(found).toEqual(Object.fromEntries(streams.map((stream) => [stream, [1, 2, 3, 4]])));
    expect(await healthOf(second)['consumers']?.()).toEqual({
      partitions: 2,
      lastHeartbeat: expect.any(Date),
    });
  });

  test('a member that stops finishes what it has begun and takes nothing more; nothing comes twice', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    before = () => gate;
    const stream = newStream();
    await append(service.store, stream, { times: 10 });
    await publish();
    const first = await start();
    await eventually('the first event is in work', () => calls.length === 1);
    const closing = first.close();
    release();
    await closing;
    expect(await versionsByStream(service.database)).toEqual({ [stream]: [1] });

    await start();
    await eventually('the other nine', async () => (await effects(service.database)).length === 10);
    expect(calls).toEqual(Array.from({ length: 10 }, (_, index) => `${stream}/${index + 1}`));
  });
});
