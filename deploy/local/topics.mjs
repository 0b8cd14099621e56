import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { root, run } from './prepare.mjs';
import { Unusable } from './settings.mjs';

/** A user of a broker. @typedef {{ mechanism: 'plain', username: string, password: string }} Credentials */

/**
 * Does one of the brokers answer a request? @param {string[]} brokers @param {Credentials} [credentials]
 * @returns {Promise<boolean>}
 */
export async function brokerAnswers(brokers, credentials) {
  quieten();
  const kafka = new Kafka({
    clientId: 'launcher',
    brokers,
    ...(credentials && { sasl: credentials }),
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

/** What the product does about the timers of kafkajs, as soon as it is built; before that they cost a warning. */
function quieten() {
  const file = join(root, 'dist/libs/messaging/src/kafkajs-idle-connection.js');
  if (existsSync(file)) createRequire(import.meta.url)(file).letIdleConnectionsIdle();
}

/**
 * Creates the topics of the contracts that are not there yet, and says who may write and read them where somebody who may is
 * named. @param {string[]} brokers @param {string} [credentialsFile] of the operator
 */
export async function createTopics(brokers, credentialsFile) {
  const program = join(root, 'dist/libs/messaging/src/create-topics.js');
  const rights = credentialsFile ? ['--rights'] : [];
  const env = { ...process.env, ...(credentialsFile && { KAFKA_CREDENTIALS_FILE: credentialsFile }) };
  await run(process.execPath, [program, ...rights, ...brokers], undefined, env);
}

/**
 * Looks whether the brokers that KAFKA_BROKERS names let us in, by the access that the environment describes.
 * @param {string[]} brokers @throws Unusable when they do not; Error with one sentence when another variable is not usable
 */
export async function givenBrokersAnswer(brokers) {
  const { KafkaJsBroker, accessTo } = await import('./built-messaging.mjs');
  const client = new KafkaJsBroker('launcher', accessTo(brokers));
  try {
    await client.check();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Unusable('KAFKA_BROKERS', `no broker at ${brokers.join(', ')} lets us in (${why})`);
  } finally {
    await client.close();
  }
}
