import { maximumContractEventBytes, type ContractEvent, type UnknownContractEvent } from '#contracts';
import type { ConsumerContext } from '#messaging';
import { eventually, testDatabaseServer, testTopic, tokenFor, type TestClaims } from '#testing';
import { Controller, Logger, type INestApplication } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Server } from 'node:http';
import pg from 'pg';
import request from 'supertest';
import { ParkedMessages } from '../src/parked-messages';
import { consumerKeys, startConsumers, writeEffect } from './consumers';
import { send } from './messages';
import {
  append,
  asAdministrator,
  asContract,
  newStream,
  openService,
  versionsByStream,
  type TestService,
} from './service';

Logger.overrideLogger(false);

type AnyEvent = ContractEvent | UnknownContractEvent;
interface Item {
  id: string;
  key: string;
  eventId: string | null;
  reason: string;
  error: string;
  attempts: number;
  bytes: number;
  state: string;
  closedBy: string | null;
  closedWhy: string | null;
}

const operator: TestClaims = { roles: ['operator'], sub: newStream() };

let service: TestService;
let topic: string;
let app: INestApplication;
/** Ids of events whose handler fails. */
const poisonous = new Set<string>();
let calls: string[] = [];

@Controller()
class Consumer {
  @EventPattern<string>('application.*')
  async on(@Payload() event: AnyEvent, @Ctx() context: ConsumerContext): Promise<void> {
    calls.push(event.id);
    if (poisonous.has(event.id)) throw new Error('this event cannot be handled');
    await writeEffect(event, context);
  }
}

beforeEach(async () => {
  service = await openService();
  topic = await testTopic('parked');
  poisonous.clear();
  calls = [];
  app = await startConsumers({ service, topic, controller: Consumer });
});

afterEach(async () => {
  await app.close();
  await service.close();
});

/** A stored stream as records for the topic. */
async function recordsOf(
  streamId: string,
  times: number,
  tenant = 'duisburg',
): Promise<{ key: string; value: string }[]> {
  await append(service.store, streamId, { times, tenant });
  const { events } = await service.store.read({ tenant, streamId });
  return events.slice(-times).map((event) => ({ key: streamId, value: JSON.stringify(asContract(event)) }));
}

async function as(claims: TestClaims): Promise<{ Authorization: string }> {
  return { Authorization: `Bearer ${await tokenFor(consumerKeys, claims)}` };
}

async function list(claims: TestClaims = operator, state = 'parked'): Promise<Item[]> {
  const { body } = await request(app.getHttpServer() as Server)
    .get(`/operations/parked?state=${state}`)
    .set(await as(claims))
    .expect(200);
  return (body as { items: Item[] }).items;
}

async function post(
  path: string,
  body: object = {},
  claims: TestClaims = operator,
): Promise<request.Response> {
  return request(app.getHttpServer() as Server)
    .post(`/operations/parked/${path}`)
    .set(await as(claims))
    .send(body);
}

/** Waits until everything sent so far has been worked through. */
async function workedThrough(): Promise<void> {
  // Enough of them for each of the topic's few partitions to get one.
  const last = Array.from({ length: 24 }, () => newStream());
  for (const stream of last) await send(topic, await recordsOf(stream, 1));
  await eventually('the events sent last', async () => {
    const found = await versionsByStream(service.database);
    return last.every((stream) => found[stream]);
  });
}

