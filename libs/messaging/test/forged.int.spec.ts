import type { ContractEvent, UnknownContractEvent } from '#contracts';
import { SigningKey } from '#auth';
import { KafkaJsBroker, MessageSigner, type ConsumerContext, type OutgoingMessage } from '#messaging';
import { eventually, testBrokers, testTopic, tokenFor } from '#testing';
import { Controller, Logger, type INestApplication } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import fc from 'fast-check';
import { Kafka, logLevel, type Message } from 'kafkajs';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import request from 'supertest';
import { consumerKeys, healthOf, startConsumers, writeEffect } from './consumers';
import { signerOf } from './messages';
import { append, asContract, newStream, openService, versionsByStream, type TestService } from './service';

Logger.overrideLogger(false);

let service: TestService;
let topic: string;
let app: INestApplication;
let broker: KafkaJsBroker;

@Controller()
class Consumer {
  @EventPattern<string>('application.*')
  on(
    @Payload() event: ContractEvent | UnknownContractEvent,
    @Ctx() context: ConsumerContext,
  ): Promise<boolean> {
    return writeEffect(event, context);
  }
}

beforeAll(async () => {
  service = await openService();
  topic = await testTopic('forged');
  broker = new KafkaJsBroker('testing', testBrokers());
  app = await startConsumers({ service, topic, controller: Consumer });
});

afterAll(async () => {
  await app.close();
  await broker.close();
  await service.close();
});

