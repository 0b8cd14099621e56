import { KafkaJsBroker, type OutgoingMessage, type ReceivedMessage } from '#messaging';
import { eventually, freePort, testBrokers, testTopic } from '#testing';
import { Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { openSendingThread } from '../src/sending-thread';
import { closeReaders, openReader, signerOf } from './messages';

Logger.overrideLogger(false);
afterEach(closeReaders);

const accessTo = (brokers: readonly string[]) => ({
  ...{ clientId: 'testing', brokers: [...brokers] },
  ...{ connectTimeout: 3_000, requestTimeout: 15_000 },
});
const keys = [
  ...Array.from({ length: 60 }, () => uuidv7()),
  ...['a', 'ab', 'abc', 'abcd', 'Müller', 'ü', '日本語'],
];

const told = ({ key, partition, value, signature }: ReceivedMessage) => [
  ...[key, partition, String(value)],
  signature?.toString('hex'),
];

test('the thread sends what the service itself would send, to the same partitions', async () => {
  const records = signerOf('application').signed(
    'testing',
    keys.map((key, index): OutgoingMessage => ({
      key,
      value: Buffer.from(JSON.stringify({ id: `${key}/${index}` })),
      headers: { ce_id: `${key}/${index}` },
    })),
  );
  const [byItself, byThread] = [await testTopic('itself'), await testTopic('thread')];
  const broker = new KafkaJsBroker('testing', testBrokers());
  const itself = await broker.openPublisher();
  const thread = await openSendingThread(accessTo(testBrokers()));
  try {
    await itself.send(byItself, records);
    await thread.send(byThread, records.slice(0, 30));
    await thread.send(byThread, records.slice(30));
  } finally {
    await itself.close();
    await thread.close();
    await broker.close();
  }
  const readers = await Promise.all([openReader(byItself), openReader(byThread)]);
  await eventually('all records are read', () =>
    readers.every((reader) => reader.records.length >= keys.length),
  );
  const [itselfTold, threadTold] = readers.map((reader) => reader.records.map(told).sort());
  expect(threadTold).toEqual(itselfTold);
}, 60_000);

test('a topic that does not exist is not made by whoever sends: it is said', async () => {
  const thread = await openSendingThread(accessTo(testBrokers()));
  const sent = thread.send('nobody-made-this', [{ key: 'k', value: Buffer.from('v'), headers: {} }]);
  await expect(sent).rejects.toThrow();
  await thread.close();
  await expect(thread.send('t', [])).rejects.toThrow('has ended');
}, 60_000);

test('no thread stays where no broker answers', async () => {
  await expect(openSendingThread(accessTo([`127.0.0.1:${await freePort()}`]))).rejects.toThrow();
}, 60_000);
