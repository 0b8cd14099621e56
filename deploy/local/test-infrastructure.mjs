// @ts-check
import { chooseBroker, fetchKafka, startKafka, whatToInstall } from './kafka.mjs';
import { createPorts } from './ports.mjs';
import { startPostgres } from './postgres.mjs';

/**
 * A PostgreSQL server and a broker for tests, on ports of their own.
 * @typedef {{ databaseUrl: string, brokers: string[], stop: () => Promise<void> }} Infrastructure
 * `databaseUrl` is the administrator's.
 */

/**
 * Starts PostgreSQL and Kafka in a state folder. Ports are any free ones, so that a running system is not disturbed.
 * @param {{ state: string, report: (progress: string) => void }} options
 * @returns {Promise<Infrastructure>}
 */
export async function startInfrastructure({ state, report }) {
  const ports = createPorts();
  const choice = chooseBroker();
  if (choice.kind === 'none') throw new Error(whatToInstall);
  if (choice.kind === 'java') await fetchKafka((progress) => report(`Fetching Apache Kafka: ${progress}`));
  const [port, controllerPort, databasePort] = [
    await ports.next(0),
    await ports.next(0),
    await ports.next(0),
  ];
  const [postgres, kafka] = await Promise.all([
    startPostgres({ state, port: databasePort }),
    startKafka({ state, port, controllerPort, kind: choice.kind }),
  ]);
  return {
    databaseUrl: postgres.adminUrl,
    brokers: kafka.brokers,
    stop: async () => {
      await Promise.all([kafka.process.stop(), postgres.process.stop()]);
    },
  };
}
