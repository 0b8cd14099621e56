// @ts-check
import { appendFileSync, chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Logger } from '@nestjs/common';
import { contractEvent } from '#contracts';
import { eventStoreMigrations, PostgresEventStore } from '#event-sourcing';
import { KafkaJsBroker, messagingMigrations, Relay } from '#messaging';
import { openTenantDatabase } from '#database';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { startInfrastructure } from '../local/test-infrastructure.mjs';
import { provisionDatabase } from '../postgres/provision.mjs';
import { holds, interleave, keep, print, ratio } from './measure.mjs';

/**
 * The relay's way through a backlog, from the event table to the broker's acknowledgement and the checkpoint (reading,
 * folding, mapping, validating, sending), beside kafkajs alone with the same settings: once sending the very same records,
 * which are finished, and once from events as objects, as a program would that has events to send and nothing else to do.
 *
 * npm run bench -- relay [--rounds 3] [--events 100000]
 */
const { values: options } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, events: { type: 'string', default: '100000' } },
});
const rounds = Number(options.rounds);
const total = Number(options.events);
const perStream = 10;
const batchSize = 1_000;
const topic = 'bench.events.v1';
const report = (/** @type {string} */ line) => process.stderr.write(`  ${line}\n`);
Logger.overrideLogger(['error', 'fatal']);

/** So that nobody cleans up, while it is measured, what another contender left behind. */
setFlagsFromString('--expose-gc');
const collectGarbage = /** @type {() => void} */ (runInNewContext('gc'));

/** What a stream is folded to, as `publish` of a service does. */
const counter = {
  streamType: 'application',
  decider: { initialState: 0, evolve: (/** @type {number} */ state) => state + 1 },
};

const folder = mkdtempSync(join(tmpdir(), 'serviceportal-bench-'));
chmodSync(folder, 0o755);
const infrastructure = await startInfrastructure({ state: folder, report });
try {
  process.exitCode = await bench(infrastructure);
} catch (error) {
  console.error(error);
  process.exitCode = 2;
} finally {
  await infrastructure.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** @param {import('../local/test-infrastructure.mjs').Infrastructure} infrastructure @returns {Promise<number>} the exit code */
async function bench({ databaseUrl, brokers }) {
  const database = openTenantDatabase(await provision(databaseUrl), { name: 'bench' });
  const broker = new KafkaJsBroker('bench', brokers);
  await broker.ensureTopics([topic], { partitions: 4, replicationFactor: 1 });
  const store = new PostgresEventStore(database);
  report(`writing ${total} events`);
  await fill(store);
  try {
    // In a file and not in memory, where they would burden the relay.
    const sent = join(folder, 'sent');
    const relay = {
      name: 'relay: from table to checkpoint',
      run: () => measured(() => drain({ database, store, broker, sent })),
    };
    const alone = {
      name: 'kafkajs alone',
      run: () => {
        const records = readRecords(sent);
        return measured(() => sendAlone(brokers, records, (record) => record));
      },
    };
    const fromObjects = {
      name: 'kafkajs alone, events as objects',
      run: () => {
        const events = readRecords(sent).map((record) => ({
          ...record,
          event: JSON.parse(`${record.value}`),
        }));
        return measured(() =>
          sendAlone(brokers, events, ({ event, key, headers }) => ({
            key,
            value: JSON.stringify(event),
            headers,
          })),
        );
      },
    };
    const setting = { concurrency: 1, rounds, seconds: 1, report };
    const results = await interleave([relay, alone, fromObjects], setting);
    const figures = [alone, fromObjects].map(({ name }) => ({
      what: `relay ÷ ${name}, ${total} events`,
      value: ratio(results, relay.name, name, 1) ?? NaN,
      floor: 0.7,
    }));
    const bytes = Math.round(readRecords(sent).reduce((sum, { value }) => sum + value.length, 0) / total);
    print(`Relay, events of ${bytes} bytes, ${cpus().length} cores`, results, figures);
    const place = fileURLToPath(new URL('../../.local/bench/', import.meta.url));
    console.log(
      keep(place, 'relay', { at: new Date().toISOString(), total, bytes, measured: results, figures }),
    );
    return figures.every(holds) ? 0 : 1;
  } finally {
    await broker.close();
    await database.close();
  }
}

/** @param {() => Promise<void>} work */
async function measured(work) {
  collectGarbage();
  const { user, system } = process.cpuUsage();
  const begin = performance.now();
  await work();
  const perSecond = (total * 1_000) / (performance.now() - begin);
  const cpu = process.cpuUsage();
  return { perSecond, cpuMicroseconds: (cpu.user - user + cpu.system - system) / total };
}

/**
 * Lets a relay begin anew and waits until everything is acknowledged and the checkpoint has reached the end. The first time,
 * in the warm-up, what it sends is kept in the file `sent`.
 * @param {{
 *   database: import('#database').TenantDatabase, store: PostgresEventStore, broker: KafkaJsBroker,
 *   sent: string
 * }} parts
 */
async function drain({ database, store, broker, sent }) {
  await database.acrossTenants((client) => client.query('DELETE FROM messaging.checkpoints'));
  const keepRecords = !existsSync(sent);
  let acknowledged = 0;
  /** @type {() => void} */
  let done = () => undefined;
  const finished = new Promise((resolve) => (done = () => resolve(undefined)));
  /** @type {import('#messaging').Broker} */
  const counting = {
    openPublisher: async () => {
      const { send, close } = await broker.openPublisher();
      return {
        close,
        send: async (name, batch) => {
          await send(name, batch);
          if (keepRecords) keepSent(sent, batch);
          if ((acknowledged += batch.length) >= total) done();
        },
      };
    },
    subscribe: (subscription) => broker.subscribe(subscription),
    ensureTopics: (topics, layout) => broker.ensureTopics(topics, layout),
    check: () => broker.check(),
    close: () => broker.close(),
  };
  const relay = new Relay({ name: topic, store, aggregate: counter, publish }, database, counting);
  relay.start();
  await finished;
  await relay.stop(); // the last checkpoint included
  const { events } = await relay.lag();
  if (events !== 0) throw new Error(`the relay has stopped with ${events} events untold`);
}

/** @type {import('#messaging').Publication['publish']} */
function publish(event, change) {
  return contractEvent(event, 'application', {
    applicationId: event.streamId,
    reference: 'DU-2026-000123-7',
    serviceKey: 'bewohnerparkausweis',
    configurationVersion: 'c'.repeat(64),
    office: 'buergerservice',
    applicantId: event.metadata.actor.personId,
    status: 'in-processing',
    actionRequired: false,
    statusChanged: change?.before !== change?.after,
  });
}

/** @param {string} file @param {readonly import('#messaging').OutgoingMessage[]} records */
function keepSent(file, records) {
  const lines = records.map(({ key, value, headers }) => JSON.stringify({ key, value: `${value}`, headers }));
  appendFileSync(file, `${lines.join('\n')}\n`);
}

/** @param {string} file @returns {import('#messaging').OutgoingMessage[]} */
function readRecords(file) {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { key, value, headers } = JSON.parse(line);
      return { key, value: Buffer.from(value), headers };
    });
}

