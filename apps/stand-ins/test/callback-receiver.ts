import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A callback as it came. */
export interface Received {
  readonly id: string;
  readonly type: string;
  readonly charge: { readonly id: string; readonly reference: string; readonly status: string };
  /** Whether the signature is right. */
  readonly signed: boolean;
  /** When it says it was sent, in seconds. */
  readonly time: number;
}

/** Takes callbacks as a portal does, or refuses them. */
export class CallbackReceiver {
  readonly received: Received[] = [];
  /** What it answers. */
  status = 204;

  private constructor(private readonly server: Server) {}

  /** @param secret with which callbacks are signed */
  static async start(secret: string): Promise<CallbackReceiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const receiver = new CallbackReceiver(server);
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        const [, time = '', mac] =
          /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers['stadtpay-signature'])) ?? [];
        const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
        receiver.received.push({
          ...(JSON.parse(body) as Received),
          signed: mac === expected,
          time: Number(time),
        });
        response.writeHead(receiver.status).end();
      });
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api/payment-callbacks/stadtpay`;
  }

  about(reference: string): Received[] {
    return this.received.filter(({ charge }) => charge.reference === reference);
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
