import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningKafka } from '../../../deploy/local/kafka.mjs';
import { createPorts } from '../../../deploy/local/ports.mjs';

/** The broker of this test run, shared by all test files. @throws Error where the global set-up did not run. */
export function testBrokers(): string[] {
  const brokers = process.env['TEST_KAFKA_BROKERS'];
  if (!brokers)
    throw new Error('There is no Kafka for this test: name the file *.int.spec.ts or *.e2e.spec.ts.');
  return brokers.split(',');
}

/** Creates a topic with a few partitions that no other test uses, and returns its name. */
export async function testTopic(prefix: string): Promise<string> {
  const topic = `${prefix}.${randomBytes(6).toString('hex')}`;
  const { createTopics } = await import('../../../deploy/local/topics.mjs'); // late: pure specs load no client
  await createTopics(testBrokers(), [topic]);
  return topic;
}

/** A broker that a test may stop and start again; its data and its address stay. */
export interface OwnBroker {
  readonly brokers: string[];
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good and removes its data. */
  remove(): Promise<void>;
}

/** Starts a broker for one test file alone. */
export async function startOwnBroker(): Promise<OwnBroker> {
  const { chooseBroker, startKafka, whatToInstall } = await import('../../../deploy/local/kafka.mjs');
  const { kind } = chooseBroker();
  if (kind === 'none') throw new Error(whatToInstall);
  const state = await mkdtemp(join(tmpdir(), 'serviceportal-broker-'));
  const ports = createPorts();
  const place = { state, kind, port: await ports.next(0), controllerPort: await ports.next(0) };
  let running: RunningKafka = await startKafka(place);
  const stop = () => running.process.stop();
  return {
    brokers: running.brokers,
    stop,
    start: async () => {
      running = await startKafka(place);
    },
    remove: async () => {
      await stop();
      await rm(state, { recursive: true, force: true });
    },
  };
}
