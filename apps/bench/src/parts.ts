import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { waitFor } from '#portal-client';
import { benchmark, report } from './benchmark';
import { keep, printFigures } from './figures';
import { cpuOfProcess, cpuOfTree } from './http/processes';
import { type Infrastructure, startInfrastructure } from './infrastructure';
import { type Contender, interleave, ratio, type Speed } from './measure';
import { asOwner } from './owner';
import { createTopics, producerOf } from './parts/broker';
import { bareCase, type Start } from './parts/bare-case';
import { launched } from './product';

/**
 * The floors of `npm run bench -- http`: what the parts that the product is made of cost by themselves, with nothing of ours in them.
 *
 * - A reading: the plain proxy of that benchmark before a plain server that reads its answer from PostgreSQL, one row by its key.
 * - Telling: a batch of three records that kafkajs sends to the broker and five processes with kafkajs hear, at the pace of a relay.
 * - A case: see `parts/bare-case.ts`.
 *
 * npm run bench -- parts [--connections 16] [--rounds 5] [--batches 300] [--cases 300]
 */
const { values: options } = parseArgs({
  options: {
    connections: { type: 'string', default: '16' },
    rounds: { type: 'string', default: '5' },
    batches: { type: 'string', default: '300' },
    cases: { type: 'string', default: '300' },
  },
});

const execArgv = [...launched()];
/** About as long as the answer with a citizen's only application. */
const body = JSON.stringify({ items: [{ text: 'x'.repeat(700) }] });
const topics = ['told-a', 'told-b', 'told-c'];
const listeners = 5;
const [recordsOfBatch, bytesOfRecord] = [3, 900];
/** Milliseconds between two batches: a relay's pace is 60, and three relays tell. */
const paceMs = 20;

benchmark(async (folder) => {
  const infrastructure = await startInfrastructure(folder, { broker: true });
  const children: ChildProcess[] = [];
  const started = async (file: string, args: readonly string[]) => {
    const child = fork(join(__dirname, file), args, { execArgv });
    children.push(child);
    const [told] = (await once(child, 'message')) as [unknown];
    return { child, told };
  };
  try {
    const figures = [
      await reading(infrastructure, started),
      ...(await telling(infrastructure, started)),
      ...(await bareCase(infrastructure, started, Number(options.cases))),
    ];
    printFigures(figures);
    return keep('parts', { options, figures });
  } finally {
    for (const child of children) child.disconnect();
    await infrastructure.stop();
  }
});

async function reading({ owner, service }: Infrastructure, started: Start) {
  const key = randomUUID();
  await asOwner(owner, [
    'CREATE SCHEMA bench',
    'GRANT USAGE ON SCHEMA bench TO bench_service',
    'CREATE TABLE bench.answers (id uuid PRIMARY KEY, body text NOT NULL)',
    'GRANT SELECT ON bench.answers TO bench_service',
    `INSERT INTO bench.answers VALUES ('${key}', '${body}')`,
  ]);
  const plain = JSON.stringify({ headers: { 'content-type': 'application/json' }, body });
  const behind = async (file: string, args: readonly string[]) =>
    started('http/plain/proxy.js', [String((await started(file, args)).told)]);
  const asking = (name: string, { told: port }: Awaited<ReturnType<Start>>): Contender => ({
    name,
    run: async (connections, duration): Promise<Speed> => {
      const answered = await autocannon({ url: `http://127.0.0.1:${String(port)}/`, connections, duration });
      if (answered.non2xx + answered.errors > 0) throw new Error(`${name}: not every answer was good`);
      return { perSecond: answered['2xx'] / answered.duration };
    },
  });
  const names = { plain: 'plain proxy and server', row: 'the same, one row of PostgreSQL read' };
  const concurrency = Number(options.connections);
  const measured = await interleave(
    [
      asking(names.plain, await behind('http/plain/server.js', [plain])),
      asking(names.row, await behind('parts/reading-server.js', [service, key])),
    ],
    { concurrency, rounds: Number(options.rounds), seconds: 3, report },
  );
  return {
    what: `${names.row} ÷ ${names.plain}`,
    value: ratio(measured, names.row, names.plain, concurrency) ?? NaN,
  };
}

async function telling({ brokers, pid }: Infrastructure, started: Start) {
  await createTopics(brokers, topics);
  const heard = await Promise.all(
    Array.from({ length: listeners }, (_, nth) =>
      started('parts/listener.js', [`listener-${nth}`, topics.join(), ...brokers]),
    ),
  );
  const producer = await producerOf('bench', brokers);
  const value = 'x'.repeat(bytesOfRecord);
  const batches = Number(options.batches);
  const tell = async (): Promise<void> => {
    for (let nth = 0; nth < batches; nth += 1) {
      const messages = Array.from({ length: recordsOfBatch }, () => ({ key: randomUUID(), value }));
      await producer.send({ topic: topics[nth % topics.length] ?? '', acks: -1, messages });
      await delay(paceMs);
    }
  };
  report(`telling: ${batches} batches to warm up, ${batches} that count`);
  await tell();
  const used = () => ({
    broker: cpuOfTree(pid),
    producer: (process.cpuUsage().user + process.cpuUsage().system) / 1_000,
    listeners: heard.reduce((sum, { child }) => sum + cpuOfProcess(child.pid ?? -1), 0),
  });
  const before = used();
  await tell();
  for (const { child } of heard)
    await waitFor('every record being heard', async () => {
      child.send('how many?');
      const [count] = (await once(child, 'message')) as [number];
      return count === 2 * batches * recordsOfBatch;
    });
  const after = used();
  await producer.disconnect();
  const each = (part: keyof typeof before) => (after[part] - before[part]) / batches;
  const unit = ' ms CPU';
  return [
    { what: 'one batch, the broker', value: each('broker'), unit },
    { what: 'one batch, kafkajs that sends it', value: each('producer'), unit },
    { what: `one batch, kafkajs in ${listeners} processes that hear it`, value: each('listeners'), unit },
    { what: 'one batch, together', value: each('broker') + each('producer') + each('listeners'), unit },
  ];
}
