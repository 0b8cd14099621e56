import type { PartUrls } from './parts';

/** What a gateway needs to know; `main.ts` reads it from the environment, a test says it. */
export interface GatewayOptions {
  /** The folder with one folder per city. */
  readonly tenantsFolder: string;
  /** Base addresses of the services behind the gateway. */
  readonly urls: PartUrls;
  /** Base addresses of their inner ports, where the gateway asks how they are. */
  readonly innerUrls: PartUrls;
  /** The gateway's Ed25519 private key (JWK), with which it speaks for strangers and for itself. */
  readonly privateKeyFile: string;
  /** The public keys of all services (JWK set): a visitor whom a gateway has introduced to the pages is believed. */
  readonly publicKeysFile: string;
  /** Limits per client address. */
  readonly requestsPerMinute: number;
  readonly signInsPerMinute: number;
  /** Addresses or subnets whose `X-Forwarded-For` and `-Proto` are believed. */
  readonly trustedProxies: readonly string[];
  /**
   * Milliseconds in which a part has to say something, and a client to go on with its body; default 30,000. Event streams say
   * something every 15 s.
   */
  readonly patienceMs?: number;
}

/** Injection token of the options. */
export const gatewayOptions = Symbol('GatewayOptions');
