import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topics } from '#contracts';
import { KafkaJsBroker, topicRights } from '#messaging';
import { eventually } from '#testing';
import { Logger } from '@nestjs/common';
import { startKafka, type RunningKafka } from '../kafka.mjs';
import { createPorts } from '../ports.mjs';
import { brokerAnswers } from '../topics.mjs';

Logger.overrideLogger(false);

const users = { operator: 'all', application: 'one', mailbox: 'two', stranger: 'three' };
let state: string;
let kafka: RunningKafka;
const clients: KafkaJsBroker[] = [];

function clientOf(username: keyof typeof users, password = users[username]): KafkaJsBroker {
  const credentials = { mechanism: 'plain', username, password } as const;
  const client = new KafkaJsBroker(username, { brokers: kafka.brokers, credentials });
  clients.push(client);
  return client;
}

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'kafka-'));
  const ports = createPorts();
  kafka = await startKafka({ state, users, port: await ports.next(0), controllerPort: await ports.next(0) });
  const operator = clientOf('operator');
  for (const _ of ['once', 'and again']) {
    await operator.ensureTopics(Object.values(topics), { partitions: 1 });
    await operator.grant(topicRights);
  }
}, 90_000);

afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await kafka.process.stop();
  rmSync(state, { recursive: true, force: true });
});

const record = { key: 'stream', value: Buffer.from('{}'), headers: {} };

test('nobody gets in without a password that is known', async () => {
  expect(await brokerAnswers(kafka.brokers)).toBe(false);
  await expect(clientOf('application', 'guessed').check()).rejects.toThrow('authentication');
  expect(statSync(join(state, 'kafka', 'broker.properties')).mode & 0o077).toBe(0);
});

test('a service writes its own topic and no other', async () => {
  const application = clientOf('application');
  const publisher = await application.openPublisher();
  await publisher.send(topics.application, [record]);
  await expect(publisher.send(topics.mailbox, [record])).rejects.toThrow(/not authorized/i);
  await publisher.close();
  expect(await application.recordsEverIn(topics.application)).toBe(1n);
  await application.check([topics.application, topics.mailbox]);
});

test('a service reads what concerns it, in its own group, and makes no topic of others anew', async () => {
  const mailbox = clientOf('mailbox');
  const received: string[] = [];
  const subscribe = (client: KafkaJsBroker, group: string, topic: string) => {
    const crashed: unknown[] = [];
    const subscriber = client.subscribe({
      ...{ group, topics: [topic], onCrash: (error: unknown) => crashed.push(error) },
      handle: (records, _, done) => {
        received.push(...records.map(({ key }) => String(key)));
        records.forEach(done);
        return Promise.resolve();
      },
    });
    return { subscriber, crashed };
  };
  const own = subscribe(mailbox, 'mailbox', topics.application);
  await eventually('the record', () => received.length === 1, 30_000);
  await own.subscriber.stop();
  const foreign = subscribe(mailbox, 'audit', topics.application);
  await eventually(
    'it is refused',
    () => foreign.crashed.length > 0 || foreign.subscriber.state.problem !== 'joining',
    30_000,
  );
  expect(foreign.subscriber.state.joined).toBe(false);
  await foreign.subscriber.stop();
  await expect(mailbox.ensureTopics(['anything.events.v2'], { partitions: 1 })).rejects.toThrow(
    /not authorized/i,
  );
  await expect(clientOf('stranger').check([topics.application])).rejects.toThrow('is missing');
});
