// @ts-check
/**
 * What a benchmark of a library rests on: `node deploy/local/bench-infrastructure.mjs <state folder> [--broker]
 * [--service bench] [--shared-buffers 128MB]` starts PostgreSQL (and a broker where asked), makes the database of that name with
 * the two roles that every service has, and prints one line of JSON: `{ adminUrl, version, owner, service, brokers? }`. Ends, and lets both end,
 * when its standard input closes: also when the benchmark was killed.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { provisionDatabase } from '../postgres/provision.mjs';
import { chooseBroker, fetchKafka, startKafka, whatToInstall } from './kafka.mjs';
import { createPorts } from './ports.mjs';
import { startPostgres } from './postgres.mjs';

const { values: wish, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    broker: { type: 'boolean', default: false },
    service: { type: 'string', default: 'bench' },
    'shared-buffers': { type: 'string' },
  },
});
const state = resolve(positionals[0] ?? '.local/bench-infrastructure');
mkdirSync(state, { recursive: true, mode: 0o755 });
const ports = createPorts();
const sharedBuffers = wish['shared-buffers'];
const [postgres, kafka] = await Promise.all([
  startPostgres({ state, port: await ports.next(0), ...(sharedBuffers && { sharedBuffers }) }),
  wish.broker ? startBroker() : undefined,
]);
const passwords = { owner: 'bench', service: 'bench' };
const urls = await provisionDatabase({ adminUrl: postgres.adminUrl, service: wish.service, passwords });
const { adminUrl, version } = postgres;
console.log(JSON.stringify({ adminUrl, version, ...urls, ...(kafka && { brokers: kafka.brokers }) }));

process.stdin.resume().once('end', async () => {
  await Promise.all([kafka?.process.stop(), postgres.process.stop()]);
  process.exit(0);
});

async function startBroker() {
  const { kind } = chooseBroker();
  if (kind === 'none') throw new Error(whatToInstall);
  if (kind === 'java') await fetchKafka((progress) => console.error(`  fetching Apache Kafka: ${progress}`));
  return startKafka({ state, kind, port: await ports.next(0), controllerPort: await ports.next(0) });
}
