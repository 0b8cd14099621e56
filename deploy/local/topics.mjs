// @ts-check
import { setTimeout } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';

/** The topics that services publish to; `payment` is reserved. The key of every record is its stream id. */
export const topics = [
  'application.events.v1',
  'mailbox.events.v1',
  'identity.events.v1',
  'payment.events.v1',
];

/** How far the work on one topic can be spread over instances of a consuming service. */
const partitions = 4;

/** @param {string[]} brokers */
function client(brokers) {
  return new Kafka({
    clientId: 'deploy',
    brokers,
    logLevel: logLevel.NOTHING, // a broker that is still starting is no news
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry: { retries: 0 },
  });
}

/** Does one of the brokers answer a request? @param {string[]} brokers @returns {Promise<boolean>} */
export async function brokerAnswers(brokers) {
  const admin = client(brokers).admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length > 0;
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/**
 * Creates the topics that are not there yet.
 * @param {string[]} brokers @param {string[]} [names]
 */
export async function createTopics(brokers, names = topics) {
  const admin = client(brokers).admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = names.filter((topic) => !existing.has(topic));
    if (missing.length === 0) return;
    await admin.createTopics({
      // kafkajs' own wait gives up when a new topic is not known to the broker yet.
      waitForLeaders: false,
      topics: missing.map((topic) => ({ topic, numPartitions: partitions })),
    });
    await leadersElected(admin, missing);
  } finally {
    await admin.disconnect();
  }
}

/** @param {import('kafkajs').Admin} admin @param {string[]} names */
async function leadersElected(admin, names) {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      const { topics: known } = await admin.fetchTopicMetadata({ topics: names });
      if (
        known.every(
          ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
        )
      )
        return;
    } catch (error) {
      // A topic that was created a moment ago may not be known to the broker yet.
      if (!(error instanceof Error && 'retriable' in error && error.retriable)) throw error;
    }
    if (Date.now() > deadline) throw new Error(`The broker elects no leader for ${names.join(', ')}.`);
    await setTimeout(50);
  }
}
