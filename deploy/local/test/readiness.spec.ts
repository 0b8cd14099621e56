import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { whatIsMissing } from '../readiness.mjs';

const running: Server[] = [];
afterAll(() => running.forEach((server) => server.close()));

/** Something that answers every request like this; its port. */
async function answering(status: number, processId: string, body: object): Promise<number> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'x-process-id': processId }).end(JSON.stringify(body));
  });
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

test('a process is ready when it says so itself', async () => {
  expect(await whatIsMissing(await answering(200, '4711', { status: 'ready' }), 4711)).toBeUndefined();
});

test('the service of another system at the same port does not count', async () => {
  const port = await answering(200, '4712', { status: 'ready' });
  expect(await whatIsMissing(port, 4711)).toBe(`another program (process 4712) answers at port ${port}`);
});

test('a process that is not ready says which part it lacks', async () => {
  const parts = { database: { status: 'up' }, broker: { status: 'down', reason: 'connection refused' } };
  const port = await answering(503, '4711', { status: 'not-ready', parts });
  expect(await whatIsMissing(port, 4711)).toBe('broker: connection refused');
});
