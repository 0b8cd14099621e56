import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Kafka, Partitioners, type KafkaConfig, type ProducerConfig } from 'kafkajs';
import type { OutgoingMessage, Publisher } from './broker';

/**
 * A publisher in a thread of its own. kafkajs encodes and checksums records in JavaScript, which takes as long as reading,
 * translating and signing them: with a backlog both go on at the same time. The thread is this very file, so it imports
 * packages and types alone.
 */

/** What the thread begins with; it can be copied, so it holds no functions. */
interface Beginning {
  readonly sendsRecords: true;
  readonly kafka: KafkaConfig;
  readonly producer: ProducerConfig;
}

/** A batch on its way into the thread; its bytes move there and are not copied. */
interface Batch {
  readonly topic: string;
  readonly packed: Uint8Array<ArrayBuffer>;
}

/** What the thread says: that it is connected, that the last batch is acknowledged, or why it cannot. */
type Answer = { readonly done: true } | { readonly failed: string };

/**
 * Connects a publisher in a new thread.
 * @param kafka settings without functions
 * @throws when no broker answers
 */
export async function openSendingThread(kafka: KafkaConfig, producer: ProducerConfig): Promise<Publisher> {
  const beginning: Beginning = { sendsRecords: true, kafka, producer };
  // kafkajs arms a timer with a negative time, of which Node warns (see `kafkajs-idle-connection.ts`); and in tests the thread is
  // TypeScript, of which Node guesses what kind of module it is.
  const thread = new Worker(__filename, {
    workerData: beginning,
    execArgv: ['TimeoutNegativeWarning', 'MODULE_TYPELESS_PACKAGE_JSON'].map(
      (warning) => `--disable-warning=${warning}`,
    ),
  });
  const close = async (): Promise<void> => void (await thread.terminate());
  try {
    await answerOf(thread);
  } catch (error) {
    await close();
    throw error;
  }
  const send = async (topic: string, records: readonly OutgoingMessage[]): Promise<void> => {
    const packed = pack(records);
    thread.postMessage({ topic, packed } satisfies Batch, [packed.buffer]);
    await answerOf(thread);
  };
  return { send, close };
}

/** @throws what failed in the thread, or that it ended */
async function answerOf(thread: Worker): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  try {
    // `once` rejects by itself when the thread emits an error.
    const [answer] = (await Promise.race([
      once(thread, 'message', { signal }),
      once(thread, 'exit', { signal }).then(() => [{ failed: 'the thread that sends has ended' }]),
    ])) as [Answer];
    if ('failed' in answer) throw new Error(answer.failed);
  } finally {
    over.abort();
  }
}

/** The records one after the other, each as key, value, number of headers, and these: every part behind its length. */
export function pack(records: readonly OutgoingMessage[]): Uint8Array<ArrayBuffer> {
  const parts = records.flatMap(({ key, value, headers }) => [
    Buffer.from(key),
    value,
    ...Object.entries(headers).flatMap(([name, header]) => [Buffer.from(name), Buffer.from(header)]),
  ]);
  const size = parts.reduce((sum, part) => sum + 4 + part.length, 4 * records.length);
  const bytes = Buffer.from(new ArrayBuffer(size));
  let [at, next] = [0, 0];
  const write = (): void => {
    const part = parts[next++] as Buffer;
    at = bytes.writeUInt32LE(part.length, at);
    at += part.copy(bytes, at);
  };
  for (const { headers } of records) {
    const number = Object.keys(headers).length;
    at = bytes.writeUInt32LE(number, at);
    for (let left = 2 + 2 * number; left > 0; left--) write();
  }
  return bytes as Uint8Array<ArrayBuffer>;
}

/** The inverse of `pack`; texts among the headers have become bytes, as they do on their way to the broker. */
export function unpack(packed: Uint8Array<ArrayBuffer>): OutgoingMessage[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const records: OutgoingMessage[] = [];
  let at = 0;
  const length = (): number => bytes.readUInt32LE((at += 4) - 4);
  const part = (): Buffer => {
    const size = length();
    return bytes.subarray(at, (at += size));
  };
  while (at < bytes.length) {
    const number = length();
    const [key, value] = [part().toString(), part()];
    // An assignment to `__proto__` would be lost; an entry is not.
    const headers = Object.fromEntries(
      Array.from({ length: number }, () => [part().toString(), part()] as const),
    );
    records.push({ key, value, headers });
  }
  return records;
}

/** What the thread does. */
async function sendWhatComes({ kafka, producer: settings }: Beginning): Promise<void> {
  const producer = new Kafka(kafka).producer({
    ...settings,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  const answer = (work: Promise<unknown>): void => {
    const failed = (error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) });
    void work.then(() => ({ done: true }), failed).then((said) => parentPort?.postMessage(said));
  };
  parentPort?.on('message', ({ topic, packed }: Batch) => {
    answer(producer.send({ topic, acks: -1, messages: unpack(packed) as { value: Buffer }[] }));
  });
  answer(producer.connect());
}

const beginning = workerData as Partial<Beginning> | null;
if (!isMainThread && beginning?.sendsRecords) void sendWhatComes(beginning as Beginning);
