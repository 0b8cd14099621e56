import { connect } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createTokenVerifier } from '#auth';
import { closeGracefully } from '#http';
import { eventually } from '#testing';
import { ask, type Asking } from './client';
import { keys, SmallSystem } from './running-gateway';
import { startSmallService } from './small-services';

const backoffice = 'backoffice.duisburg.localhost';
const sessionId = 'session-0123456789abcdef';
const csrfToken = 'csrf-of-this-session';
const cookie = `other=1; session=${sessionId}`;

const system = new SmallSystem();
const { notebook } = system;
let gateway: NestExpressApplication;

beforeAll(async () => {
  await system.start();
  gateway = await system.gateway();
});
afterAll(() => system.stop());
beforeEach(() => {
  notebook.seen.length = 0;
  notebook.sessions.clear();
  notebook.sessionQuestions = 0;
});

const get = (path: string, asking: Asking = {}) => ask(gateway, path, asking);
const post = (path: string, asking: Asking = {}) => ask(gateway, path, { method: 'POST', ...asking });
const slug = (answer: { json: Readonly<Record<string, unknown>> }) =>
  String(answer.json['type']).split(':').at(-1);
const verifier = createTokenVerifier(keys.publicKeysFile);
const lastToken = () =>
  verifier.verify(String(notebook.last?.headers['authorization']).replace('Bearer ', ''));

describe('a host', () => {
  test('of a city leads to its portal and to its back-office, whatever the port', async () => {
    await get('/api/services?query=hund', { host: 'duisburg.localhost:4711' });
    expect(notebook.last).toMatchObject({ service: 'application', url: '/portal/services?query=hund' });
    await get('/api/work-list', { host: backoffice });
    expect(notebook.last).toMatchObject({ service: 'application', url: '/backoffice/work-list' });
    expect((await lastToken()).tenant).toBe('duisburg');
    await get('/api/services', { host: 'WUPPERTAL.localhost' });
    expect((await lastToken()).tenant).toBe('wuppertal');
  });

  test('of no city is refused, naming the hosts of this machine', async () => {
    const answer = await get('/api/services', { host: 'essen.localhost' });
    expect([answer.status, slug(answer)]).toEqual([404, 'unknown-tenant']);
    expect(answer.json['knownHosts']).toContain('duisburg.localhost');
    expect(notebook.seen).toEqual([]);
  });

  test('localhost lists the cities', async () => {
    const answer = await get('/', { host: 'localhost:8080' });
    expect(answer.json['tenants']).toContainEqual(
      expect.objectContaining({ key: 'duisburg', portal: ['http://duisburg.localhost:8080/'] }),
    );
    expect((await get('/api/services', { host: 'localhost' })).status).toBe(404);
  });

  test('of a city tells where to go on', async () => {
    expect((await get('/')).json).toMatchObject({
      tenant: 'duisburg',
      site: 'portal',
      documentation: '/api/docs',
    });
  });
});

