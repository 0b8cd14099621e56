import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';

/** Stands in the place of identity: everybody has a name, and nobody of the staff an account as a citizen. */
export async function startNames(): Promise<{ readonly url: string; stop(): void }> {
  const server = createServer((request, response) => {
    void (async () => {
      const { persons = [] } =
        request.method === 'POST' ? ((await json(request)) as { persons?: string[] }) : {};
      const names = Object.fromEntries(persons.map((id) => [id, `Person ${id.slice(-6)}`]));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ names, personIds: [] }));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
