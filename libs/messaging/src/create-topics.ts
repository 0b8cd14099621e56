import { topics } from '#contracts';
import { parseConfig } from '#http';
import { topicLayout } from './broker';
import { brokerAccess, brokerVariables } from './broker-access';
import { KafkaJsBroker } from './kafkajs-broker';

/**
 * A program: creates the topics of the contracts that are missing in the cluster that its arguments name (`host:port …`), by
 * the access that the environment describes (`brokerVariables`). Repeating it changes nothing.
 */
async function main(): Promise<void> {
  const brokers = process.argv.slice(2).join();
  const config = parseConfig(brokerVariables, { ...process.env, KAFKA_BROKERS: brokers });
  const broker = new KafkaJsBroker('create-topics', brokerAccess(config));
  try {
    await broker.ensureTopics(Object.values(topics), topicLayout);
  } finally {
    await broker.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `the topics could not be created: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
