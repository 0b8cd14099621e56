import { Client } from 'pg';
import {
  createTopics,
  eventually,
  startOwnBroker,
  testBrokers,
  testDatabase,
  testKeys,
  testTopic,
  tokenFor,
} from '#testing';
import { createTokenVerifier } from '#auth';
import { KafkaJsBroker } from '#messaging';
import { Kafka, logLevel } from 'kafkajs';

test('a test database has the roles of production: the service may connect, and own or create nothing', async () => {
  const database = await testDatabase('testing', []);
  const service = new Client(database.serviceUrl);
  await service.connect();
  const { rows } = await service.query(
    'SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user',
  );
  expect(rows).toStrictEqual([{ current_user: 'testing_service', rolsuper: false, rolbypassrls: false }]);
  await expect(service.query('CREATE TABLE public.mine ()')).rejects.toThrow('permission denied');
  await expect(service.query('CREATE SCHEMA mine')).rejects.toThrow('permission denied');
  await service.end();
  await database.drop();
});

test('a stranger to a service cannot connect to its database', async () => {
  const [mine, other] = await Promise.all([testDatabase('testing', []), testDatabase('stranger', [])]);
  const url = new URL(other.serviceUrl);
  url.pathname = new URL(mine.serviceUrl).pathname;
  const stranger = new Client(url.href);
  await expect(stranger.connect()).rejects.toThrow('permission denied for database');
  await Promise.all([mine.drop(), other.drop()]);
});

test('a test topic has several partitions', async () => {
  const topic = await testTopic('testing');
  const admin = new Kafka({ brokers: testBrokers(), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  expect(topics[0]?.partitions).toHaveLength(4);
  await admin.disconnect();
});

test('an own broker keeps its topics and its address over a stop and a start', async () => {
  const broker = await startOwnBroker();
  await createTopics(broker.brokers, ['kept']);
  await broker.stop();
  await expect(new KafkaJsBroker('testing', broker.brokers).check()).rejects.toThrow();
  await broker.start();
  const admin = new Kafka({ brokers: broker.brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  expect(await admin.listTopics()).toContain('kept');
  await admin.disconnect();
  await broker.remove();
});

test('a token for a test is believed by the verifier of the services', async () => {
  const keys = testKeys(['identity', 'gateway']);
  const token = await tokenFor(keys, { roles: ['caseworker'], offices: ['buergerservice'] });
  await expect(createTokenVerifier(keys.publicKeysFile).verify(token)).resolves.toMatchObject({
    iss: 'identity',
    kind: 'person',
    roles: ['caseworker'],
    offices: ['buergerservice'],
  });
});

test('eventually says what was missing and what it saw last', async () => {
  await expect(eventually('a third mail', () => Promise.resolve(undefined), 30)).rejects.toThrow(
    'Within 30 ms this did not come about: a third mail. Last seen: undefined',
  );
  await expect(eventually('an answer', () => Promise.reject(new Error('refused')), 30)).rejects.toThrow(
    'Last seen: refused',
  );
  await expect(eventually('a value', () => Promise.resolve(42))).resolves.toBe(42);
});
