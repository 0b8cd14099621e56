import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { Inject, Injectable } from '@nestjs/common';
import proxyAddress from 'proxy-addr';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '#http';
import { gatewayOptions, type GatewayOptions } from './gateway-options';

/** Where a request comes from, as far as the proxies in between are believed. */
export interface Client {
  readonly address: string;
  readonly protocol: string;
}

const minute = 60;

/** Who asks, and how often they did in this minute. One gateway process counts for itself. */
@Injectable()
export class Clients {
  private readonly isTrusted: (address: string, hop: number) => boolean;
  private readonly requests: RateLimiterMemory;
  private readonly signIns: RateLimiterMemory;

  constructor(
    @Inject(gatewayOptions) { trustedProxies, requestsPerMinute, signInsPerMinute }: GatewayOptions,
  ) {
    this.isTrusted = proxyAddress.compile([...trustedProxies]);
    this.requests = new RateLimiterMemory({ points: requestsPerMinute, duration: minute });
    this.signIns = new RateLimiterMemory({ points: signInsPerMinute, duration: minute });
  }

  /**
   * Lets a client's request in and counts it, for all routes together; attempts to sign in are counted apart as well.
   * @throws Problem `too-many-requests` (429) with the seconds to wait.
   */
  async admit(client: Client, { signsIn = false } = {}): Promise<Client> {
    await counted(this.requests, client.address);
    if (signsIn) await counted(this.signIns, client.address);
    return client;
  }

  /** Where a request comes from. */
  clientOf(request: IncomingMessage): Client {
    const socket = request.socket as Partial<TLSSocket>;
    const own = socket.encrypted ? 'https' : 'http';
    if (!this.isTrusted(socket.remoteAddress ?? '', 0)) {
      return { address: socket.remoteAddress ?? '', protocol: own };
    }
    const [said = ''] = String(request.headers['x-forwarded-proto'] ?? '').split(',');
    return { address: proxyAddress(request, this.isTrusted), protocol: said.trim() || own };
  }
}

async function counted(limiter: RateLimiterMemory, address: string): Promise<void> {
  try {
    await limiter.consume(address);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new Problem('too-many-requests', {
      retryAfter: Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)),
    });
  }
}
