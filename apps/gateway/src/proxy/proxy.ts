import { Agent, type IncomingMessage } from 'node:http';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import type { Request, Response } from 'express';
import { createProxyMiddleware, type RequestHandler } from 'http-proxy-middleware';
import { bodyLimitBytes, sendProblem } from '#http';
import type { Part } from '../parts';
import { Exchange } from './exchange';
import { forwardedHeaders } from './forwarded-headers';

/** Milliseconds in which a part has to say something; event streams say something every 15 s. */
export const patienceMs = 30_000;

/** Headers of a part that stay inside. */
const inner = ['server', 'x-powered-by', 'connection', 'keep-alive'] as const;

/** Passes requests on to the parts and their answers back, event streams included, without holding either in memory. */
@Injectable()
export class Proxy implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly exchanges = new WeakMap<IncomingMessage, Exchange>();
  /** The way to end each event stream that is open now; they would otherwise never end by themselves. */
  private readonly streams = new Set<() => void>();
  private readonly agent = new Agent({ keepAlive: true });
  private readonly forward: RequestHandler<Request, Response>;

  constructor() {
    this.forward = createProxyMiddleware<Request, Response>({
      target: 'http://unused.invalid', // the router below always knows better
      agent: this.agent,
      router: (request) => this.exchangeOf(request).part.url,
      pathRewrite: (_path, request) => this.exchangeOf(request).path,
      on: {
        proxyReq: (upstream, request, response) =>
          this.exchangeOf(request).connected(upstream, response, patienceMs),
        proxyRes: (answer, request, response) =>
          this.passBack(answer, this.exchangeOf(request).part, response),
        error: (error, request, response) => {
          if ('req' in response) sendProblem(request, response, this.exchangeOf(request).problemOf(error));
        },
      },
    });
  }

  /**
   * Passes a request on to a path of a part, in the name of the token's subject.
   * @throws Problem when the body is not acceptable; later failures are answered directly.
   */
  async pass(request: Request, response: Response, part: Part, path: string, token: string): Promise<void> {
    const exchange = new Exchange(part, path);
    exchange.limitBody(request, bodyLimitBytes);
    this.exchanges.set(request, exchange);
    request.headers = forwardedHeaders(request, part.name, token);
    await this.forward(request, response);
  }

  beforeApplicationShutdown(): void {
    for (const end of this.streams) end();
  }

  onApplicationShutdown(): void {
    this.agent.destroy();
  }

  /** Called before the headers of the answer are copied and its body is piped. */
  private passBack(answer: IncomingMessage, part: Part, response: Response): void {
    for (const name of inner) delete answer.headers[name];
    // Sessions are identity's alone.
    if (part.name !== 'identity') delete answer.headers['set-cookie'];
    // A part that breaks off must not leave the browser waiting for the rest.
    answer.once('close', () => {
      if (!answer.complete) response.destroy();
    });
    if (!answer.headers['content-type']?.startsWith('text/event-stream')) return;
    const end = (): void => {
      answer.unpipe(response);
      response.end(() => answer.destroy());
    };
    this.streams.add(end);
    response.once('close', () => this.streams.delete(end));
  }

  private exchangeOf(request: IncomingMessage): Exchange {
    const exchange = this.exchanges.get(request);
    if (!exchange) throw new Error('the request was not passed on by this proxy');
    return exchange;
  }
}
