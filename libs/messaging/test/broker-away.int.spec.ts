import type { ContractEvent } from '#contracts';
import { KafkaJsBroker, Relay, type ConsumerContext } from '#messaging';
import { eventually, startOwnBroker, type OwnBroker } from '#testing';
import { Controller, Logger, type INestApplication } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { createConsumers, healthOf, startConsumers, writeEffect } from './consumers';
import { signerOf } from './messages';
import { append, newStream, openService, publicationOf, versionsByStream, type TestService } from './service';

Logger.overrideLogger(false);

/** How long the broker is away, in ms. */
const outage = 20_000;

@Controller()
class Consumer {
  @EventPattern<string>('application.*')
  on(@Payload() event: ContractEvent, @Ctx() context: ConsumerContext): Promise<boolean> {
    return writeEffect(event, context);
  }
}

let service: TestService;
let kafka: OwnBroker;
let broker: KafkaJsBroker;
let relay: Relay;
let app: INestApplication | undefined;

beforeEach(async () => {
  kafka = await startOwnBroker();
  service = await openService();
  broker = new KafkaJsBroker('testing', kafka.brokers);
  await broker.ensureTopics(['events'], { partitions: 4, replicationFactor: 1 });
  await broker.ensureTopics(['events'], { partitions: 4, replicationFactor: 1 });
  relay = new Relay(
    publicationOf(service.store, 'events'),
    service.database,
    broker,
    signerOf('application'),
  );
});

afterEach(async () => {
  await app?.close();
  await relay.stop();
  await broker.close();
  await kafka.remove();
  await service.close();
});

const settings = () => ({ service, topic: 'events', controller: Consumer, brokers: kafka.brokers });

/** A member that joins counts as ready until it has met the broker's silence. */
const consumersAreDown = (health: ReturnType<typeof healthOf>) =>
  eventually(
    'the consumers say that they are down',
    async () => {
      const reason = await health['consumers']?.().then(String, (error: Error) => error.message);
      return /^the consumer (has not joined its group|has sent no heartbeat)/.test(reason ?? '');
    },
    30_000,
  );

test('the broker is away for 20 seconds while people go on: nothing is lost, every stream keeps its order', async () => {
  relay.start();
  app = await startConsumers(settings());
  const health = healthOf(app);
  const streams = Array.from({ length: 6 }, newStream);
  const written = () => Promise.all(streams.map((stream) => append(service.store, stream)));
  let rounds = 0;
  for (; rounds < 10; rounds += 1) await written();

  const stopped = performance.now();
  await kafka.stop();
  await eventually(
    'people have gone on writing for the whole outage',
    async () => {
      await written();
      rounds += 1;
      return performance.now() - stopped > outage;
    },
    outage + 10_000,
  );
  expect(relay.state).toMatchObject({ role: 'waiting', problem: expect.stringMatching(/^KafkaJS/) });
  expect((await relay.lag()).events).toBeGreaterThan(0);
  await expect(health['broker']?.()).rejects.toThrow();
  await consumersAreDown(health);

  await kafka.start();
  await eventually('the relay runs again', () => relay.state.role === 'running', 30_000);
  await eventually(
    'all effects',
    async () =>
      Object.values(await versionsByStream(service.database)).flat().length >= rounds * streams.length,
    60_000,
  );
  const all = Array.from({ length: rounds }, (_, index) => index + 1);
  expect(await versionsByStream(service.database)).toEqual(
    Object.fromEntries(streams.map((stream) => [stream, all])),
  );
  await eventually(
    'the consumer is healthy',
    async () => (await health['consumers']?.()) !== undefined,
    30_000,
  );
}, 180_000);

test('a service that starts while the broker is away joins when it comes', async () => {
  await kafka.stop();
  relay.start();
  app = await createConsumers(settings());
  await app.startAllMicroservices();
  const stream = newStream();
  await append(service.store, stream, { times: 3 });
  await eventually('the relay waits', () => relay.state.role === 'waiting');
  await consumersAreDown(healthOf(app));
  await kafka.start();
  await eventually(
    'all effects',
    async () => (await versionsByStream(service.database))[stream]?.length === 3,
    60_000,
  );
}, 120_000);
