import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApi } from '.';

/** Gateways that answer, or are away. */

const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));
async function gateway(seen: string[] = []): Promise<string> {
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'application/json').end('{"key":"duisburg"}');
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
/** Where somebody was until a moment ago. */
async function away(): Promise<string> {
  const address = await gateway();
  await new Promise((closed) => servers.pop()?.close(closed));
  return address;
}

test('W6c of several gateways one that is away is passed over, whichever is asked first', async () => {
  const seen: string[] = [];
  const baseUrl = [await gateway(seen), await away()].join();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => createApi({ baseUrl }).GET('/api/tenant')),
  );
  expect(answers.every(({ response }) => response.ok)).toBe(true);
  expect(seen).toHaveLength(20);
});

test('an act goes to another one only where nobody was there', async () => {
  const seen: string[] = [];
  const baseUrl = [await away(), await gateway(seen)].join();
  for (let nth = 0; nth < 10; nth += 1)
    await createApi({ baseUrl }).POST('/api/applications', {
      params: { header: { 'Idempotency-Key': 'a' } },
      body: { serviceKey: 'meldebescheinigung' },
    });
  expect(seen).toEqual(Array.from({ length: 10 }, () => 'POST /api/applications'));
});

test('where none is there, the answer is a problem that pages can say', async () => {
  const { response, error } = await createApi({ baseUrl: await away() }).GET('/api/tenant');
  expect([response.status, error]).toEqual([503, expect.objectContaining({ status: 503 })]);
});