/** Sends records as they are. */
async function lay(records: readonly Message[], at = topic): Promise<void> {
  const producer = new Kafka({ brokers: testBrokers(), logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  await producer.send({ topic: at, messages: [...records] });
  await producer.disconnect();
}

/** The events of a new stream as records that are not signed yet. */
async function recordsOf(streamId: string, times: number): Promise<OutgoingMessage[]> {
  await append(service.store, streamId, { times });
  const { events } = await service.store.read({ tenant: 'duisburg', streamId });
  return events.map((event) => ({
    ...{ key: streamId, value: Buffer.from(JSON.stringify(asContract(event))) },
    headers: { ce_id: `${streamId}/${event.version}` },
  }));
}

interface Parked {
  readonly reason: string;
  readonly error: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly length: number | null;
  readonly holds: string | null;
}

async function parked(): Promise<Parked[]> {
  return service.urls.query<Parked>(
    `SELECT reason, error, key_bytes AS key, value, value_length AS length, key AS holds
     FROM messaging.parked WHERE state = 'parked' ORDER BY sequence`,
  );
}

const parkedOf = async (stream: string) => (await parked()).filter(({ key }) => String(key) === stream);

/** Waits until what was sent before has been worked through, in every partition. */
async function workedThrough(): Promise<void> {
  const last = Array.from({ length: 24 }, newStream);
  for (const stream of last)
    await lay(signerOf('application').signed(topic, await recordsOf(stream, 1)) as Message[]);
  await eventually('the events sent last', async () => {
    const found = await versionsByStream(service.database);
    return last.every((stream) => found[stream]);
  });
}

const signed = (records: readonly OutgoingMessage[]) => signerOf('application').signed(topic, records);

describe('a record that its service has not written has no effect, and nothing waits behind it', () => {
  const stranger = generateKeyPairSync('ed25519').privateKey;
  test.each<[string, (records: OutgoingMessage[]) => readonly OutgoingMessage[], string, string]>([
    ['without a signature', (records) => records, 'unsigned', 'the message carries no signature'],
    [
      'signed by another service',
      (records) => signerOf('mailbox').signed(topic, records),
      'foreign',
      'mailbox may not publish application.FormSaved in this topic',
    ],
    [
      'signed by a service that publishes nothing',
      (records) => signerOf('testing').signed(topic, records),
      'foreign',
      'testing may not publish application.FormSaved in this topic',
    ],
    [
      'signed with a key that nobody knows',
      (records) =>
        new MessageSigner(new SigningKey('application', 'application.9', stranger)).signed(topic, records),
      'unknown-key',
      'the message is signed with a key that is not known here',
    ],
    [
      'signed with another key under the name of one',
      (records) =>
        new MessageSigner(new SigningKey('application', 'application', stranger)).signed(topic, records),
      'bad-signature',
      'the signature is not one over this message',
    ],
    [
      'signed for another topic',
      (records) => signerOf('application').signed('elsewhere', records),
      'bad-signature',
      'the signature is not one over this message',
    ],
    [
      'with another value than was signed',
      (records) =>
        signed(records).map((record) => ({
          ...record,
          value: Buffer.from(String(record.value).replace('buergerservice', 'strassenverkehr')),
        })),
      'bad-signature',
      'the signature is not one over this message',
    ],
    [
      'with the signature of the record beside it',
      (records) => {
        const [one, two] = signed([
          ...records,
          ...records.map((record) => ({ ...record, value: Buffer.from('{}') })),
        ]);
        return [{ ...(one as OutgoingMessage), headers: two?.headers ?? {} }];
      },
      'bad-signature',
      'the signature is not one over this message',
    ],
    [
      'with a signature cut off',
      (records) =>
        signed(records).map(({ headers, ...record }) => ({
          ...record,
          headers: { ...headers, signature: Buffer.from(headers['signature'] as Buffer).subarray(0, 40) },
        })),
      'bad-signature',
      'the signature is not one over this message',
    ],
  ])('%s', async (_, forge, reason, error) => {
    const stream = newStream();
    const [first, second, third] = (await recordsOf(stream, 3)) as [
      OutgoingMessage,
      OutgoingMessage,
      OutgoingMessage,
    ];
    await lay([...signed([first]), ...forge([second]), ...signed([second, third])] as Message[]);
    await workedThrough();
    expect((await versionsByStream(service.database))[stream]).toEqual([1, 2, 3]);
    expect(await parkedOf(stream)).toMatchObject([{ reason, error, holds: null, value: expect.any(Buffer) }]);
  });

  test('the verifier is told how many there are, by topic and reason', async () => {
    const earlier = (await reported()).find(({ reason }) => reason === 'unsigned')?.count ?? 0;
    for (let nth = 0; nth < 3; nth += 1) await lay((await recordsOf(newStream(), 1)) as Message[]);
    await workedThrough();
    expect((await reported()).find(({ reason }) => reason === 'unsigned')).toMatchObject({
      ...{ topic, holds: false, count: earlier + 3 },
    });
  });

  async function reported(): Promise<{ reason: string; count: number }[]> {
    const token = await tokenFor(consumerKeys, { kind: 'service', sub: 'service:audit' });
    const { body } = await request(app.getHttpServer() as Server)
      .get('/internal/messages')
      .set({ Authorization: `Bearer ${token}` })
      .expect(200);
    expect(body).toMatchObject({ held: [] });
    return (body as { parked: { reason: string; count: number }[] }).parked;
  }

  test('a replay does not make it believed', async () => {
    const stream = newStream();
    await lay((await recordsOf(stream, 1)) as Message[]);
    await workedThrough();
    const claims = { roles: ['operator'], sub: newStream() } as const;
    const operator = { Authorization: `Bearer ${await tokenFor(consumerKeys, claims)}` };
    const server = app.getHttpServer() as Server;
    const { body } = await request(server).get('/operations/parked?limit=200').set(operator).expect(200);
    const item = (body as { items: { id: string; key: string }[] }).items.find(({ key }) => key === stream);
    const replayed = await request(server).post(`/operations/parked/${item?.id}/replay`).set(operator);
    expect(replayed.body).toEqual({
      replayed: [],
      failed: { id: item?.id, error: 'MessageRefused unsigned: the message carries no signature' },
    });
    expect((await versionsByStream(service.database))[stream]).toBeUndefined();
  });
});

test('a key that was replaced stays believed for what it signed before, and for nothing later', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'application.former' };
  const file = consumerKeys.publicKeysFile;
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: object[] };
  const former = new MessageSigner(new SigningKey('application', jwk.kid, privateKey));
  const [before, after] = [newStream(), newStream()];
  const early = former.signed(topic, await recordsOf(before, 1));
  const ended = Math.floor(Date.now() / 1_000) + 1;
  writeFileSync(file, JSON.stringify({ keys: [...keys, { ...jwk, exp: ended }] }));
  await eventually('its time is over', () => Date.now() > (ended + 1) * 1_000);
  const late = former.signed(topic, await recordsOf(after, 1));
  await lay([...early, ...late] as Message[]);
  await workedThrough();
  const found = await versionsByStream(service.database);
  expect([found[before], found[after]]).toEqual([[1], undefined]);
  expect(await parkedOf(after)).toMatchObject([
    { reason: 'key-not-valid', error: 'key application.former was not valid when the message was signed' },
  ]);
});

