import { Kafka, logLevel, type Message, Partitioners } from 'kafkajs';
import type { OutgoingMessage } from '#messaging';
import type { Speed } from '../measure';
import { portionsIn } from './portions';

/**
 * The floor: kafkajs sends what a relay has sent, with the same settings, and does nothing else. It takes the records portion by portion, as
 * a program would that has them from somewhere; making a portion ready is nobody's time. Forked with `--expose-gc`; takes topic, file
 * and brokers as its arguments. Told `finished` or `objects`, it sends everything once, and answers how fast.
 */
const [topic = '', file = '', ...brokers] = process.argv.slice(2);

/** Of finished records, or of events as objects that have to become bytes first. */
export type Form = 'finished' | 'objects';

const toMessages: Readonly<Record<Form, (portion: OutgoingMessage[]) => () => Message[]>> = {
  finished: (portion) => () => portion as Message[],
  objects: (portion) => {
    const events = portion.map(({ value }) => JSON.parse(String(value)) as unknown);
    return () =>
      portion.map(({ key, headers }, index) => ({
        key,
        value: JSON.stringify(events[index]),
        headers: headers as NonNullable<Message['headers']>,
      }));
  },
};

async function sendAll(form: Form): Promise<Speed> {
  const kafka = new Kafka({ clientId: 'alone', brokers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  globalThis.gc?.();
  let [records, ms, cpu] = [0, 0, 0];
  for await (const portion of portionsIn(file)) {
    const messages = toMessages[form](portion);
    const [began, before] = [performance.now(), process.cpuUsage()];
    await producer.send({ topic, acks: -1, messages: messages() });
    const { user, system } = process.cpuUsage(before);
    [records, ms, cpu] = [records + portion.length, ms + performance.now() - began, cpu + user + system];
  }
  await producer.disconnect();
  return { perSecond: (records * 1_000) / ms, cpuMicroseconds: cpu / records };
}

process.on('message', (form: Form) => {
  sendAll(form).then(
    (speed) => process.send?.(speed),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit());
