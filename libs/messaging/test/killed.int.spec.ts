import type { ContractEvent } from '#contracts';
import { KafkaJsBroker, Relay, type ConsumerContext } from '#messaging';
import { eventually, testBrokers, testTopic } from '#testing';
import { Controller, Logger } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { startChild } from './child-process';
import { startConsumers, writeEffect } from './consumers';
import { closeReaders, openReader, serviceKeys, signerOf } from './messages';
import {
  append,
  asAdministrator,
  newStream,
  openService,
  publicationOf,
  versionsByStream,
  type TestService,
} from './service';

Logger.overrideLogger(false);

let service: TestService;
let topic: string;

beforeEach(async () => {
  service = await openService();
  topic = await testTopic('killed');
});

afterEach(() => service.close());

@Controller()
class Consumer {
  @EventPattern<string>('application.*')
  on(@Payload() event: ContractEvent, @Ctx() context: ConsumerContext): Promise<boolean> {
    return writeEffect(event, context);
  }
}

afterEach(closeReaders);

test('a relay killed between the acknowledgement and the checkpoint: told twice, one effect each, in order', async () => {
  const streams = Array.from({ length: 5 }, newStream);
  for (const stream of streams) await append(service.store, stream, { times: 10 });

  const child = startChild('relay', [
    ...[service.urls.serviceUrl, testBrokers().join(), topic],
    serviceKeys.privateKeyFile('application'),
  ]);
  expect([await child.ended, child.output()]).toEqual([{ code: null, signal: 'SIGKILL' }, '']);
  expect(await asAdministrator(service.urls, 'SELECT * FROM messaging.checkpoints')).toEqual([]);

  const broker = new KafkaJsBroker('testing', testBrokers());
  const relay = new Relay(
    publicationOf(service.store, topic),
    service.database,
    broker,
    signerOf('application'),
  );
  relay.start();
  const reader = await openReader(topic);
  await eventually('every event twice in the topic', () => reader.records.length === 100);
  const app = await startConsumers({ service, topic, controller: Consumer });
  // One more of each stream lies in its partition behind everything told before.
  for (const stream of streams) await append(service.store, stream);
  await eventually('the effect of the last event of every stream', async () => {
    const found = await versionsByStream(service.database);
    return streams.every((stream) => found[stream]?.includes(11));
  });
  await app.close();
  await reader.close();
  await relay.stop();
  await broker.close();
  expect(await versionsByStream(service.database)).toEqual(
    Object.fromEntries(streams.map((stream) => [stream, versions(11)])),
  );
});

test('a consumer killed at work: another member goes on, one effect each, in order', async () => {
  const stream = newStream();
  const broker = new KafkaJsBroker('testing', testBrokers());
  const relay = new Relay(
    publicationOf(service.store, topic),
    service.database,
    broker,
    signerOf('application'),
  );
  relay.start();
  await append(service.store, stream, { times: 200 });
  const args = [
    service.urls.serviceUrl,
    testBrokers().join(),
    topic,
    service.group,
    serviceKeys.publicKeysFile,
  ];
  const child = startChild('consumer', args);
  const some = async () => ((await versionsByStream(service.database))[stream]?.length ?? 0) > 3;
  await eventually('some effects', some, 30_000);
  child.process.kill('SIGKILL');
  await child.ended;
  const app = await startConsumers({ service, topic, controller: Consumer });
  const all = async () => ((await versionsByStream(service.database))[stream]?.length ?? 0) >= 200;
  await eventually('all effects', all, 30_000);
  expect(await versionsByStream(service.database)).toEqual({ [stream]: versions(200) });
  await app.close();
  await relay.stop();
  await broker.close();
});

test('a consumer that crashes ends its process with exit code 1 and says why', async () => {
  const args = [
    service.urls.serviceUrl,
    testBrokers().join(),
    topic,
    service.group,
    serviceKeys.publicKeysFile,
  ];
  const child = startChild('consumer', args);
  await eventually('it joins', () => child.output().includes('joined'), 30_000);
  // Nothing that waiting or parking could help with: the tables of messaging are not there.
  await asAdministrator(service.urls, 'DROP SCHEMA messaging CASCADE');
  const unmigrated = service;
  service = await openService();
  const stream = newStream();
  await append(service.store, stream);
  const broker = new KafkaJsBroker('testing', testBrokers());
  const relay = new Relay(
    publicationOf(service.store, topic),
    service.database,
    broker,
    signerOf('application'),
  );
  relay.start();
  await eventually('the process ends', () => child.process.exitCode !== null);
  expect(child.process.exitCode).toBe(1);
  expect(child.output()).toContain('the consumer has crashed');
  await relay.stop();
  await broker.close();
  await unmigrated.close();
});

function versions(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
