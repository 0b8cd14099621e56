import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { readStatement, ServiceKeys, SigningKey, signStatement } from '#auth';
import { Problem } from '#http';
import type { Client } from './clients';

/** Names the visitor in whose name pages ask the API. Only what a gateway has signed is believed; no browser ever holds it. */
export const visitorHeader = 'x-visitor';

/** No service token: it proves nothing about a person, only where a browser is. */
const audience = 'gateway-visitor';
const lifetimeMs = 60_000;

/** A visitor of pages, as the gateway met them. */
export interface Visitor {
  readonly client: Client;
  /** By which the browser knows the portal, with the port. */
  readonly host: string;
}

/**
 * Pages ask the API in the name of who visits them: of that browser's address, or all visitors would share one limit, and at that
 * city's host. The gateway signs both when it passes a request to the pages, and finds them again when they ask.
 */
@Injectable()
export class Visitors {
  constructor(
    private readonly signing: SigningKey,
    private readonly keys: ServiceKeys,
  ) {}

  /** What pages send along when they ask the API for this visitor. */
  introduce({ client, host }: Visitor): Promise<string> {
    const { address, protocol } = client;
    const until = Date.now() + lifetimeMs;
    return signStatement(this.signing, { audience, subject: host, says: { address, protocol }, until });
  }

  /**
   * The visitor for whom a request asks; undefined where it comes from the browser itself.
   * @throws Problem `bad-request` for one that no gateway has signed, or that is over
   */
  async of({ headers }: IncomingMessage): Promise<Visitor | undefined> {
    const token = headers[visitorHeader];
    if (token === undefined) return undefined;
    try {
      const { subject, says } = await readStatement(this.keys, String(token), { audience, by: 'gateway' });
      return {
        host: subject,
        client: { address: String(says['address']), protocol: String(says['protocol']) },
      };
    } catch (cause) {
      throw new Problem('bad-request', {}, { cause });
    }
  }
}
