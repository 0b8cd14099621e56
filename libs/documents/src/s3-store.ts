import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Client } from 'minio';
import { Unavailable } from '#availability';
import { assertPlainKey, ObjectMissing, type ObjectStore, type StoredObject } from './object-store';
import { blocksOf } from './pieces';

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
  private readonly client: Promise<Client>;

  constructor(access: S3Access) {
    const { hostname, pathname } = new URL(access.url);
    this.bucket = pathname.slice(1);
    this.place = `the bucket ${this.bucket} at ${hostname}`;
    this.client = clientOf(access);
  }

  async write(key: string, content: AsyncIterable<Buffer>): Promise<void> {
    assertPlainKey(key);
    const blocks = blocksOf(content, partBytes);
    const [first, second] = [await blocks.next(), await blocks.next()];
    const block = first.done === true ? Buffer.alloc(0) : first.value;
    if (second.done === true) {
      await this.asked((client) => client.putObject(this.bucket, key, block));
      return;
    }
    const uploadID = await this.asked((client) => client.initiateNewMultipartUpload(this.bucket, key, {}));
    try {
      const etags = [
        await this.part(key, uploadID, 1, block),
        await this.part(key, uploadID, 2, second.value),
      ];
      for (let next = await blocks.next(); next.done !== true; next = await blocks.next())
        etags.push(await this.part(key, uploadID, etags.length + 1, next.value));
      await this.asked((client) => client.completeMultipartUpload(this.bucket, key, uploadID, etags));
    } catch (error) {
      await (await this.client).abortMultipartUpload(this.bucket, key, uploadID).catch(() => undefined);
      throw error;
    }
  }

  async read(key: string): Promise<AsyncIterable<Buffer>> {
    assertPlainKey(key);
    const stream = await this.asked((client) => client.getObject(this.bucket, key), key);
    return this.readingOf(stream);
  }

  async copy(from: string, to: string): Promise<void> {
    assertPlainKey(from);
    assertPlainKey(to);
    await this.asked((client) => client.copyObject(this.bucket, to, `/${this.bucket}/${from}`), from);
  }

  async remove(key: string): Promise<void> {
    assertPlainKey(key);
    await this.asked((client) => client.removeObject(this.bucket, key));
  }

  async has(key: string): Promise<boolean> {
    assertPlainKey(key);
    try {
      await this.asked((client) => client.statObject(this.bucket, key), key);
      return true;
    } catch (error) {
      if (error instanceof ObjectMissing) return false;
      throw error;
    }
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    assertPlainKey(prefix.slice(0, -1));
    try {
      for await (const item of (await this.client).listObjectsV2(this.bucket, prefix, true)) {
        const { name, lastModified } = item as { readonly name: string; readonly lastModified: Date };
        yield { key: name, writtenAt: lastModified };
      }
    } catch (error) {
      throw new Unavailable(this.place, error);
    }
  }

  /** Unfinished uploads are the bucket's own to end, by a rule that its owner sets (docs/how-to/operate.md). */
  async tidy(): Promise<void> {
    return Promise.resolve();
  }

  async check(): Promise<undefined> {
    const exists = await this.asked((client) => client.bucketExists(this.bucket));
    if (!exists) throw new Unavailable(this.place, new Error('there is no such bucket'));
  }

  private async part(
    objectName: string,
    uploadID: string,
    partNumber: number,
    block: Buffer,
  ): Promise<{ readonly part: number; readonly etag: string }> {
    const headers = { 'Content-Length': block.length };
    const of = { bucketName: this.bucket, objectName, uploadID, partNumber, headers };
    const { etag } = await this.asked((client) => client.uploadPart(of, block));
    return { part: partNumber, etag };
  }

  private async *readingOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    try {
      yield* stream;
    } catch (error) {
      throw new Unavailable(this.place, error);
    }
  }

  /** @param key what is missing where the server says so */
  private async asked<T>(request: (client: Client) => Promise<T>, key?: string): Promise<T> {
    try {
      return await request(await this.client);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (key !== undefined && (code === 'NoSuchKey' || code === 'NotFound')) throw new ObjectMissing(key);
      throw new Unavailable(this.place, error);
    }
  }
}

/** The library takes 11 MB: it is read only where documents lie in a bucket. */
async function clientOf({ url, accessKey, secretKey, region }: S3Access): Promise<Client> {
  const { Client } = await import('minio');
  const { protocol, hostname, port } = new URL(url);
  const useSSL = protocol === 'https:';
  return new Client({
    endPoint: hostname,
    useSSL,
    ...(port !== '' && { port: Number(port) }),
    accessKey,
    secretKey,
    region,
    transportAgent: impatient(
      useSSL ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true }),
    ),
    // Whoever is told that it does not answer tries again; a request that waits here would hide that for long.
    retryOptions: { disableRetry: true },
  });
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
