import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { lookup, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { text } from 'node:stream/consumers';
import { readServiceProvider, type ServiceProvider } from '#saml-provider';

const patienceMs = 5_000;
const largestMetadata = 256 * 1024;

/**
 * The service providers that are registered, known by the metadata that they publish. Read on first use, and again when asked:
 * keys are exchanged, and a city may come later.
 */
export class ServiceProviders {
  private known = new Map<string, ServiceProvider>();

  /** @param addresses tells the addresses of the metadata, each time anew */
  constructor(private readonly addresses: () => Promise<readonly string[]>) {}

  /** @returns undefined where nobody registered under this entityID */
  async find(entityId: string): Promise<ServiceProvider | undefined> {
    return this.known.get(entityId) ?? this.findAgain(entityId);
  }

  /** The same after reading all metadata anew; what cannot be read stays as it was. */
  async findAgain(entityId: string): Promise<ServiceProvider | undefined> {
    const read = await Promise.allSettled((await this.addresses()).map(readMetadata));
    for (const one of read) {
      if (one.status === 'fulfilled') this.known.set(one.value.entityId, one.value);
      else console.error('bundid:', one.reason instanceof Error ? one.reason.message : one.reason);
    }
    return this.known.get(entityId);
  }
}

/** Reads the addresses from a JSON file `{ [provider]: string[] }`. @param provider whose service providers are wanted */
export function addressesFrom(file: string, provider: string): () => Promise<readonly string[]> {
  return async () =>
    (JSON.parse(await readFile(file, 'utf8')) as Partial<Record<string, string[]>>)[provider] ?? [];
}

async function readMetadata(address: string): Promise<ServiceProvider> {
  const xml = await new Promise<string>((resolve, reject) => {
    get(address, { lookup: asBrowsersDo, signal: AbortSignal.timeout(patienceMs) }, (answer) => {
      const size = Number(answer.headers['content-length'] ?? 0);
      if (answer.statusCode === 200 && size <= largestMetadata) text(answer).then(resolve, reject);
      else reject(new Error(`${address} answers ${answer.statusCode}`));
    }).on('error', (error) => reject(new Error(`${address}: ${error.message}`)));
  });
  try {
    return readServiceProvider(xml);
  } catch (error) {
    throw new Error(`${address}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** `*.localhost` is this machine where no name server says otherwise (RFC 6761). */
const asBrowsersDo: LookupFunction = (host, options: LookupOptions, found) =>
  lookup(host, options, (error, ...addresses) => {
    if (!error || !host.endsWith('.localhost')) found(error, ...addresses);
    else if (options.all) found(null, [{ address: '127.0.0.1', family: 4 }]);
    else found(null, '127.0.0.1', 4);
  });
