import { fork } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { SigningKey } from '#auth';
import { contractEvent } from '#contracts';
import { openTenantDatabase, type TenantDatabase } from '#database';
import { eventStoreMigrations, PostgresEventStore } from '#event-sourcing';
import {
  type Broker,
  KafkaJsBroker,
  messagingMigrations,
  type Publication,
  MessageSigner,
  Relay,
} from '#messaging';
import { benchmark, report } from './benchmark';
import { keep, print } from './figures';
import { type Infrastructure, startInfrastructure } from './infrastructure';
import { type Contender, interleave, ratio, type Speed } from './measure';
import { asOwner, migrate } from './owner';
import type { Form } from './relay/kafkajs-alone';
import { keepPortion, portionsIn } from './relay/portions';

/**
 * The relay's way through a backlog, from the event table to the broker's acknowledgement and the checkpoint (reading,
 * folding, mapping, validating, sending), beside kafkajs alone with the same settings: once sending the very same records,
 * which are finished, and once from events as objects, as a program would that has events to send and nothing else to do.
 *
 * npm run bench -- relay [--rounds 3] [--events 100000]
 */
const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, events: { type: 'string', default: '100000' } },
});
const rounds = Number(options.rounds);
const total = Number(options.events);
const perStream = 10;
const topic = 'bench.events.v2';
const { privateKey } = generateKeyPairSync('ed25519');
const signer = new MessageSigner(new SigningKey('bench', 'bench', privateKey));

/** What a stream is folded to, as `publish` of a service does. */
const counter = {
  streamType: 'application',
  decider: { initialState: 0, evolve: (state: number) => state + 1 },
};

Logger.overrideLogger(['error', 'fatal']);
/** So that nobody cleans up, while it is measured, what another contender left behind. */
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

benchmark(async (folder) => {
  const infrastructure = await startInfrastructure(folder, { broker: true });
  try {
    return await bench(infrastructure, folder);
  } finally {
    await infrastructure.stop();
  }
});

async function bench({ owner, service, brokers }: Infrastructure, folder: string): Promise<0 | 1> {
  await migrate(owner, [...eventStoreMigrations('bench'), ...messagingMigrations('bench')]);
  // Only here: a run begins anew, which a service's role may not.
  await asOwner(owner, ['GRANT DELETE ON messaging.checkpoints TO bench_service']);
  const database = openTenantDatabase(service, { name: 'bench' });
  const broker = new KafkaJsBroker('bench', brokers);
  // In a file and not in memory, where they would burden the relay.
  const sent = join(folder, 'sent');
  const floor = fork(join(__dirname, 'relay/kafkajs-alone.js'), [topic, sent, ...brokers], {
    execArgv: ['--expose-gc'],
  });
  const gone = new AbortController();
  floor.once('exit', () => gone.abort(new Error('kafkajs alone has ended')));
  try {
    await broker.ensureTopics([topic], { partitions: 4, replicationFactor: 1 });
    const store = new PostgresEventStore(database);
    report(`writing ${total} events`);
    await fill(store);
    const asked = async (form: Form): Promise<Speed> => {
      floor.send(form);
      const [speed] = (await once(floor, 'message', { signal: gone.signal })) as [Speed];
      return speed;
    };
    const relay: Contender = {
      name: 'relay: from table to checkpoint',
      run: () => measured(() => drain({ database, store, broker, sent })),
    };
    const [alone, fromObjects] = [
      { name: 'kafkajs alone', run: () => asked('finished') },
      { name: 'kafkajs alone, events as objects', run: () => asked('objects') },
    ] satisfies [Contender, Contender];
    const setting = { concurrency: 1, rounds, seconds: 1, report };
    const results = await interleave([relay, alone, fromObjects], setting);
    const figures = [alone, fromObjects].map(({ name }) => ({
      what: `relay ÷ ${name}, ${total} events`,
      value: ratio(results, relay.name, name, 1) ?? NaN,
      floor: 0.7,
    }));
    const bytes = await bytesOfRecord(sent);
    print(`Relay, events of ${bytes} bytes, ${cpus().length} cores`, results, figures);
    return keep('relay', { total, bytes, measured: results, figures });
  } finally {
    floor.kill();
    await broker.close();
    await database.close();
  }
}

async function measured(work: () => Promise<void>): Promise<Speed> {
  collectGarbage();
  const before = process.cpuUsage();
  const begin = performance.now();
  await work();
  const perSecond = (total * 1_000) / (performance.now() - begin);
  const { user, system } = process.cpuUsage(before);
  return { perSecond, cpuMicroseconds: (user + system) / total };
}

/**
 * Lets a relay begin anew and waits until everything is acknowledged and the checkpoint has reached the end. The first time,
 * in the warm-up, what it sends is kept in the file `sent`.
 */
async function drain(parts: {
  readonly database: TenantDatabase;
  readonly store: PostgresEventStore;
  readonly broker: KafkaJsBroker;
  readonly sent: string;
}): Promise<void> {
  const { database, store, broker, sent } = parts;
  await database.acrossTenants((client) => client.query('DELETE FROM messaging.checkpoints'));
  const keepRecords = !existsSync(sent);
  let acknowledged = 0;
  let done: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (done = resolve));
  const counting: Broker = {
    openPublisher: async () => {
      const publisher = await broker.openPublisher();
      return {
        close: () => publisher.close(),
        send: async (name, batch) => {
          await publisher.send(name, batch);
          if (keepRecords) keepPortion(sent, batch);
          if ((acknowledged += batch.length) >= total) done();
        },
      };
    },
    subscribe: (subscription) => broker.subscribe(subscription),
    ensureTopics: (topics, layout) => broker.ensureTopics(topics, layout),
    recordsEverIn: (name) => broker.recordsEverIn(name),
    check: () => broker.check(),
    close: () => broker.close(),
  };
  const relay = new Relay({ name: topic, store, aggregate: counter, publish }, database, counting, signer);
  relay.start();
  await finished;
  await relay.stop(); // the last checkpoint included
  const { events } = await relay.lag();
  if (events !== 0) throw new Error(`the relay has stopped with ${events} events untold`);
}

const publish: Publication['publish'] = (event, change) =>
  contractEvent(event, 'application', {
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

async function bytesOfRecord(sent: string): Promise<number> {
  let bytes = 0;
  for await (const portion of portionsIn(sent))
    bytes += portion.reduce((sum, { value }) => sum + value.length, 0);
  return Math.round(bytes / total);
}

async function fill(store: PostgresEventStore): Promise<void> {
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
