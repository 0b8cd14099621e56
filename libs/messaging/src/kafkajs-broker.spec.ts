import { Partitioners, type PartitionerArgs } from 'kafkajs';
import { v7 as uuidv7 } from 'uuid';
import { rememberingPartitioner } from './kafkajs-broker';

test('a key goes to the partition that every Kafka client would choose, however often and among however many', () => {
  const theirs = Partitioners.DefaultPartitioner();
  const ours = rememberingPartitioner();
  const keys = Array.from({ length: 200 }, () => uuidv7());
  for (const partitions of [4, 4, 12, 4]) {
    for (const key of keys) {
      const record = recordFor(key, partitions);
      expect(ours(record)).toBe(theirs(record));
    }
  }
});

function recordFor(key: string, partitions: number): PartitionerArgs {
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionErrorCode: 0,
    partitionId,
    leader: 1,
    replicas: [1],
    isr: [1],
  }));
  return { topic: 'testing', partitionMetadata, message: { key, value: '' } };
}
