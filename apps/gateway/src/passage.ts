import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';
import { TenantRegistry } from '#configuration';
import { loggedPath, measured, noteArrival, Problem, ProblemCatalogue } from '#http';
import { Callers } from './caller-tokens';
import { Clients } from './clients';
import { Proxy } from './proxy/proxy';
import { refuse } from './refusal';
import { answererOf, findRoute, isSignIn, pathAndQuery } from './routes';
import { assertNotForged, assertSameSite } from './sessions';
import { hostOf, siteAt } from './site';

/** The way of a request to a part, without any framework in between: who asks, whether they may, and where it leads. */
@Injectable()
export class Passage {
  private readonly logger = new Logger('Passage');

  constructor(
    private readonly tenants: TenantRegistry,
    private readonly clients: Clients,
    private readonly callers: Callers,
    private readonly proxy: Proxy,
    private readonly problems: ProblemCatalogue,
  ) {}

  /** From now on a server's requests for parts take this way; everything else still meets who listened before. */
  openAt(server: Server): void {
    const others = server.listeners('request');
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (answererOf(request.url ?? '') === 'parts') void this.answer(request, response);
      else for (const other of others) other.call(server, request, response);
    });
  }

  /** Answers a request, with a problem where it cannot be passed on. */
  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const begin = performance.now();
    const correlationId = noteArrival(request, this.problems);
    response.once('close', () => this.note(request, response, correlationId, performance.now() - begin));
    try {
      await this.pass(request, response, correlationId);
    } catch (error) {
      refuse(request, response, this.problems.of(error));
    }
  }

  /** @throws Problem when the request may not go on, or nowhere. */
  private async pass(request: IncomingMessage, response: ServerResponse, correlationId: string) {
    const [path, query] = pathAndQuery(request.url ?? '');
    const { tenant, site } = siteAt(this.tenants, hostOf(request));
    const client = await this.clients.admit(request, path);
    const route = findRoute(site, path.slice('/api'.length));
    if (!route) throw new Problem('not-found');
    assertSameSite(request);
    const { session, token } = await this.callers.of(request, tenant.key, correlationId);
    if (session && !isSignIn(route)) assertNotForged(request, session);
    if (path === '/api/sign-out') this.forgetAround(request, response, tenant.key);
    const introduction = { token, client, correlationId };
    this.proxy.pass(request, response, { part: route.part, path: route.path + query }, introduction);
  }

  /** Once before and once after: a request of the same session may have asked identity while it was being signed out. */
  private forgetAround(request: IncomingMessage, response: ServerResponse, tenant: string): void {
    const forget = this.callers.forgetter(request, tenant);
    forget();
    response.once('close', forget);
  }

  /** Every answer is measured, event streams excepted, which last as long as somebody looks; only failures are logged. */
  private note(
    request: IncomingMessage,
    response: ServerResponse,
    correlationId: string,
    milliseconds: number,
  ): void {
    // nginx' word for a client that left before it was answered.
    const status = response.headersSent ? response.statusCode : 499;
    if (!this.proxy.isEventStream(response)) {
      measured(request.method ?? '', '/api/*path', status, milliseconds / 1_000);
    }
    if (status < 400) return;
    const { method, url } = request;
    const line = {
      correlationId,
      method,
      path: loggedPath(url),
      status,
      milliseconds: Math.round(milliseconds),
    };
    if (status >= 500) this.logger.error(line);
    else this.logger.log(line);
  }
}
