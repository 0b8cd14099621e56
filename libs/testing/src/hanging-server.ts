import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A server that stands before another one and passes everything on, until it hangs as a process does that was stopped:
 * connections are taken, nothing is said, and what was said to it meanwhile is answered late.
 */
export class HangingServer {
  private readonly sockets = new Set<Socket>();
  private hangs = false;

  private constructor(private readonly server: ReturnType<typeof createServer>) {}

  /** @param url where the server is that it stands before */
  static async before(url: string): Promise<HangingServer> {
    const { hostname, port } = new URL(url);
    const server = createServer();
    const before = new HangingServer(server);
    server.on('connection', (client) => before.join(client, connect(Number(port), hostname)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return before;
  }

  /** The same address, here. */
  at(url: string): string {
    const here = new URL(url);
    here.hostname = '127.0.0.1';
    here.port = String((this.server.address() as AddressInfo).port);
    return here.href;
  }

  hang(): void {
    this.hangs = true;
    for (const socket of this.sockets) socket.pause();
  }

  goOn(): void {
    this.hangs = false;
    for (const socket of this.sockets) socket.resume();
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(client: Socket, server: Socket): void {
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (data) => void to.write(data));
      from
        .on('error', () => undefined)
        .on('close', () => {
          this.sockets.delete(from);
          to.destroy();
        });
      if (this.hangs) from.pause();
    }
  }
}
