import { SigningKey } from '#auth';
import { KafkaJsBroker, MessageSigner, type ReceivedMessage } from '#messaging';
import { eventually, testBrokers, testKeys } from '#testing';
import { Kafka, logLevel } from 'kafkajs';
import { randomBytes } from 'node:crypto';

const open: { close(): Promise<void> }[] = [];

/** For `afterEach`: a reader that outlives its test reads on in a process in which others are tested. */
export async function closeReaders(): Promise<void> {
  await Promise.all(open.splice(0).map((reader) => reader.close()));
}

/** Everything that lies in a topic, read by a group of its own, until the test is over. */
export async function openReader(topic: string, brokers: readonly string[] = testBrokers()) {
  const broker = new KafkaJsBroker('test-reader', brokers);
  const records: ReceivedMessage[] = [];
  const subscriber = broker.subscribe({
    group: `reader-${randomBytes(6).toString('hex')}`,
    topics: [topic],
    handle: (batch, _, done) => {
      records.push(...batch);
      batch.forEach(done);
      return Promise.resolve();
    },
    onCrash: (error) => {
      throw error;
    },
  });
  await eventually('the reader joins its group', () => subscriber.state.joined, 30_000);
  const reader = {
    records,
    /** The ids of the events read so far, e.g. `<stream>/3`. */
    ids: () => records.map(({ value }) => (JSON.parse(String(value)) as { id: string }).id),
    /** Resolves when everything that lies in the topic has been read, whatever the partition. */
    atEnd: () =>
      eventually('the reader is at the end of the topic', async () => {
        const all = await recordsIn(topic, brokers);
        return records.length >= all;
      }),
    close: async () => {
      await subscriber.stop();
      await broker.close();
    },
  };
  open.push(reader);
  return reader;
}

/** Deletes a topic, as somebody would who has the rights, and waits until it is gone. */
export async function deleteTopic(topic: string): Promise<void> {
  const admin = new Kafka({ brokers: testBrokers(), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic] });
  await eventually('the topic is gone', async () => !(await admin.listTopics()).includes(topic));
  await admin.disconnect();
}

/** How many records lie in all partitions of a topic. */
async function recordsIn(topic: string, brokers: readonly string[]): Promise<number> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    return offsets.reduce((sum, { high }) => sum + Number(high), 0);
  } finally {
    await admin.disconnect();
  }
}

/** The keys of the services of these tests. What is sent in them is signed by 'application'. */
export const serviceKeys = testKeys(['identity', 'testing', 'application', 'mailbox', 'audit']);

/** Signs as a service does. */
export const signerOf = (service: string): MessageSigner =>
  new MessageSigner(SigningKey.fromFile(service, serviceKeys.privateKeyFile(service)));

/** Sends records as the application service would, or as somebody would who has reached the broker. */
export async function send(
  topic: string,
  records: readonly { key: string | Buffer; value: string | Buffer }[],
  {
    signedBy = 'application',
    brokers = testBrokers(),
  }: { readonly signedBy?: string | null; readonly brokers?: readonly string[] } = {},
): Promise<void> {
  const outgoing = records.map(({ key, value }) => ({
    ...{ key: key as string, value: Buffer.from(value as string) },
    headers: {},
  }));
  const signer = signedBy === null ? undefined : signerOf(signedBy);
  const broker = new KafkaJsBroker('test-sender', brokers);
  const publisher = await broker.openPublisher();
  try {
    await publisher.send(topic, signer?.signed(topic, outgoing) ?? outgoing);
  } finally {
    await publisher.close();
    await broker.close();
  }
}
