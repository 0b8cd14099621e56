import { once } from 'node:events';
import { connect } from 'node:net';
import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { closeGracefully, Health } from '#http';
import { eventually } from '#testing';
import { ask, type Asking } from './client';
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
beforeEach(() => {
  notebook.seen.length = 0;
});

const get = (path: string, asking: Asking = {}) => ask(gateway, path, asking);
const post = (path: string, asking: Asking = {}) => ask(gateway, path, { method: 'POST', ...asking });
const slug = (answer: { json: Readonly<Record<string, unknown>> }) =>
  String(answer.json['type']).split(':').at(-1);

describe('a body', () => {
  const big = JSON.stringify('x'.repeat(1024 * 1024));

  test('above 1 MB is refused before it is sent', async () => {
    const answer = await post('/api/applications', { body: big });
    expect([answer.status, slug(answer)]).toEqual([413, 'body-too-large']);
  });

  test('above 1 MB is refused while it comes in pieces', async () => {
    const headers = { 'transfer-encoding': 'chunked' };
    const answer = await post('/api/applications', { headers, body: big });
    expect([answer.status, slug(answer)]).toEqual([413, 'body-too-large']);
    expect(notebook.seen).toEqual([]);
  });

  test.each([
    ['above 1 MB', 'application/json', 8_000_000, 413],
    ['that its part does not read', 'text/plain', 1_000_000, 415],
  ])('%s is refused to whoever reads nothing before all of it is sent', async (_, type, length, status) => {
    const { hostname, port } = new URL(await gateway.getUrl());
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /api/applications HTTP/1.1\r\nHost: duisburg.localhost\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`,
    );
    for (let sent = 0; sent < length; sent += 100_000)
      if (!socket.write(Buffer.alloc(100_000, 'x'))) await once(socket, 'drain');
    const answer = (await socket.setEncoding('utf8').toArray()).join('');
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  test.each([1, 500_000])('of %i bytes and more that comes in pieces arrives whole', async (bytes) => {
    const headers = { 'transfer-encoding': 'chunked' };
    await post('/api/applications', { headers, body: { text: 'y'.repeat(bytes) } });
    expect(notebook.last?.body).toEqual({ text: 'y'.repeat(bytes) });
  });

  test.each([
    ['malformed JSON', '{"a":', 400, 'malformed-json'],
    ['a lone surrogate', '{"a":"\\ud83d"}', 400, 'malformed-text'],
    ['__proto__', '{"__proto__":{}}', 400, 'malformed-body'],
  ])('with %s gets the answer of the service', async (_what, body, status, expected) => {
    const answer = await post('/api/applications', { body });
    expect([answer.status, slug(answer), answer.headers['content-type']]).toEqual([
      status,
      expected,
      'application/problem+json; charset=utf-8',
    ]);
  });

  test('with a DELETE cannot smuggle a second request', async () => {
    const body = 'GET /internal/streams HTTP/1.1\r\nHost: x\r\n\r\n';
    const headers = { 'transfer-encoding': 'chunked' };
    const answer = await ask(gateway, '/api/applications/7', { method: 'DELETE', headers, body });
    expect([answer.status, slug(answer)]).toEqual([400, 'body-not-expected']);
    expect(notebook.seen).toEqual([]);
  });
});

test.each(['DELETE', 'TRACE', 'PURGE'])(
  'the method %s is refused where it does not exist, and which ones there are is said',
  async (method) => {
    const answer = await ask(gateway, '/api/services', { method });
    expect([answer.status, slug(answer)]).toEqual([405, 'method-not-allowed']);
    expect(answer.headers['allow']).toBe('GET, HEAD, POST');
  },
);

test('a method that the gateway itself does not have at an address of its own is refused by it', async () => {
  const answer = await post('/api/docs');
  expect([answer.status, slug(answer), answer.headers['allow']]).toEqual([
    405,
    'method-not-allowed',
    'GET, HEAD',
  ]);
  expect(notebook.seen).toEqual([]);
});

test('what is not HTTP gets a short 400 and no stack trace', async () => {
  const { port } = new URL(await gateway.getUrl());
  const socket = connect(Number(port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.end('GET / HTTP/1.1\r\nHost: a\r\nHost : b\r\n\r\n');
  await eventually('the end of the connection', () => socket.closed);
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
});

describe('limits', () => {
  test('a client that asks too often is told when to come back', async () => {
    const limited = await system.gateway({ requestsPerMinute: 3 });
    for (let n = 0; n < 3; n += 1) expect((await ask(limited, `/api/services/${n}`)).status).toBe(200);
    const german = await ask(limited, '/api/services/4');
    expect([german.status, slug(german)]).toEqual([429, 'too-many-requests']);
    expect(Number(german.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(german.headers['retry-after'])).toBeLessThanOrEqual(60);
    const english = await ask(limited, '/api/services/4', { headers: { 'accept-language': 'en' } });
    expect(english.json['title']).toBe('Those were too many requests.');
  });

  test('R10b signing in is limited more strictly', async () => {
    const limited = await system.gateway({ signInsPerMinute: 2 });
    const signIn = () => ask(limited, '/api/sign-in/email', { method: 'POST', body: {} });
    const statuses = [(await signIn()).status, (await signIn()).status, (await signIn()).status];
    expect(statuses).toEqual([200, 200, 429]);
    expect((await ask(limited, '/api/services')).status).toBe(200);
    // Pages of services say which ways in there are: reading is no attempt.
    expect((await ask(limited, '/api/sign-in?service=dog')).status).toBe(200);
  });

  test('X-Forwarded-For is believed from trusted proxies only', async () => {
    const limits = { requestsPerMinute: 1 };
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
    const open = await system.gateway(limits);
    expect((await ask(open, '/api/x', from('10.0.0.1'))).status).toBe(200);
    expect((await ask(open, '/api/x', from('10.0.0.2'))).status).toBe(429);
    const proxied = await system.gateway({ ...limits, trustedProxies: ['127.0.0.1'] });
    expect((await ask(proxied, '/api/x', from('10.0.0.1'))).status).toBe(200);
    expect((await ask(proxied, '/api/x', from('10.0.0.2'))).status).toBe(200);
  });
});

describe('a part that is away', () => {
  test('is a 503 that names it in plain words, and the gateway comes back with it', async () => {
    const port = Number(new URL(await system.services.mailbox.getUrl()).port);
    await get('/api/mailbox');
    await closeGracefully(system.services.mailbox);
    const german = await get('/api/mailbox');
    const english = await get('/api/mailbox', { headers: { 'accept-language': 'en' } });
    const health = await gateway.get(Health).look();
    system.services.mailbox = await startSmallService('mailbox', notebook, keys, port);
    expect([german.status, slug(german), german.headers['retry-after']]).toEqual([
      503,
      'part-unavailable',
      '5',
    ]);
    expect(german.json).toMatchObject({
      title: 'Der Postkorb ist gerade nicht erreichbar.',
      part: 'mailbox',
    });
    expect(english.json['title']).toBe('The mailbox is not available just now.');
    expect(health).toMatchObject({
      status: 'not-ready',
      parts: { mailbox: { status: 'down', reason: 'does not answer' }, identity: { status: 'up' } },
    });
    expect((await get('/api/mailbox')).status).toBe(200);
    await eventually(
      'the gateway is ready',
      async () => (await gateway.get(Health).look()).status === 'ready',
    );
  });

  test('is a 503 for a session when identity is away', async () => {
    const port = Number(new URL(await system.services.identity.getUrl()).port);
    await closeGracefully(system.services.identity);
    const answer = await get('/api/applications', { headers: { cookie: 'session=away-0123456789abcdef' } });
    const stranger = await get('/api/services');
    system.services.identity = await startSmallService('identity', notebook, keys, port);
    expect([answer.status, slug(answer), answer.headers['retry-after']]).toEqual([
      503,
      'part-unavailable',
      '5',
    ]);
    expect(answer.json['title']).toBe('Die Anmeldung ist gerade nicht erreichbar.');
    expect(stranger.status).toBe(200);
  });

  test('is a 503 for a session too when identity refuses the gateway: no wrong key makes people strangers', async () => {
    notebook.refusesGateway = true;
    const answer = await get('/api/applications', {
      headers: { cookie: 'session=refused-0123456789abcdef' },
    });
    notebook.refusesGateway = false;
    expect([answer.status, slug(answer)]).toEqual([503, 'part-unavailable']);
  });

  test('in the middle of a change says that repeating with the same key is safe', async () => {
    const answer = await post('/api/die', { body: {} });
    expect([answer.status, slug(answer)]).toEqual([504, 'part-not-answering']);
    expect(answer.json['detail']).toContain('Idempotency-Key');
  });

  test('in the middle of an answer breaks the answer off', async () => {
    await expect(get('/api/break')).rejects.toThrow('aborted');
  });
});
