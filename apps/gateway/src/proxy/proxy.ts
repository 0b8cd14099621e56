import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Pool, type Dispatcher } from 'undici';
import { bodyLimitBytes } from '#http';
import { gatewayOptions, type GatewayOptions } from '../gateway-options';
import { gatewayParts, type Parts } from '../parts';
import { isCallback, takesBankStatements, takesDocuments, type Route } from '../routes';
import { passedBody } from './body';
import { Exchange } from './exchange';
import { requestHeaders, type Introduction } from './headers';

/** Largest body of what is a document or a part of one, in bytes; the part that it goes to has closer limits. */
const documentLimitBytes = 50_000_000;
/** Largest file of a bank, in bytes. */
const bankStatementLimitBytes = 64_000_000;
/** Largest callback of a payment provider, in bytes. */
const callbackLimitBytes = 64_000;

/** Passes requests on to the parts and their answers back, event streams included, without holding either in memory. */
@Injectable()
export class Proxy implements BeforeApplicationShutdown, OnApplicationShutdown {
  /** Connections that stay open, by the address of the instance. */
  private readonly pools = new Map<string, Pool>();
  private readonly streams = new Set<ServerResponse>();
  private readonly patienceMs: number;

  constructor(
    @Inject(gatewayParts) private readonly parts: Parts,
    @Inject(gatewayOptions) { patienceMs = 30_000 }: GatewayOptions,
  ) {
    this.patienceMs = patienceMs;
  }

  /**
   * Passes a request on to a part (the path with its query), in the name of the one who is introduced.
   * @param onEventStream told when the answer begins and is an event stream
   * @throws Problem when the body is not acceptable; later failures are answered directly.
   */
  pass(
    request: IncomingMessage,
    response: ServerResponse,
    route: Route,
    introduction: Introduction,
    onEventStream: (response: ServerResponse) => void,
  ): void {
    const part = this.parts[route.part];
    const bytes = limitOf(route);
    const body = passedBody(request, { bytes, patienceMs: this.patienceMs });
    const { correlationId } = introduction;
    const passedOn = {
      method: (request.method ?? 'GET') as Dispatcher.HttpMethod,
      path: route.path,
      headers: requestHeaders(request, part.name, introduction),
      body: body ?? null,
    };
    const instances = part.instances.inTurn();
    const dispatch = (url: string, exchange: Exchange): void =>
      void this.poolOf(url).dispatch(passedOn, exchange);
    const { askAgain } = introduction;
    const introduceAgain =
      askAgain &&
      (async (): Promise<void> => {
        passedOn.headers = requestHeaders(request, part.name, { ...introduction, token: await askAgain() });
      });
    const { streams } = this;
    new Exchange(
      request,
      response,
      part,
      correlationId,
      body,
      streams,
      onEventStream,
      instances,
      dispatch,
      introduceAgain,
    ).begin();
  }

  /** Whether an answer is an event stream that is open now. */
  isEventStream(response: ServerResponse): boolean {
    return this.streams.has(response);
  }

  /** Event streams would never end by themselves; their browsers come back. */
  beforeApplicationShutdown(): void {
    for (const stream of this.streams) stream.end();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
  }

  private poolOf(url: string): Pool {
    const known = this.pools.get(url);
    if (known) return known;
    const pool = new Pool(url, { headersTimeout: this.patienceMs, bodyTimeout: this.patienceMs });
    this.pools.set(url, pool);
    return pool;
  }
}

/** Largest body that a route takes, in bytes. */
function limitOf(route: Route): number {
  if (isCallback(route)) return callbackLimitBytes;
  if (takesBankStatements(route)) return bankStatementLimitBytes;
  return takesDocuments(route) ? documentLimitBytes : bodyLimitBytes;
}
