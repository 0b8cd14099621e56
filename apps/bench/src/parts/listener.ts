import { consume } from './broker';

/**
 * Hears what is told in some topics with kafkajs alone, with the settings of a consumer of ours, and does nothing with it. Forked; takes its
 * group, the topics and the brokers. Says `ready`; asked, it answers how many records it has heard.
 */
const [group = '', topics = '', ...brokers] = process.argv.slice(2);
let heard = 0;

process.on('message', () => process.send?.(heard));
process.once('disconnect', () => process.exit());
consume(
  group,
  brokers,
  topics.split(','),
  ({ batch }) => {
    heard += batch.messages.length;
    return Promise.resolve();
  },
  () => process.send?.('ready'),
).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
