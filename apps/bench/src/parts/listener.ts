import { Kafka, logLevel } from 'kafkajs';
import { letIdleConnectionsIdle } from '#messaging';

/**
 * Hears what is told in some topics with kafkajs alone, with the settings of a consumer of ours, and does nothing with it. Forked; takes its
 * group, the topics and the brokers. Says `ready`; asked, it answers how many records it has heard.
 */
const [group = '', topics = '', ...brokers] = process.argv.slice(2);

letIdleConnectionsIdle();
const consumer = new Kafka({ clientId: group, brokers, logLevel: logLevel.NOTHING }).consumer({
  ...{ groupId: group, sessionTimeout: 10_000, heartbeatInterval: 2_000 },
  ...{ minBytes: 1, maxWaitTimeInMs: 2_000 },
});
let heard = 0;

async function listen(): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: topics.split(','), fromBeginning: true });
  consumer.on('consumer.group_join', () => process.send?.('ready'));
  await consumer.run({
    autoCommit: false,
    partitionsConsumedConcurrently: 4,
    eachBatch: ({ batch }) => {
      heard += batch.messages.length;
      return Promise.resolve();
    },
  });
}

process.on('message', () => process.send?.(heard));
process.once('disconnect', () => process.exit());
listen().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
