import type { ContractEvent } from '#contracts';
import { KafkaJsBroker, Relay, type ConsumerContext } from '#messaging';
import { eventually, testBrokers, testTopic } from '#testing';
import { Controller, Logger } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { healthOf, startConsumers, writeEffect } from './consumers';
import { deleteTopic, signerOf } from './messages';
import { append, newStream, openService, publicationOf, versionsByStream } from './service';

Logger.overrideLogger(false);

@Controller()
class Consumer {
  @EventPattern<string>('application.*')
  on(@Payload() event: ContractEvent, @Ctx() context: ConsumerContext): Promise<boolean> {
    return writeEffect(event, context);
  }
}

test('a topic is deleted while services run: it is named, made anew and filled, and those who listen go on without a second effect', async () => {
  const service = await openService();
  const topic = await testTopic('lost');
  const broker = new KafkaJsBroker('testing', testBrokers());
  const relay = new Relay(
    publicationOf(service.store, topic),
    service.database,
    broker,
    signerOf('application'),
  );
  relay.start();
  const app = await startConsumers({ service, topic, controller: Consumer });
  const streams = Array.from({ length: 8 }, newStream);
  for (const stream of streams) await append(service.store, stream, { times: 3 });
  const effects = async () => Object.values(await versionsByStream(service.database)).flat().length;
  await eventually('all effects', async () => (await effects()) === 24);

  await deleteTopic(topic);
  await expect(healthOf(app)['broker']?.()).rejects.toThrow(`${topic} is missing at the broker`);
  for (const stream of streams) await append(service.store, stream);
  await eventually('the effects of what is new', async () => (await effects()) === 32, 60_000);
  expect(await versionsByStream(service.database)).toEqual(
    Object.fromEntries(streams.map((stream) => [stream, [1, 2, 3, 4]])),
  );
  await healthOf(app)['broker']?.();

  await relay.stop();
  await app.close();
  await broker.close();
  await service.close();
}, 120_000);