describe('a poison message', () => {
  let poisoned: string;
  let others: string[];

  beforeEach(async () => {
    [poisoned, ...others] = Array.from({ length: 9 }, newStream) as [string, ...string[]];
    poisonous.add(`${poisoned}/2`);
    for (const stream of [poisoned, ...others]) await send(topic, await recordsOf(stream, 4));
    await workedThrough();
  });

  test('is parked after bounded retries with the later ones of its key; all other keys go on', async () => {
    const found = await versionsByStream(service.database);
    expect(found[poisoned]).toEqual([1]);
    for (const stream of others) expect(found[stream]).toEqual([1, 2, 3, 4]);
    expect(calls.filter((id) => id.startsWith(poisoned))).toEqual(
      [1, 2, 2, 2].map((version) => `${poisoned}/${version}`),
    );
    expect(await list()).toMatchObject([
      {
        eventId: `${poisoned}/2`,
        reason: 'handler-failed',
        error: 'application.*: Error: this event cannot be handled',
        attempts: 3,
      },
      { eventId: `${poisoned}/3`, reason: 'behind-parked', attempts: 0 },
      { eventId: `${poisoned}/4`, reason: 'behind-parked', attempts: 0 },
    ]);
  });

  test('is replayed with its successors, in order, when its handler has been repaired; the key is free again', async () => {
    const [first, , third] = await list();
    poisonous.clear();
    // Asked for the last one, the replay begins with the first all the same.
    const { status, body } = await post(`${third?.id}/replay`);
    expect([status, body]).toMatchObject([200, { failed: null }]);
    expect((body as { replayed: string[] }).replayed).toHaveLength(3);
    await send(topic, await recordsOf(poisoned, 1));
    await eventually(
      'the fifth',
      async () => (await versionsByStream(service.database))[poisoned]?.length === 5,
    );
    expect((await versionsByStream(service.database))[poisoned]).toEqual([1, 2, 3, 4, 5]);
    expect(await list()).toEqual([]);
    expect((await post(`${first?.id}/replay`)).status).toBe(409);
  });

  test('stays parked when the replay fails again, and says why', async () => {
    const [first] = await list();
    const { body } = await post(`${first?.id}/replay`);
    expect(body).toEqual({
      replayed: [],
      failed: { id: first?.id, error: 'Error: this event cannot be handled' },
    });
    expect((await list()).map(({ attempts }) => attempts)).toEqual([4, 0, 0]);
  });

  test('is discarded with a record of who and why; delivered again it has no effect; its successors can be replayed', async () => {
    const [first, second] = await list();
    expect((await post(`${first?.id}/discard`, { why: '' })).status).toBe(400);
    expect((await post(`${first?.id}/discard`, { why: 'drafted by a test' })).status).toBe(204);
    expect((await list()).map(({ eventId }) => eventId)).toEqual([`${poisoned}/3`, `${poisoned}/4`]);
    expect(await list(operator, 'discarded')).toMatchObject([
      {
        eventId: `${poisoned}/2`,
        state: 'discarded',
        closedBy: operator.sub,
        closedWhy: 'drafted by a test',
      },
    ]);
    poisonous.clear();
    await post(`${second?.id}/replay`);
    const { events } = await service.store.read({ tenant: 'duisburg', streamId: poisoned });
    await send(
      topic,
      events.map((event) => ({ key: poisoned, value: JSON.stringify(asContract(event)) })),
    );
    await workedThrough();
    expect((await versionsByStream(service.database))[poisoned]).toEqual([1, 3, 4]);
    expect((await post(`${first?.id}/discard`, { why: 'once more' })).status).toBe(409);
  });

  test('is nobody’s business but the operators’ of its tenant', async () => {
    const [first] = await list();
    const elsewhere: TestClaims = { ...operator, tenant: 'wuppertal' };
    const caseworker: TestClaims = { roles: ['caseworker'], offices: ['buergerservice'] };
    expect(await list(elsewhere)).toEqual([]);
    expect((await post(`${first?.id}/replay`, {}, elsewhere)).status).toBe(404);
    expect((await post(`${first?.id}/discard`, { why: 'not mine' }, elsewhere)).status).toBe(404);
    expect((await post(`${first?.id}/replay`, {}, caseworker)).status).toBe(403);
    expect((await post(`${newStream()}/replay`)).status).toBe(404);
    expect((await post('none/replay')).status).toBe(400);
    expect((await list()).length).toBe(3);
  });

  test('messages that arrive during a replay are handled behind it', async () => {
    const [first] = await list();
    poisonous.clear();
    const more = await recordsOf(poisoned, 20);
    await Promise.all([post(`${first?.id}/replay`), ...[send(topic, more)]]);
    await eventually(
      'all 24',
      async () => (await versionsByStream(service.database))[poisoned]?.length === 24,
    );
    expect((await versionsByStream(service.database))[poisoned]).toEqual(
      Array.from({ length: 24 }, (_, n) => n + 1),
    );
    expect(await list()).toEqual([]);
  });
});

