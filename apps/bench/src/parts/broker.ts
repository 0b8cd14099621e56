import { type Consumer, Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { letIdleConnectionsIdle } from '#messaging';

// kafkajs alone, with the settings that a service of ours gives it.

letIdleConnectionsIdle();
const client = (clientId: string, brokers: readonly string[]): Kafka =>
  new Kafka({ clientId, brokers: [...brokers], logLevel: logLevel.NOTHING });

/** Creates topics of four partitions each. */
export async function createTopics(brokers: readonly string[], topics: readonly string[]): Promise<void> {
  const admin = client('bench', brokers).admin();
  await admin.connect();
  await admin.createTopics({ topics: topics.map((topic) => ({ topic, numPartitions: 4 })) });
  await admin.disconnect();
}

/** A producer that is connected. */
export async function producerOf(name: string, brokers: readonly string[]): Promise<Producer> {
  const producer = client(name, brokers).producer({
    ...{ idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner },
  });
  await producer.connect();
  return producer;
}

/** Hears topics from their beginning, up to four partitions at a time. @param onJoined called when the group is complete */
export async function consume(
  group: string,
  brokers: readonly string[],
  topics: readonly string[],
  eachBatch: NonNullable<Parameters<Consumer['run']>[0]>['eachBatch'] & {},
  onJoined: () => void,
): Promise<void> {
  const consumer = client(group, brokers).consumer({
    ...{ groupId: group, sessionTimeout: 10_000, heartbeatInterval: 2_000 },
    ...{ minBytes: 1, maxWaitTimeInMs: 2_000 },
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  consumer.on('consumer.group_join', onJoined);
  await consumer.run({ autoCommit: false, partitionsConsumedConcurrently: 4, eachBatch });
}
