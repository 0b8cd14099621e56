import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';
import { loggedPath, measured, noteArrival, ProblemCatalogue } from '#http';
import { Passage } from './passage';
import { Proxy } from './proxy/proxy';
import { refuse } from './refusal';
import { answererOf } from './routes';

/** The first that every request meets: requests for parts pass without any framework, everything else goes on to Nest. */
@Injectable()
export class FrontDoor {
  private readonly logger = new Logger('FrontDoor');

  constructor(
    private readonly passage: Passage,
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
      await this.passage.pass(request, response, correlationId);
    } catch (error) {
      refuse(request, response, this.problems.of(error));
    }
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
