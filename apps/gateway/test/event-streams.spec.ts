import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { closeGracefully } from '#http';
import { eventually } from '#testing';
import { open } from './client';
import { keys, SmallSystem } from './running-gateway';
import { startSmallService, testPerson } from './small-services';

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
  await closeGracefully(own, 600_000); // longer than a test may take
  await eventually('the end of the stream at the browser', () => answer.closed);
});

describe('a stream of a session', () => {
  const sessionId = 'session-0123456789abcdef';
  const cookie = `session=${sessionId}`;
  /** Milliseconds for which a stream may outlive its session. */
  const promised = 2_000;

  beforeEach(() => {
    notebook.sessions.set(sessionId, 'csrf');
    notebook.remainingMs = 60_000;
  });

  /** A stream that its gateway watches. */
  async function watched(at = gateway) {
    const answer = await open(at, '/api/events', { headers: { cookie } });
    const received = { over: false };
    answer.on('close', () => (received.over = true)).on('error', () => undefined);
    answer.resume();
    await eventually('somebody listens to identity', () => notebook.listeners.size > 0);
    return { answer, received };
  }

  test('ends with it, at every gateway, wherever it was ended, and no other stream does', async () => {
    const [one, other] = [await watched(), await watched(await system.gateway())];
    const stranger = await subscribe();
    await eventually('both listen', () => notebook.listeners.size === 2);
    notebook.sessions.delete(sessionId);
    await notebook.tellOf(testPerson);
    await eventually('the ends', () => one.received.over && other.received.over, promised);
    expect(stranger.received.over).toBe(false);
    stranger.answer.destroy();
    // Its browser comes back, and is nobody any more.
    const again = await open(gateway, '/api/me', { headers: { cookie } });
    again.resume();
    expect(notebook.last?.headers['cookie']).toBe(cookie);
    expect(notebook.sessionQuestions).toBeGreaterThan(1);
  });

  test('is nothing that somebody does in it; what is done beside it is heard of', async () => {
    const own = await system.gateway();
    notebook.activity.length = 0;
    const { answer } = await watched(own);
    for (const path of ['/api/me', '/api/me']) (await open(own, path, { headers: { cookie } })).resume();
    expect(notebook.activity).toEqual([false, true]);
    answer.destroy();
  });

  test('goes on when another session of the person ends', async () => {
    const { answer, received } = await watched();
    await notebook.tellOf(testPerson);
    await notebook.tellOf('somebody else');
    const later = await watched();
    expect(received.over).toBe(false);
    answer.destroy();
    later.answer.destroy();
  });

  test('that ended while only the gateway still knew it ends at once', async () => {
    await eventually('nobody listens any more', () => notebook.listeners.size === 0);
    (await open(gateway, '/api/me', { headers: { cookie } })).resume();
    notebook.sessions.delete(sessionId);
    const answer = await open(gateway, '/api/events', { headers: { cookie } });
    answer.on('error', () => undefined).resume();
    await eventually('the end', () => answer.closed, promised);
  });

  test('ends when it expires, without anybody telling', async () => {
    notebook.remainingMs = 200;
    const { received } = await watched();
    notebook.sessions.delete(sessionId);
    await eventually('the end', () => received.over, promised);
  });

  test('goes on while identity cannot tell, and ends once it can', async () => {
    const { received } = await watched();
    const port = Number(new URL(await system.services.identity.getUrl()).port);
    await closeGracefully(system.services.identity);
    notebook.sessions.delete(sessionId);
    expect(received.over).toBe(false);
    system.services.identity = await startSmallService('identity', notebook, keys, port);
    await eventually('the end', () => received.over, promised);
  });
});
