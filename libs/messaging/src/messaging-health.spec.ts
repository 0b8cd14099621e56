import type { Broker, SubscriberState } from './broker';
import type { KafkaConsumerStrategy } from './kafka-consumer-strategy';
import { MessagingHealth } from './messaging-health';

const consumersIn = (state: Partial<SubscriberState>) => {
  const consumers = {
    state: { joined: false, partitions: 0, lastHeartbeat: undefined, ...state },
    topics: [],
  };
  const health = new MessagingHealth({} as Broker, undefined, consumers as unknown as KafkaConsumerStrategy);
  return health.parts()['consumers']?.();
};
const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1_000);

test('a service that joins its group is ready: requests need no consumer, and the group may wait for one that was killed', async () => {
  const joiningSince = secondsAgo(12);
  await expect(consumersIn({ problem: 'joining', joiningSince })).resolves.toEqual({
    joining: 'joining',
    joiningSince,
  });
});

test.each([
  [
    'joining takes longer than it ever should',
    { problem: 'joining', joiningSince: secondsAgo(21) },
    'joining',
  ],
  ['something keeps it from joining', { problem: 'no broker', joiningSince: undefined }, 'no broker'],
])('where %s it is not', async (_what, state, problem) => {
  await expect(consumersIn(state)).rejects.toThrow(`the consumer has not joined its group: ${problem}`);
});
