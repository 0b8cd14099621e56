import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { Readable } from 'node:stream';
import { Client } from 'minio';
import { Unavailable } from '#availability';
import { assertPlainKey, ObjectMissing, type ObjectStore, type StoredObject } from './object-store';

/** How a bucket is reached. */
export interface S3Access {
  /** The server and its bucket, e.g. `https://s3.example.org/serviceportal`. */
  readonly url: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}

/** So much of a stream is held until it is sent, in bytes: the least that S3 takes for a part that is not the last one. */
const partBytes = 5 * 1024 * 1024;
/** How long a server may say nothing, in ms. */
const patienceMs = 20_000;

/** Objects in a bucket of a server that speaks S3. */
export class S3Store implements ObjectStore {
  readonly place: string;
  private readonly bucket: string;
  private readonly client: Client;

  constructor({ url, accessKey, secretKey, region }: S3Access) {
    const { protocol, hostname, port, pathname } = new URL(url);
    const useSSL = protocol === 'https:';
    this.bucket = pathname.slice(1);
    this.place = `the bucket ${this.bucket} at ${hostname}`;
    this.client = new Client({
      endPoint: hostname,
      useSSL,
      ...(port !== '' && { port: Number(port) }),
      accessKey,
      secretKey,
      region,
      partSize: partBytes,
      transportAgent: impatient(
        useSSL ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true }),
      ),
      // Whoever is told that it does not answer tries again; a request that waits here would hide that for long.
      retryOptions: { disableRetry: true },
    });
  }

  async write(key: string, content: AsyncIterable<Buffer>): Promise<void> {
    assertPlainKey(key);
    // The client waits for ever for a stream that fails, so this end tells what happened.
    let failed: (error: unknown) => void = () => undefined;
    const broken = new Promise<never>((_, reject) => (failed = reject));
    broken.catch(() => undefined);
    const body = Readable.from(told(content, failed), { objectMode: false });
    try {
      await Promise.race([this.asked(() => this.client.putObject(this.bucket, key, body)), broken]);
    } catch (error) {
      body.destroy();
      await this.client.removeIncompleteUpload(this.bucket, key).catch(() => undefined);
      throw error;
    }
  }

  async read(key: string): Promise<AsyncIterable<Buffer>> {
    assertPlainKey(key);
    const stream = await this.asked(() => this.client.getObject(this.bucket, key), key);
    return this.readingOf(stream);
  }

  async copy(from: string, to: string): Promise<void> {
    assertPlainKey(from);
    assertPlainKey(to);
    await this.asked(() => this.client.copyObject(this.bucket, to, `/${this.bucket}/${from}`), from);
  }

  async remove(key: string): Promise<void> {
    assertPlainKey(key);
    await this.asked(() => this.client.removeObject(this.bucket, key));
  }

  async has(key: string): Promise<boolean> {
    assertPlainKey(key);
    try {
      await this.asked(() => this.client.statObject(this.bucket, key), key);
      return true;
    } catch (error) {
      if (error instanceof ObjectMissing) return false;
      throw error;
    }
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    assertPlainKey(prefix.slice(0, -1));
    try {
      for await (const item of this.client.listObjectsV2(this.bucket, prefix, true)) {
        const { name, lastModified } = item as { readonly name: string; readonly lastModified: Date };
        yield { key: name, writtenAt: lastModified };
      }
    } catch (error) {
      throw new Unavailable(this.place, error);
    }
  }

  async tidy(before: Date): Promise<void> {
    const unfinished = await this.asked(async () => {
      const found: string[] = [];
      for await (const item of this.client.listIncompleteUploads(this.bucket, '', true)) {
        const { key, initiated } = item as { readonly key: string; readonly initiated: Date };
        if (initiated < before) found.push(key);
      }
      return found;
    });
    for (const key of unfinished)
      await this.asked(() => this.client.removeIncompleteUpload(this.bucket, key));
  }

  async check(): Promise<void> {
    const exists = await this.asked(() => this.client.bucketExists(this.bucket));
    if (!exists) throw new Unavailable(this.place, new Error('there is no such bucket'));
  }

  private async *readingOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    try {
      yield* stream;
    } catch (error) {
      throw new Unavailable(this.place, error);
    }
  }

  /** @param key what is missing where the server says so */
  private async asked<T>(request: () => Promise<T>, key?: string): Promise<T> {
    try {
      return await request();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (key !== undefined && (code === 'NoSuchKey' || code === 'NotFound')) throw new ObjectMissing(key);
      throw new Unavailable(this.place, error);
    }
  }
}

async function* told(
  content: AsyncIterable<Buffer>,
  failed: (error: unknown) => void,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* content;
  } catch (error) {
    failed(error);
    throw error;
  }
}

/** A server that says nothing for too long has gone; the agent's own time limit tells without ending anything. */
function impatient<Agent extends HttpAgent>(agent: Agent): Agent {
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => {
    const socket = create(options, done) as
      (Duplex & { setTimeout?: (ms: number, ended: () => void) => void }) | undefined;
    socket?.setTimeout?.(patienceMs, () => socket.destroy(new Error('it said nothing for too long')));
    return socket;
  };
  return agent;
}
