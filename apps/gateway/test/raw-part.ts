import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A part as a test writes it, down to the bytes. */
export interface RawPart {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts one that answers everything by `answer`. */
export async function rawPart(answer: RequestListener): Promise<RawPart> {
  const server: Server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
