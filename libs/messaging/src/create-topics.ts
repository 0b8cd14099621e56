import { topics } from '#contracts';
import { topicLayout } from './broker';
import { KafkaJsBroker } from './kafkajs-broker';

/**
 * A program: creates the topics of the contracts that are missing in the cluster that its arguments name (`host:port …`).
 * Repeating it changes nothing.
 */
async function main(): Promise<void> {
  const broker = new KafkaJsBroker('create-topics', process.argv.slice(2));
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