test('a message that arrives while the last one of its key is being closed is not left behind', async () => {
  const parked = new ParkedMessages(service.database);
  const [first, second] = (await recordsOf(newStream(), 2)).map(({ key, value }, index) => ({
    ...{ topic, partition: 0, offset: `${index}`, key, keyBytes: Buffer.from(key) },
    ...{ value: Buffer.from(value), signature: null },
  }));
  if (first === undefined || second === undefined) throw new Error('two records were expected');
  const event = { tenant: 'duisburg', id: `${first.key}/1`, type: 'any' };
  await parked.park(first, { reason: 'handler-failed', error: 'tried in vain', attempts: 1 }, event);
  const [row] = await asAdministrator<{ id: string }>(service.urls, 'SELECT id FROM messaging.parked');
  const message = await parked.find(row?.id ?? '');
  if (message === undefined) throw new Error('the message is not parked');

  const gate = await holdBackClosing();
  try {
    const closing = parked.replayed(message, 'operator');
    await eventually('the closing waits before its commit', async () => (await gate.waiting()) === 1);
    let settled = false;
    const parking = parked.parkBehind(second, { tenant: 'duisburg', id: 'second', type: 'any' });
    void parking.finally(() => (settled = true));
    await eventually(
      'the next message is decided upon, or waits',
      async () => settled || (await gate.waiting()) === 2,
    );
    await gate.open();
    await closing;
    // Parked now, it would wait behind a key that nobody replays any more.
    expect(await parking).toBe(false);
  } finally {
    await gate.close();
  }
});

/** Lets transactions that close a parked message wait before their commit until `open`. */
async function holdBackClosing() {
  const url = new URL(testDatabaseServer());
  url.pathname = new URL(service.urls.ownerUrl).pathname;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`
    CREATE FUNCTION testing.wait() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER wait AFTER UPDATE ON messaging.parked DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION testing.wait();
    SELECT pg_advisory_lock(4711)`);
  return {
    /** How many transactions wait for a lock of any name. */
    waiting: async () => {
      const { rows } = await client.query<{ count: number }>(
        `SELECT count(*)::int FROM pg_locks JOIN pg_database ON pg_database.oid = database
         WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()`,
      );
      return rows[0]?.count;
    },
    open: () => client.query('SELECT pg_advisory_unlock(4711)'),
    close: () => client.end(),
  };
}

describe('a message that cannot be read is parked without retries, and nothing waits behind it', () => {
  test.each<[string, (valid: string) => string, string, string]>([
    ['malformed', () => '{"specversion":"1.0",', 'malformed', 'the message is not JSON in UTF-8'],
    [
      'oversized',
      () => ' '.repeat(maximumContractEventBytes + 1),
      'oversized',
      'the message has 65537 bytes; a contract event has at most 65536',
    ],
    [
      'without a schema version',
      (valid) => without(valid, 'dataschema'),
      'schema-version',
      'the message names no schema version: attribute dataschema is missing',
    ],
    [
      'with another schema version',
      (valid) => valid.replace('FormSaved:1"', 'FormSaved:2"'),
      'schema-version',
      'unknown schema version of application.FormSaved: this release knows version 1 only',
    ],
    [
      'with an unknown attribute',
      (valid) => valid.replace('{', '{"name":"x",'),
      'invalid',
      'the envelope is invalid: must NOT have additional properties',
    ],
  ])('%s', async (_, spoil, reason, error) => {
    const stream = newStream();
    const [one, two] = await recordsOf(stream, 2);
    await send(topic, [{ key: stream, value: spoil(one?.value ?? '') }, ...(two ? [two] : [])]);
    await workedThrough();
    expect(await list()).toMatchObject([{ key: stream, eventId: null, reason, error, attempts: 0 }]);
    expect(calls.filter((id) => id.startsWith(stream))).toEqual([`${stream}/2`]);

    const [first] = await list();
    expect((await post(`${first?.id}/replay`)).body).toMatchObject({
      replayed: [],
      failed: { id: first?.id },
    });
    expect((await post(`${first?.id}/discard`, { why: 'unreadable' })).status).toBe(204);
    expect(await list()).toEqual([]);
  });

  test('a record that lies under another key than its stream', async () => {
    const [record] = await recordsOf(newStream(), 1);
    await send(topic, [{ key: newStream(), value: record?.value ?? '' }]);
    await workedThrough();
    expect(await list()).toMatchObject([
      { reason: 'invalid', error: 'the key of the record is not the stream of its event' },
    ]);
  });
});

test('the service’s role can delete no parked message and no inbox row', async () => {
  for (const table of ['messaging.parked', 'messaging.inbox']) {
    const rows = await asAdministrator(
      service.urls,
      `SELECT has_table_privilege('testing_service', $1, 'DELETE') OR has_table_privilege('testing_service', $1, 'TRUNCATE') AS may`,
      [table],
    );
    expect(rows).toEqual([{ may: false }]);
  }
});

function without(json: string, attribute: string): string {
  const { [attribute]: _, ...rest } = JSON.parse(json) as Record<string, unknown>;
  return JSON.stringify(rest);
}
