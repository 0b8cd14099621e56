import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http, { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { partIn } from './uploading';

test('of a part nothing stays in memory once it has passed', async () => {
  const content = randomBytes(1_000_000);
  const given: Buffer[] = [];
  const copies: Buffer[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    void (async () => {
      for await (const piece of partIn(request, 0).content) {
        copies.push(Buffer.from(piece));
        given.push(piece);
      }
      response.end();
    })();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const request = http.request({ port, method: 'POST' });
    request.end(content);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    await once(response.resume(), 'end');
    expect(Buffer.concat(copies).equals(content)).toBe(true);
    expect(given.filter(({ length }) => length > 0)).toEqual([]);
  } finally {
    server.close();
  }
});
