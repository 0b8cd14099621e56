import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a stand-in answers: a body as JSON, with status 200 unless it says another. */
export interface StandInAnswer {
  readonly status?: number;
  readonly body: unknown;
}

/** A small server that stands for another service in the test of one. */
export class StandIn {
  private constructor(
    /** What it answers to a request, 404 where undefined; a test may put another in its place. */
    public answer: (request: IncomingMessage) => StandInAnswer | undefined,
    private readonly server: Server,
  ) {
    server.on('request', (request, response) => {
      const { status = 200, body } = this.answer(request) ?? notFound;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  }

  /** Starts one on a free port of this machine. */
  static async start(answer: StandIn['answer']): Promise<StandIn> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new StandIn(answer, server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends it, also in the middle of an answer: whoever asks from now on is refused the connection. */
  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const notFound: StandInAnswer = { status: 404, body: { type: 'urn:serviceportal:problem:not-found' } };
