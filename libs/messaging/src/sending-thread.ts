import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { ConnectionOptions } from 'node:tls';
import type { OutgoingMessage, Publisher } from './broker';
import type { BrokerCredentials } from './broker-access';

/**
 * A publisher in a thread of its own, for a backlog: records are encoded, checksummed and sent while the next ones are read, translated
 * and signed. It sends by `@platformatic/kafka`, which needs much less processor time for a record than kafkajs; only here, because
 * a service that has nothing to catch up with would hold its code for nothing. The thread is this very file, so it imports packages and
 * types alone.
 */

/** How the thread reaches the broker. It can be copied, so it holds no functions. */
export interface ThreadAccess {
  readonly clientId: string;
  readonly brokers: string[];
  readonly tls?: ConnectionOptions;
  readonly credentials?: BrokerCredentials;
  /** In ms. */
  readonly connectTimeout: number;
  /** In ms. */
  readonly requestTimeout: number;
}

/** What the thread begins with. */
interface Beginning {
  readonly sendsRecords: true;
  readonly access: ThreadAccess;
}

/** A batch on its way into the thread; its bytes move there and are not copied. */
interface Batch {
  readonly topic: string;
  readonly packed: Uint8Array<ArrayBuffer>;
}

/** What the thread says: that it is connected, that the last batch is acknowledged, or why it cannot. */
type Answer = { readonly done: true } | { readonly failed: string };

/** Warnings that mean nothing to anybody: in tests the thread is TypeScript, and a broker may be known by its IP address. */
const warnings = ['MODULE_TYPELESS_PACKAGE_JSON', 'DEP0123'];

/**
 * Connects a publisher in a new thread.
 * @throws when no broker answers
 */
export async function openSendingThread(access: ThreadAccess): Promise<Publisher> {
  const beginning: Beginning = { sendsRecords: true, access };
  const thread = new Worker(__filename, {
    workerData: beginning,
    execArgv: warnings.map((warning) => `--disable-warning=${warning}`),
  });
  let ended: Answer | undefined;
  let hear: (answer: Answer) => void = () => undefined;
  thread.on('message', (answer: Answer) => hear(answer));
  thread.on('error', ({ message: failed }) => hear((ended = { failed })));
  thread.on('exit', () => hear((ended ??= { failed: 'the thread that sends has ended' })));
  const answered = async (): Promise<void> => {
    const answer = ended ?? (await new Promise<Answer>((resolve) => (hear = resolve)));
    if ('failed' in answer) throw new Error(answer.failed);
  };
  const close = async (): Promise<void> => void (await thread.terminate());
  try {
    await answered();
  } catch (error) {
    await close();
    throw error;
  }
  const send = async (topic: string, records: readonly OutgoingMessage[]): Promise<void> => {
    const packed = pack(records);
    thread.postMessage({ topic, packed } satisfies Batch, [packed.buffer]);
    await answered();
  };
  return { send, close };
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

/** A record whose headers are bytes. */
type PackedMessage = OutgoingMessage & { readonly headers: Record<string, Buffer> };

/** The inverse of `pack`; texts among the headers have become bytes, as they do on their way to the broker. */
export function unpack(packed: Uint8Array<ArrayBuffer>): PackedMessage[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const records: PackedMessage[] = [];
  let at = 0;
  const length = (): number => bytes.readUInt32LE((at += 4) - 4);
  const part = (): Buffer => {
    const size = length();
    return bytes.subarray(at, (at += size));
  };
  while (at < bytes.length) {
    const number = length();
    const [key, value] = [part().toString(), part()];
    const headers: Record<string, Buffer> = {};
    for (let index = 0; index < number; index++) headers[part().toString()] = part();
    records.push({ key, value, headers });
  }
  return records;
}

/** What the thread does. */
async function sendWhatComes({ access }: Beginning): Promise<void> {
  const { Producer, ProduceAcks, compatibilityPartitioner } = await import('@platformatic/kafka');
  const { clientId, brokers, tls, credentials, connectTimeout, requestTimeout } = access;
  const bytes = (text: string | undefined): Buffer => Buffer.from(text ?? '');
  const producer = new Producer({
    // Whoever sends begins anew after a failure; retries within retries take minutes to say that nobody answers.
    ...{ clientId, bootstrapBrokers: brokers, connectTimeout, requestTimeout, retries: false },
    ...(tls && { tls, tlsServerName: true }),
    ...(credentials && { sasl: { ...credentials, mechanism: saslMechanisms[credentials.mechanism] } }),
    ...{ idempotent: true, acks: ProduceAcks.ALL, autocreateTopics: false },
    // As every other client of Kafka does it: whoever sends, the records of a key stay in one partition.
    partitioner: compatibilityPartitioner,
    serializers: { key: bytes, headerKey: bytes },
  });
  const answer = (work: Promise<unknown>): void => {
    const failed = (error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) });
    void work.then(() => ({ done: true }), failed).then((said) => parentPort?.postMessage(said));
  };
  parentPort?.on('message', ({ topic, packed }: Batch) => {
    answer(producer.send({ messages: unpack(packed).map((record) => ({ topic, ...record })) }));
  });
  answer(producer.initIdempotentProducer({}));
}

const saslMechanisms = {
  plain: 'PLAIN',
  'scram-sha-256': 'SCRAM-SHA-256',
  'scram-sha-512': 'SCRAM-SHA-512',
} as const;

const beginning = workerData as Partial<Beginning> | null;
if (!isMainThread && beginning?.sendsRecords) void sendWhatComes(beginning as Beginning);
