import { lookup, type LookupOptions } from 'node:dns';
import { get } from 'node:http';
import type { LookupFunction } from 'node:net';
import { text } from 'node:stream/consumers';
import { readServiceProvider, type ServiceProvider } from '#saml-provider';

const patienceMs = 5_000;

/**
 * The service providers that are registered, known by the metadata that they publish. Read on first use, and again when asked:
 * keys are exchanged, and a city may come later.
 */
export class ServiceProviders {
  private readonly known = new Map<string, ServiceProvider>();

  /**
   * @param addresses tells the addresses of the metadata, each time anew
   * @param citiesHost where `*.localhost` is
   */
  constructor(
    private readonly addresses: () => readonly string[],
    private readonly citiesHost: string,
  ) {}

  /** @returns undefined where nobody registered under this entityID */
  async find(entityId: string): Promise<ServiceProvider | undefined> {
    return this.known.get(entityId) ?? this.findAgain(entityId);
  }

  /** The same after reading all metadata anew; what cannot be read stays as it was. */
  async findAgain(entityId: string): Promise<ServiceProvider | undefined> {
    const read = await Promise.allSettled(
      this.addresses().map((address) => readMetadata(address, this.citiesHost)),
    );
    for (const one of read) {
      if (one.status === 'rejected') console.error('bundid:', (one.reason as Error).message);
      else if (one.value) this.known.set(one.value.entityId, one.value);
    }
    return this.known.get(entityId);
  }
}

/** @returns undefined where a city is none of ours @throws Error naming the address and what is wrong there */
async function readMetadata(address: string, citiesHost: string): Promise<ServiceProvider | undefined> {
  try {
    const { status, body } = await fetchFrom(address, citiesHost);
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`HTTP ${status}`);
    return readServiceProvider(body);
  } catch (error) {
    throw new Error(`${address}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function fetchFrom(
  address: string,
  citiesHost: string,
): Promise<{ status: number | undefined; body: string }> {
  const { hostname } = new URL(address);
  // Browsers take every `*.localhost` for this machine (RFC 6761, 6.3); the system's resolver need not know it.
  const named = hostname.endsWith('.localhost') ? citiesHost : hostname;
  const asBrowsersDo: LookupFunction = (_host, options: LookupOptions, found) =>
    lookup(named, options, found);
  return new Promise((resolve, reject) => {
    get(address, { lookup: asBrowsersDo, signal: AbortSignal.timeout(patienceMs) }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode, body }), reject);
    }).on('error', reject);
  });
}
