import { KafkaJsBroker, type ReceivedRecord } from '#messaging';
import { eventually, testBrokers } from '#testing';
import { randomBytes } from 'node:crypto';

/** Everything that lies in a topic, read by a group of its own. */
export async function openReader(topic: string, brokers: readonly string[] = testBrokers()) {
  const broker = new KafkaJsBroker('test-reader', brokers);
  const records: ReceivedRecord[] = [];
  const subscriber = broker.subscribe({
    group: `reader-${randomBytes(6).toString('hex')}`,
    topics: [topic],
    handle: (record) => {
      records.push(record);
      return Promise.resolve();
    },
    onCrash: (error) => {
      throw error;
    },
  });
  await eventually('the reader joins its group', () => subscriber.state.joined, 30_000);
  return {
    records,
    /** The ids of the events read so far, e.g. `<stream>/3`. */
    ids: () => records.map(({ value }) => (JSON.parse(String(value)) as { id: string }).id),
    close: async () => {
      await subscriber.stop();
      await broker.close();
    },
  };
}

/** Sends records as another program would. */
export async function send(
  topic: string,
  records: readonly { key: string; value: string }[],
  brokers: readonly string[] = testBrokers(),
): Promise<void> {
  const broker = new KafkaJsBroker('test-sender', brokers);
  const publisher = await broker.openPublisher();
  try {
    await publisher.send(
      topic,
      records.map(({ key, value }) => ({ key, value: Buffer.from(value), headers: {} })),
    );
  } finally {
    await publisher.close();
    await broker.close();
  }
}
