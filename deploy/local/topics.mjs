// @ts-check
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { root, run } from './prepare.mjs';

/** Does one of the brokers answer a request? @param {string[]} brokers @returns {Promise<boolean>} */
export async function brokerAnswers(brokers) {
  const kafka = new Kafka({
    clientId: 'launcher',
    brokers,
    logLevel: logLevel.NOTHING, // a broker that is still starting is no news
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length > 0;
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** Creates the topics of the contracts that are not there yet. @param {string[]} brokers */
export async function createTopics(brokers) {
  await run(process.execPath, [join(root, 'dist/libs/messaging/src/create-topics.js'), ...brokers]);
}