/** @template Item @param {string[]} brokers @param {Item[]} items @param {(item: Item) => import('kafkajs').Message} toMessage */
async function sendAlone(brokers, items, toMessage) {
  const kafka = new Kafka({ clientId: 'alone', brokers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  for (let from = 0; from < items.length; from += batchSize) {
    await producer.send({ topic, acks: -1, messages: items.slice(from, from + batchSize).map(toMessage) });
  }
  await producer.disconnect();
}

/** @param {PostgresEventStore} store */
async function fill(store) {
  let streams = total / perStream;
  const writer = async () => {
    while (streams-- > 0) {
      const streamId = uuidv7();
      const { now } = await store.read({ tenant: 'duisburg', streamId });
      await store.append({
        tenant: 'duisburg',
        streamId,
        streamType: 'application',
        expectedVersion: 0,
        events: Array.from({ length: perStream }, () => ({
          type: 'FormSaved',
          data: { sealed: 'x'.repeat(200) },
        })),
        metadata: {
          actor: { personId: uuidv7(), role: 'citizen' },
          commandId: uuidv7(),
          correlationId: uuidv7(),
          causationId: uuidv7(),
        },
        recordedAt: now,
      });
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
}

/** @param {string} adminUrl @returns {Promise<string>} the service's URL */
async function provision(adminUrl) {
  const passwords = { owner: 'bench', service: 'bench' };
  const urls = await provisionDatabase({ adminUrl, service: 'bench', passwords });
  const owner = new DataSource({
    type: 'postgres',
    url: urls.owner,
    migrations: [...eventStoreMigrations('bench'), ...messagingMigrations('bench')],
  });
  await owner.initialize();
  await owner.runMigrations();
  // Only here: a run begins anew, which a service's role may not.
  await owner.query('GRANT DELETE ON messaging.checkpoints TO bench_service');
  await owner.destroy();
  return urls.service;
}
