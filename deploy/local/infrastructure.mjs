/**
 * PostgreSQL and Kafka alone, for whoever needs them without the services (tests, benchmarks), or one of the two, or what
 * documents need: a scanner, a server that speaks S3. Starts them, tells where they are in one line of JSON,
 * `{ databaseUrl?, version?, brokers?, ports?, clamd?, s3? }`, and stays up until its standard input ends or SIGTERM or SIGINT
 * comes. `databaseUrl` is the administrator's, `version` PostgreSQL's; `ports` are the broker's, to start it at the same place again.
 *
 * node deploy/local/infrastructure.mjs --state <folder> [--only postgres|kafka|clamd|s3] [--containers]
 *   [--ports <broker's>,<controller's>] [--shared-buffers <PostgreSQL's own cache, e.g. 512MB>]
 *
 * `--ports` of s3: its own alone. `--containers`: in containers where Docker answers, which keep nothing. Without it both keep their data in the folder.
 */
import { parseArgs } from 'node:util';
import { chooseBroker, dockerAnswers, fetchKafka, startKafka, whatToInstall } from './kafka.mjs';
import { startClamd } from './clamd.mjs';
import { createPorts } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { startS3 } from './s3.mjs';

/** One of the two, running. @typedef {{ address: string, version?: string, stop: () => Promise<void> }} Part */

const { values: wish } = parseArgs({
  options: {
    state: { type: 'string' },
    only: { type: 'string' },
    containers: { type: 'boolean', default: false },
    ports: { type: 'string' },
    'shared-buffers': { type: 'string' },
  },
});
const { state, only, 'shared-buffers': sharedBuffers } = wish;
if (!state) throw new Error('--state is missing: where should the data lie?');
const inContainers = wish.containers && dockerAnswers();
const ports = createPorts();

/** @returns {Promise<Part>} */
async function postgres() {
  if (inContainers) return (await import('./containers.mjs')).postgresInContainer();
  const options = { state: /** @type {string} */ (state), port: await ports.next(0) };
  const server = await startPostgres(sharedBuffers ? { ...options, sharedBuffers } : options);
  return { address: server.adminUrl, version: server.version, stop: server.process.stop };
}

/** @param {number} port @param {number} controllerPort @returns {Promise<Part>} */
async function kafka(port, controllerPort) {
  if (inContainers) return (await import('./containers.mjs')).kafkaInContainer(port);
  const { kind } = chooseBroker();
  if (kind === 'none') throw new Error(whatToInstall);
  if (kind === 'java') await fetchKafka((progress) => console.error(`Fetching Apache Kafka: ${progress}`));
  const broker = await startKafka({ state: /** @type {string} */ (state), port, controllerPort, kind });
  return { address: broker.brokers.join(','), stop: broker.process.stop };
}

const [port = await ports.next(0), controllerPort = await ports.next(0)] = (wish.ports?.split(',') ?? []).map(
  Number,
);
const isWanted = (/** @type {string} */ part, /** @type {boolean} */ usually) =>
  only === undefined ? usually : only === part;
const [database, broker, scanner, bucket] = await Promise.all([
  isWanted('postgres', true) ? postgres() : undefined,
  isWanted('kafka', true) ? kafka(port, controllerPort) : undefined,
  isWanted('clamd', false) ? startClamd(state, port) : undefined,
  isWanted('s3', false) ? startS3(state, port) : undefined,
]);

let ending = false;
function end() {
  if (ending) return;
  ending = true;
  void Promise.all([database?.stop(), broker?.stop(), scanner?.stop(), bucket?.stop()]).then(() =>
    process.exit(0),
  );
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
process.stdin.on('end', end).on('error', end).resume();

console.log(
  JSON.stringify({
    ...(database && { databaseUrl: database.address, version: database.version }),
    ...(broker && { brokers: broker.address.split(','), ports: [port, controllerPort] }),
    ...(scanner && { clamd: scanner.address, ports: [port] }),
    ...(bucket && { s3: bucket.access, ports: [port] }),
  }),
);
