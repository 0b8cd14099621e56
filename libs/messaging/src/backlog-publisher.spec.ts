import { Logger } from '@nestjs/common';
import { BacklogPublisher } from './backlog-publisher';
import type { OutgoingMessage, Publisher } from './broker';

Logger.overrideLogger(false);

const records = (number: number): OutgoingMessage[] =>
  Array.from({ length: number }, () => ({ key: 'k', value: Buffer.from('v'), headers: {} }));

/** A publisher that writes down what happens to it. */
const recording = (name: string, log: string[]): Publisher => ({
  send: async (_topic, { length }) => void log.push(`${name} ${length}`),
  close: async () => void log.push(`${name} closed`),
});

async function sent(sizes: readonly number[], openAside = true): Promise<string[]> {
  const log: string[] = [];
  const publisher = new BacklogPublisher(recording('own', log), () =>
    openAside ? Promise.resolve(recording('aside', log)) : Promise.reject(new Error('no broker')),
  );
  for (const size of sizes) await publisher.send('topic', records(size));
  return log;
}

test('what comes along is sent without a thread', async () =>
  expect(await sent([1, 500, 500, 500, 2])).toEqual(['own 1', 'own 500', 'own 500', 'own 500', 'own 2']));

test('a backlog is sent by a thread, which ends with it before anything else is sent', async () =>
  expect(await sent([500, 500, 500, 500, 500, 3])).toEqual([
    'own 500',
    'own 500',
    'own 500',
    'aside 500',
    'aside 500',
    'aside closed',
    'own 3',
  ]));

test('without a thread a backlog is sent all the same', async () =>
  expect(await sent([500, 500, 500, 500, 500], false)).toEqual(Array<string>(5).fill('own 500')));

test('closing ends the thread, too', async () => {
  const log: string[] = [];
  const publisher = new BacklogPublisher(recording('own', log), () =>
    Promise.resolve(recording('aside', log)),
  );
  for (let batch = 0; batch < 4; batch++) await publisher.send('topic', records(500));
  await publisher.close();
  expect(log.slice(-2)).toEqual(['aside closed', 'own closed']);
});
