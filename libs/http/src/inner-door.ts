import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { register } from 'prom-client';
import { Health } from './health';
import { pathAndQuery } from './plain-path';

interface InnerAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/**
 * What those who operate a process ask it, at a port of its own that nobody else reaches: `GET /health/live` (the process runs),
 * `GET /health/ready` (it can do its work; otherwise 503 and the part that is down), `GET /metrics` (Prometheus).
 */
@Injectable()
export class InnerDoor implements OnApplicationShutdown {
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  constructor(private readonly modules: ModuleRef) {}

  /** @param port 0 for any free one @returns the port that it listens on */
  async open(port: number, host: string): Promise<number> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  onApplicationShutdown(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, type, body } = await this.answerTo(request).catch((error: unknown) => ({
      ...{ status: 500, type: 'text/plain' },
      body: error instanceof Error ? error.message : String(error),
    }));
    response
      .writeHead(status, {
        'Content-Type': type,
        'Content-Length': Buffer.byteLength(body),
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        // Whoever started a process sees whether it is this one that answers at the port, and not another system's.
        'X-Process-Id': String(process.pid),
      })
      .end(request.method === 'HEAD' ? undefined : body);
  }

  private async answerTo({ method, url = '' }: IncomingMessage): Promise<InnerAnswer> {
    if (method !== 'GET' && method !== 'HEAD') return json(405, { status: 'method-not-allowed' });
    switch (pathAndQuery(url)[0]) {
      case '/health/live':
        return json(200, { status: 'live' });
      case '/health/ready': {
        const readiness = await this.modules.get(Health, { strict: false }).look();
        return json(readiness.status === 'ready' ? 200 : 503, readiness);
      }
      case '/metrics':
        return { status: 200, type: register.contentType, body: await register.metrics() };
      default:
        return json(404, { status: 'not-found' });
    }
  }
}

function json(status: number, body: object): InnerAnswer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}
