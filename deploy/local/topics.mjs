// @ts-check
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
      waitForLeaders: true,
      topics: missing.map((topic) => ({ topic, numPartitions: partitions })),
    });
  } finally {
    await admin.disconnect();
  }
}
