import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import type { RunFile } from '#portal-client';

/** What stands before the gateways in a city's network: sends each new connection to one that says that it is ready. */
export class FrontDoor {
  private ready: readonly number[] = [];
  private turn = 0;
  private looking: NodeJS.Timeout | undefined;

  private constructor(
    private readonly run: () => RunFile,
    private readonly server: Server,
  ) {}

  /** @param run the run file as it is now: an instance that was restarted may have another address */
  static async open(run: () => RunFile): Promise<FrontDoor> {
    const server = createServer();
    const door = new FrontDoor(run, server);
    server.on('connection', (client) => {
      const gateway = connect({ host: '127.0.0.1', port: door.ready[door.turn++ % door.ready.length] ?? 0 });
      client.pipe(gateway).pipe(client);
      client.on('error', () => gateway.destroy());
      gateway.on('error', () => client.destroy());
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    await door.look();
    door.looking = setInterval(() => void door.look(), 100);
    return door;
  }

  /** The same address, through this door. */
  through(address: string): string {
    const url = new URL(address);
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  close(): void {
    clearInterval(this.looking);
    this.server.close();
  }

  private async look(): Promise<void> {
    const gateways = this.run().processes.filter(({ name }) => name.startsWith('gateway'));
    const ready = await Promise.all(
      gateways.map(async ({ port, innerPort }) => {
        const answer = await fetch(`http://127.0.0.1:${innerPort}/health/ready`).catch(() => undefined);
        await answer?.body?.cancel();
        return answer?.ok === true && port !== undefined ? [port] : [];
      }),
    );
    this.ready = ready.flat();
  }
}