describe('whatever lies in a topic: nobody crashes, nothing waits, everything is accounted for', () => {
  const long = (length: number) => Buffer.alloc(length, 'x');

  test.each<[string, (stream: string, event: Record<string, unknown>) => readonly OutgoingMessage[], string]>(
    [
      ['a NUL in the key', (stream, event) => [record(`${stream}\0`, event)], 'invalid'],
      ['a key of 100 kB', (_, event) => [record('k'.repeat(100_000), event)], 'invalid'],
      ['an empty key', (_, event) => [record('', event)], 'invalid'],
      [
        'a version that no stream has',
        (stream, event) => [record(stream, at(event, 999_999_999))],
        'invalid',
      ],
      ['a version beyond all integers', (stream, event) => [record(stream, at(event, 1e300))], 'invalid'],
      [
        'a day that is none',
        (stream, event) => [record(stream, { ...event, time: '2026-02-30T10:00:00Z' })],
        'invalid',
      ],
      [
        'a year before all time',
        (stream, event) => [record(stream, { ...event, time: '0000-01-01T10:00:00Z' })],
        'invalid',
      ],
      ['a lone surrogate', (stream, event) => [record(stream, { ...event, tenant: '\ud800' })], 'invalid'],
      [
        'a NUL in a value',
        (stream, event) => [record(stream, { ...event, tenant: 'duis\0burg' })],
        'invalid',
      ],
      [
        'a newer type, nested without end',
        (stream, event) => [
          {
            ...{ key: stream, headers: {} },
            value: Buffer.from(
              JSON.stringify({ ...newer(event), data: 1 }).replace(
                '"data":1',
                `"data":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`,
              ),
            ),
          },
        ],
        'invalid',
      ],
      ['200 kB', (stream) => [{ key: stream, value: long(200_000), headers: {} }], 'oversized'],
      [
        'bytes that are no text',
        (stream) => [{ key: stream, value: Buffer.of(0xff, 0xfe, 0, 1), headers: {} }],
        'malformed',
      ],
    ],
  )('%s', async (_, make, reason) => {
    const stream = newStream();
    const [one] = await recordsOf(stream, 1);
    const event = JSON.parse(String(one?.value)) as Record<string, unknown>;
    const earlier = (await parked()).length;
    const poison = make(stream, event);
    await lay([...signed(poison), ...signed(one ? [one] : [])] as Message[]);
    await workedThrough();
    const all = await parked();
    expect(all.slice(earlier)).toMatchObject([{ reason, holds: null, length: poison[0]?.value.length }]);
    expect((await versionsByStream(service.database))[stream]).toEqual([1]);
  });

  test('any bytes in key, headers and value, with a signature and without', async () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
    const headers = fc.dictionary(
      fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('signature', 'ce_id', '__proto__')),
      fc.oneof(bytes, fc.array(bytes, { maxLength: 3 })),
      { maxKeys: 3 },
    );
    const wild = fc.record({
      key: fc.option(bytes),
      value: fc.option(bytes),
      headers,
      isSigned: fc.boolean(),
    });
    const records = fc.sample(wild, { numRuns: 400, seed: 20_261_126 });
    const earlier = (await parked()).length;
    for (let from = 0; from < records.length; from += 50) {
      const batch = records.slice(from, from + 50).map(({ isSigned, ...message }): Message => {
        if (!isSigned || message.key === null || message.value === null) return message;
        const { key, value } = message;
        const [one] = signed([{ key: key as unknown as string, value, headers: {} }]);
        return { key, value, headers: { ...message.headers, ...one?.headers } };
      });
      await lay(batch);
    }
    await workedThrough();
    expect((await parked()).length - earlier).toBe(records.length);
    expect(await healthOf(app)['consumers']?.()).toMatchObject({ partitions: 4 });
  });
});

function record(key: string, event: object): OutgoingMessage {
  return { key, value: Buffer.from(JSON.stringify(event)), headers: {} };
}

const at = (event: Record<string, unknown>, streamversion: number) => ({
  ...event,
  streamversion,
  id: `${String(event['subject'])}/${streamversion}`,
});

const newer = (event: Record<string, unknown>) => ({
  ...event,
  type: 'application.ObjectionLodged',
  dataschema: 'urn:serviceportal:schema:application.ObjectionLodged:1',
});
