import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inherited } from './handed-over';
import { startInfrastructure } from './infrastructure';

/** The broker of this test run, shared by all test files. @throws Error where the global set-up did not run. */
export function testBrokers(): string[] {
  const { brokers } = inherited();
  if (!brokers)
    throw new Error('There is no Kafka for this test: name the file *.int.spec.ts or *.e2e.spec.ts.');
  return [...brokers];
}

/** Creates a topic with a few partitions that no other test uses, and returns its name. */
export async function testTopic(prefix: string): Promise<string> {
  const topic = `${prefix}.${randomBytes(6).toString('hex')}`;
  await createTopics(testBrokers(), [topic]);
  return topic;
}

/** Creates topics with a few partitions. */
export async function createTopics(brokers: readonly string[], topics: readonly string[]): Promise<void> {
  const { KafkaJsBroker } = await import('#messaging'); // late: pure specs load no client
  const broker = new KafkaJsBroker('testing', brokers);
  await broker.ensureTopics(topics, { partitions: 4 });
  await broker.close();
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
  const state = await mkdtemp(join(tmpdir(), 'serviceportal-broker-'));
  let running = await startInfrastructure({ state, only: 'kafka' });
  const { ports } = running;
  const stop = () => running.stop();
  return {
    brokers: running.brokers,
    stop,
    start: async () => {
      running = await startInfrastructure({ state, only: 'kafka', ports });
    },
    remove: async () => {
      await stop();
      await rm(state, { recursive: true, force: true });
    },
  };
}
