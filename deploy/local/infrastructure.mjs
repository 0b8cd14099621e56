// @ts-check
/**
 * Starts PostgreSQL and Kafka alone and stays up: for test runs that share them.
 * `node deploy/local/infrastructure.mjs [state folder]` prints the lines that make a shell use it.
 */
import { resolve } from 'node:path';
import { startInfrastructure } from './test-infrastructure.mjs';

const state = resolve(process.argv[2] ?? '.local/test-infrastructure');
const infrastructure = await startInfrastructure({ state, report: (text) => console.error(text) });
console.log(
  `export TEST_DATABASE_URL='${infrastructure.databaseUrl}' TEST_KAFKA_BROKERS='${infrastructure.brokers.join(',')}'`,
);

const end = () => void infrastructure.stop().then(() => process.exit(0));
process.once('SIGINT', end);
process.once('SIGTERM', end);
process.once('SIGHUP', end);
setInterval(() => undefined, 1 << 30); // the two are not ours to wait for: stay
