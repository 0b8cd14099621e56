import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { closeGracefully } from '#http';
import { eventually } from '#testing';
import { open } from './client';
import { keys, SmallSystem } from './running-gateway';
import { startSmallService } from './small-services';

const system = new SmallSystem();
const { notebook } = system;
let gateway: INestApplication<Server>;

beforeAll(async () => {
  await system.start();
  gateway = await system.gateway();
});
afterAll(() => system.stop());

async function subscribe(headers: Record<string, string> = {}) {
  const before = notebook.streams.length;
  const answer = await open(gateway, '/api/events', { headers });
  const received = { text: '', over: false };
  answer.on('data', (chunk: Buffer) => (received.text += chunk.toString()));
  answer.on('close', () => (received.over = true));
  answer.on('error', () => undefined);
  const stream = await eventually('the stream at the service', () => notebook.streams[before]);
  return { answer, received, stream };
}

test('an event reaches the browser at once, through the gateway', async () => {
  const { answer, received, stream } = await subscribe({ 'last-event-id': '41' });
  expect(answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(stream.lastEventId).toBe('41');
  for (const id of ['42', '43']) {
    await stream.send({ id, event: 'changed', data: { id } });
    await eventually(`event ${id}`, () => received.text.includes(`id: ${id}\nevent: changed\n`), 1_000);
  }
  answer.destroy();
});

test('a browser that leaves closes its stream at the service', async () => {
  const { answer, stream } = await subscribe();
  answer.destroy();
  await eventually('the end of the stream at the service', () => stream.closed.aborted);
});

test('a request that the browser gives up is given up at the service', async () => {
  const request = open(gateway, '/api/hang');
  const refused = expect(request).rejects.toThrow();
  await eventually('the request at the service', () => notebook.hanging > 0);
  gateway.getHttpServer().closeAllConnections();
  await refused;
  await eventually('the request to be given up', () => notebook.hanging === 0);
});

test('a service that ends closes the stream at the browser, which comes back', async () => {
  const { received } = await subscribe();
  const port = Number(new URL(await system.services.application.getUrl()).port);
  await closeGracefully(system.services.application);
  await eventually('the end of the stream at the browser', () => received.over);
  system.services.application = await startSmallService('application', notebook, keys, port);
  const again: { answer: IncomingMessage } = await subscribe();
  expect(again.answer.statusCode).toBe(200);
  again.answer.destroy();
});

test('an open event stream does not keep the gateway from ending', async () => {
  const own = await system.gateway();
  const answer = await open(own, '/api/events');
  answer.on('error', () => undefined);
  answer.resume();
  const since = Date.now();
  await closeGracefully(own);
  expect(Date.now() - since).toBeLessThan(8_000); // the drain would give it ten seconds
  await eventually('the end of the stream at the browser', () => answer.closed);
});
