import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { ProducerOptions, SASLMechanismValue } from '@platformatic/kafka';
import type { OutgoingMessage, Publisher } from './broker';
import type { BrokerAccess } from './broker-access';

/**
 * A publisher in a thread of its own. A backlog is encoded, checksummed and sent here while the service's thread reads, translates
 * and signs the next batch of it. The thread is this very file, so it imports packages and types alone; the client is loaded in it
 * alone, too.
 */

/** How the brokers are reached, and as whom. */
interface Access extends Pick<BrokerAccess, 'brokers' | 'credentials'> {
  /** Shown in the broker's logs and metrics. */
  readonly clientId: string;
  readonly tls?: ConnectionOptions | undefined;
}

type ClientOptions = ProducerOptions<Buffer, Buffer, Buffer, Buffer>;

/** What the thread begins with; it can be copied, so it holds no functions. */
interface Beginning {
  readonly sendsRecords: true;
  readonly options: ClientOptions;
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
 * @throws when no broker answers
 */
export async function openSendingThread(access: Access): Promise<Publisher> {
  const beginning: Beginning = { sendsRecords: true, options: optionsFor(access) };
  // In tests the thread is TypeScript, of which Node guesses what kind of module it is.
  const execArgv = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
  const thread = new Worker(__filename, { workerData: beginning, execArgv });
  const nextAnswer = answersOf(thread);
  const close = async (): Promise<void> => void (await thread.terminate());
  try {
    await nextAnswer();
  } catch (error) {
    await close();
    throw error;
  }
  const send = (topic: string, records: readonly OutgoingMessage[]): Promise<void> => {
    const packed = pack(records);
    const answer = nextAnswer();
    thread.postMessage({ topic, packed } satisfies Batch, [packed.buffer]);
    return answer;
  };
  return { send, close };
}

/** One request at a time, acknowledged by all replicas in sync; it fails after about as long as kafkajs would try. */
function optionsFor({ clientId, brokers, tls, credentials }: Access): ClientOptions {
  // An address is no name that a server could be asked for.
  const areNamed = brokers.every((broker) => isIP(broker.slice(0, broker.lastIndexOf(':'))) === 0);
  const mechanism = credentials?.mechanism.toUpperCase() as SASLMechanismValue;
  return {
    ...{ clientId, bootstrapBrokers: [...brokers], idempotent: true, autocreateTopics: false },
    ...{ connectTimeout: 3_000, requestTimeout: 15_000, timeout: 10_000, retries: 4, retryDelay: 300 },
    ...(tls && { tls, tlsServerName: areNamed }),
    ...(credentials && { sasl: { ...credentials, mechanism } }),
  };
}

/** Waits for what a thread says next; rejects with what failed in it, or because it has ended, whenever that was. */
function answersOf(thread: Worker): () => Promise<void> {
  let over: Error | undefined;
  let waiting: { readonly resolve: () => void; readonly reject: (why: Error) => void } | undefined;
  const end = (why: Error): void => {
    over ??= why;
    waiting?.reject(over);
  };
  thread.on('message', (answer: Answer) => {
    if ('failed' in answer) waiting?.reject(new Error(answer.failed));
    else waiting?.resolve();
  });
  thread.on('error', end);
  thread.on('exit', () => end(new Error('the thread that sends has ended')));
  return () =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      if (over !== undefined) reject(over);
    });
}

/** The records one after the other, each as key, value, number of headers, and these: every part behind its length. */
export function pack(records: readonly OutgoingMessage[]): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(new ArrayBuffer(roomFor(records)));
  let at = 0;
  const write = (part: string | Buffer): void => {
    // A text is written first and measured then; UTF-8 needs three bytes for a character of JavaScript at most.
    const size = typeof part === 'string' ? bytes.write(part, at + 4) : part.copy(bytes, at + 4);
    at = bytes.writeUInt32LE(size, at) + size;
  };
  for (const { key, value, headers } of records) {
    const names = Object.keys(headers);
    at = bytes.writeUInt32LE(names.length, at);
    write(key);
    write(value);
    for (const name of names) {
      write(name);
      write(headers[name] as string | Buffer);
    }
  }
  return bytes.subarray(0, at) as Uint8Array<ArrayBuffer>;
}

/** Bytes that suffice for records: what is left over costs less than counting the bytes of a text twice. */
function roomFor(records: readonly OutgoingMessage[]): number {
  let size = 0;
  for (const { key, value, headers } of records) {
    size += 12 + 3 * key.length + value.length;
    for (const name of Object.keys(headers))
      size += 8 + 3 * (name.length + (headers[name] as string | Buffer).length);
  }
  return size;
}

/** A record as the client takes it: all bytes, also what was text. */
export interface PackedRecord {
  readonly topic: string;
  readonly key: Buffer;
  readonly value: Buffer;
  readonly headers: Map<Buffer, Buffer>;
}

/** The inverse of `pack`. Nothing is copied. */
export function unpack(topic: string, packed: Uint8Array<ArrayBuffer>): PackedRecord[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const records: PackedRecord[] = [];
  let at = 0;
  const length = (): number => bytes.readUInt32LE((at += 4) - 4);
  const part = (): Buffer => {
    const size = length();
    return bytes.subarray(at, (at += size));
  };
  while (at < bytes.length) {
    let left = length();
    const [key, value, headers] = [part(), part(), new Map<Buffer, Buffer>()];
    while (left-- > 0) headers.set(part(), part());
    records.push({ topic, key, value, headers });
  }
  return records;
}

/** Keys whose partition is remembered: hashing one costs as much as encoding its record. */
const rememberedKeys = 10_000;

/** What the thread does. */
async function sendWhatComes({ options }: Beginning): Promise<void> {
  const { Producer, compatibilityPartitioner } = await import('@platformatic/kafka');
  const producer = new Producer(options);
  let known = new Map<string, number>();
  // The partitions of kafkajs and of all other clients, so that a stream keeps its place whoever sends it.
  const partitioner: typeof compatibilityPartitioner = (message, key): number => {
    const name = String(key);
    let partition = known.get(name);
    if (partition === undefined) {
      if (known.size >= rememberedKeys) known = new Map();
      known.set(name, (partition = compatibilityPartitioner(message, key)));
    }
    return partition;
  };
  const answer = (work: Promise<unknown>): void => {
    const failed = (error: unknown) => ({ failed: why(error) });
    void work.then(() => ({ done: true }), failed).then((said) => parentPort?.postMessage(said));
  };
  parentPort?.on('message', ({ topic, packed }: Batch) =>
    answer(producer.send({ messages: unpack(topic, packed), partitioner })),
  );
  answer(producer.initIdempotentProducer({}));
}

/** The client says how often it has tried, and in `errors` what came of it. */
function why(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const causes: unknown = 'errors' in error ? error.errors : undefined;
  const last: unknown = Array.isArray(causes) ? causes.at(-1) : error.cause;
  return last === undefined ? error.message : `${error.message} ${why(last)}`;
}

const beginning = workerData as Partial<Beginning> | null;
if (!isMainThread && beginning?.sendsRecords) void sendWhatComes(beginning as Beginning);
