import { parseArgs } from 'node:util';
import { topics } from '#contracts';
import { topicLayout } from './broker';
import { accessTo } from './config';
import { KafkaJsBroker } from './kafkajs-broker';
import { topicRights } from './topic-rights';

/**
 * A program: creates the topics of the contracts that are missing in the cluster that its arguments name (`host:port …`), by
 * the access that the environment describes (`brokerVariables`). With `--rights`, as a user who may, it also says which
 * service may write and read which topic. Repeating it changes nothing.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { rights: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const broker = new KafkaJsBroker('create-topics', accessTo(positionals));
  try {
    await broker.ensureTopics(Object.values(topics), topicLayout);
    if (values.rights) await broker.grant(topicRights);
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