describe('a request that is passed on', () => {
  test('speaks for a stranger with a token of the gateway, and for nobody else', async () => {
    const forged = {
      authorization: 'Bearer forged',
      'x-forwarded-for': '1.2.3.4',
      'x-user': 'admin',
      forwarded: 'for=x',
    };
    await get('/api/services', { headers: forged });
    expect(await lastToken()).toMatchObject({
      iss: 'gateway',
      kind: 'anonymous',
      roles: [],
      tenant: 'duisburg',
    });
    expect(notebook.last?.headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(Object.keys(notebook.last?.headers ?? {})).not.toEqual(expect.arrayContaining(['x-user']));
    expect(Object.keys(notebook.last?.headers ?? {})).not.toEqual(expect.arrayContaining(['forwarded']));
  });

  test('cannot keep its own headers by asking to continue', async () => {
    const headers = { authorization: 'Bearer forged', expect: '100-continue', 'x-user': 'admin' };
    await post('/api/applications', { headers, body: { a: 1 } });
    expect(await lastToken()).toMatchObject({ kind: 'anonymous' });
    expect(notebook.last?.headers['x-user']).toBeUndefined();
  });

  test('keeps what the service needs: preconditions, language, correlation', async () => {
    const headers = {
      'if-match': '"5"',
      'idempotency-key': 'k1',
      'accept-language': 'en',
      'last-event-id': '7',
      'x-correlation-id': '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11',
    };
    const answer = await post('/api/applications', { headers, body: { a: 'ü' } });
    expect(notebook.last).toMatchObject({ headers, body: { a: 'ü' } });
    expect(answer.headers['x-correlation-id']).toBe(headers['x-correlation-id']);
  });

  test('shows its cookies to identity only, and only identity sets some', async () => {
    await get('/api/services', { headers: { cookie } });
    expect(notebook.last?.headers['cookie']).toBeUndefined();
    await get('/api/me', { headers: { cookie } });
    expect(notebook.last?.headers['cookie']).toBe(cookie);
    expect((await get('/api/cookie')).headers['set-cookie']).toBeUndefined();
    expect((await post('/api/sign-in/email', { body: {} })).headers['set-cookie']).toHaveLength(1);
  });

  test.each([
    '/internal/streams',
    '/api/../internal/streams',
    '/api/%2e%2e/internal/streams',
    '/portal/services',
    '/api',
  ])('never reaches %s', async (path) => {
    expect((await get(path)).status).toBe(404);
    expect(notebook.seen).toEqual([]);
  });

  test('reaches the operations of a service from the back-office only', async () => {
    await get('/api/operations/mailbox/parked', { host: backoffice });
    expect(notebook.last).toMatchObject({ service: 'mailbox', url: '/operations/parked' });
    expect((await get('/api/operations/mailbox/parked')).status).toBe(404);
  });
});

describe('an answer', () => {
  test.each(['/', '/api/services', '/api/docs', '/nowhere'])(
    'of %s carries the security headers',
    async (path) => {
      const { headers } = await get(path);
      expect(headers['content-security-policy']).toContain("default-src 'none';script-src 'self'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['strict-transport-security']).toBeDefined();
    },
  );

  test('does not say what it was made with', async () => {
    const { headers } = await get('/api/cookie');
    expect([headers['server'], headers['x-powered-by']]).toEqual([undefined, undefined]);
  });
});

describe('a session', () => {
  beforeEach(() => notebook.sessions.set(sessionId, csrfToken));

  test('speaks for its person; identity is asked once for many requests', async () => {
    await Promise.all(Array.from({ length: 20 }, () => get('/api/applications', { headers: { cookie } })));
    expect(await lastToken()).toMatchObject({ iss: 'identity', kind: 'person' });
    expect(notebook.sessionQuestions).toBe(1);
  });

  test('that identity does not know is nobody', async () => {
    await get('/api/applications', { headers: { cookie: 'session=unknown-0123456789abcdef' } });
    expect(await lastToken()).toMatchObject({ kind: 'anonymous' });
  });

  test('with an impossible id is not worth a question', async () => {
    await get('/api/applications', { headers: { cookie: "session=' or 1=1 --" } });
    expect(notebook.sessionQuestions).toBe(0);
  });

  test.each([undefined, 'wrong', ''])('refuses a change with the CSRF token %j', async (given) => {
    const headers = { cookie, ...(given !== undefined && { 'x-csrf-token': given }) };
    const answer = await post('/api/applications', { headers, body: {} });
    expect([answer.status, slug(answer)]).toEqual([403, 'csrf-token-invalid']);
    expect(notebook.seen).toEqual([]);
  });

  test('makes a change with its CSRF token', async () => {
    const headers = { cookie, 'x-csrf-token': csrfToken };
    expect((await post('/api/applications', { headers, body: {} })).status).toBe(200);
    expect(notebook.last?.headers['x-csrf-token']).toBeUndefined();
  });

  test('signs in anew from the page of a mail link, which has no CSRF token', async () => {
    const headers = { cookie, origin: 'http://duisburg.localhost', 'sec-fetch-site': 'same-origin' };
    expect((await post('/api/sign-in/email/confirm?token=t', { headers })).status).toBe(200);
  });

  test('is over at the next request after a sign-out', async () => {
    const other = `session=${sessionId}-signing-out`;
    notebook.sessions.set(`${sessionId}-signing-out`, csrfToken);
    const asking = { headers: { cookie: other, 'x-csrf-token': csrfToken } };
    await get('/api/applications', asking);
    expect((await lastToken()).kind).toBe('person');
    await post('/api/sign-out', asking);
    await get('/api/applications', asking);
    expect((await lastToken()).kind).toBe('anonymous');
  });
});

describe('a change', () => {
  test.each([
    [{ origin: 'http://other.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://backoffice.duisburg.localhost' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('from another site is refused, also without a session: %j', async (headers) => {
    const answer = await post('/api/sign-in/email', { headers, body: {} });
    expect([answer.status, slug(answer)]).toEqual([403, 'cross-site-request']);
  });

  test('from the own site is passed on', async () => {
    const headers = {
      host: 'duisburg.localhost:8080',
      origin: 'http://duisburg.localhost:8080',
      'sec-fetch-site': 'same-origin',
    };
    expect((await post('/api/sign-in/email', { headers, body: {} })).status).toBe(200);
  });
});

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

  test('that comes in pieces arrives whole', async () => {
    const headers = { 'transfer-encoding': 'chunked' };
    await post('/api/applications', { headers, body: { text: 'y'.repeat(500_000) } });
    expect(notebook.last?.body).toEqual({ text: 'y'.repeat(500_000) });
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

test.each(['OPTIONS', 'TRACE'])('the method %s is refused', async (method) => {
  expect((await ask(gateway, '/api/applications', { method })).status).toBe(405);
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
    const health = await get('/health/ready', { host: 'localhost' });
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
    expect([health.status, health.json['parts']]).toEqual([
      503,
      expect.objectContaining({
        mailbox: { status: 'down', reason: 'does not answer' },
        identity: { status: 'up' },
      }),
    ]);
    expect((await get('/api/mailbox')).status).toBe(200);
    expect((await get('/health/ready')).status).toBe(200);
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

  test('in the middle of a change says that repeating with the same key is safe', async () => {
    const answer = await post('/api/die', { body: {} });
    expect([answer.status, slug(answer)]).toEqual([504, 'part-not-answering']);
    expect(answer.json['detail']).toContain('Idempotency-Key');
  });

  test('in the middle of an answer breaks the answer off', async () => {
    await expect(get('/api/break')).rejects.toThrow('aborted');
  });
});
