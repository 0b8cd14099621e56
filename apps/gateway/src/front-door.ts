import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';
import { TenantRegistry } from '#configuration';
import { measured, noteArrival, ProblemCatalogue } from '#http';
import { isPagePart, type PartName } from './parts';
import { Passage } from './passage';
import { Proxy } from './proxy/proxy';
import { refuse } from './refusal';
import { answererOf } from './routes';
import { hostOf } from './site';

/** What is noted of a request once it is answered. */
interface Passed {
  readonly correlationId: string;
  /** The part that it went to; undefined for one that went nowhere. */
  readonly to: PartName | undefined;
  readonly milliseconds: number;
}

/** The first that every request meets: requests for parts pass without any framework, everything else goes on to Nest. */
@Injectable()
export class FrontDoor {
  private readonly logger = new Logger('FrontDoor');

  constructor(
    private readonly passage: Passage,
    private readonly proxy: Proxy,
    private readonly problems: ProblemCatalogue,
    private readonly tenants: TenantRegistry,
  ) {}

  /** From now on a server's requests for parts take this way; everything else still meets who listened before. */
  openAt(server: Server): void {
    const others = server.listeners('request');
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const site = this.tenants.byHost(hostOf(request))?.site;
      if (answererOf(request.url ?? '', site) === 'parts') void this.answer(request, response);
      else for (const other of others) other.call(server, request, response);
    });
  }

  /** Answers a request, with a problem where it cannot be passed on. */
  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const begin = performance.now();
    const correlationId = noteArrival(request, this.problems);
    let to: PartName | undefined;
    response.once('close', () => {
      this.note(request, response, { correlationId, to, milliseconds: performance.now() - begin });
    });
    try {
      to = await this.passage.pass(request, response, correlationId);
    } catch (error) {
      refuse(request, response, this.problems.of(error));
    }
  }

  /** Every answer is measured, event streams excepted, which last as long as somebody looks; only failures are logged. */
  private note(
    { method = '' }: IncomingMessage,
    response: ServerResponse,
    { correlationId, to, milliseconds }: Passed,
  ): void {
    // nginx' word for a client that left before it was answered.
    const status = response.headersSent ? response.statusCode : 499;
    if (!this.proxy.isEventStream(response)) {
      measured(
        method,
        to !== undefined && isPagePart(to) ? '/*page' : '/api/*path',
        status,
        milliseconds / 1_000,
      );
    }
    if (status < 400) return;
    // Never the address: the part's own log has the route, under the same correlation id.
    const line = { correlationId, method, to, status, milliseconds: Math.round(milliseconds) };
    if (status >= 500) this.logger.error(line);
    else this.logger.log(line);
  }
}
