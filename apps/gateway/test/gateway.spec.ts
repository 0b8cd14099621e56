import { once } from 'node:events';
import { connect } from 'node:net';
import { Logger } from '@nestjs/common';
import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { register } from 'prom-client';
import { createTokenVerifier } from '#auth';
import { eventually } from '#testing';
import { ask, type Asking } from './client';
import { keys, SmallSystem } from './running-gateway';

const backoffice = 'backoffice.duisburg.localhost';
const sessionId = 'session-0123456789abcdef';
const csrfToken = 'csrf-of-this-session';
const cookie = `other=1; session=${sessionId}`;

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

  test.each([
    ['/api/services', ['duisburg.localhost', 'wuppertal.localhost']],
    ['/', ['duisburg.localhost', 'duisburg.localhost']],
  ])('is said once: %s for %j is refused', async (path, hosts) => {
    const { port } = new URL(await gateway.getUrl());
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\n${hosts.map((host) => `Host: ${host}\r\n`).join('')}\r\n`);
    const [data] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(data.toString()).toMatch(/^HTTP\/1\.1 400 /);
    expect(notebook.seen).toEqual([]);
  });

  test('localhost lists the cities', async () => {
    const answer = await get('/', { host: 'localhost:8080' });
    expect(answer.json['tenants']).toContainEqual(
      expect.objectContaining({ key: 'duisburg', portal: ['http://duisburg.localhost:8080/'] }),
    );
    expect((await get('/api/services', { host: 'localhost' })).status).toBe(404);
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

  test('W13 shows the provider for other portals who they are, beside the token, and no other route', async () => {
    const basic = 'Basic a2luZGVyYmV0cmV1dW5nOng=';
    const headers = { authorization: basic, 'x-client-authorization': 'Basic forged' };
    await post('/api/hand-over/token', { headers, body: {} });
    expect(notebook.last?.headers['x-client-authorization']).toBe(basic);
    expect(await lastToken()).toMatchObject({ iss: 'gateway', kind: 'anonymous' });
    for (const path of ['/api/me', '/api/sign-in/email', '/api/applications']) {
      await post(path, { headers, body: {} });
      expect(notebook.last?.headers['x-client-authorization']).toBeUndefined();
    }
    await get('/api/hand-over/auth', { headers: { 'x-client-authorization': 'Basic forged' } });
    expect(notebook.last?.headers['x-client-authorization']).toBeUndefined();
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

  test.each(['/api/../internal/streams', '/api/%2e%2e/internal/streams', '/api'])(
    'never reaches %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
      expect(notebook.seen).toEqual([]);
    },
  );

  test('reaches the operations of a service from the back-office only', async () => {
    await get('/api/operations/mailbox/parked', { host: backoffice });
    expect(notebook.last).toMatchObject({ service: 'mailbox', url: '/operations/parked' });
    expect((await get('/api/operations/mailbox/parked')).status).toBe(404);
  });
});

/** What browsers have got since the first version, to the byte. */
const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';manifest-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

describe('an answer', () => {
  test.each(['/', '/api/services', '/api/docs', '/nowhere', '/api/..', '/health/live'])(
    'of %s carries the security headers',
    async (path) => {
      const { headers } = await get(path);
      const names = Object.keys(securityHeaders);
      expect(Object.fromEntries(names.map((name) => [name, headers[name]]))).toEqual(securityHeaders);
    },
  );

  test('that nobody has to look into leaves a figure and no line; one that fails leaves a line without its address', async () => {
    const lines = jest.spyOn(Logger.prototype, 'log');
    await get('/api/services?query=hund');
    expect(lines).not.toHaveBeenCalled();
    await post('/api/services?query=hund', { headers: { origin: 'http://other.example' } });
    await eventually('the line', () => lines.mock.calls.length > 0);
    expect(lines.mock.calls).toEqual([[expect.objectContaining({ method: 'POST', status: 403 })]]);
    expect(JSON.stringify(lines.mock.calls)).not.toMatch(/services|hund/);
    lines.mockRestore();
    const figures = await register.metrics();
    for (const labels of [
      'method="GET",route="/api/*path",status="200"',
      'method="POST",route="/api/*path",status="403"',
    ])
      expect(figures).toContain(`http_request_duration_seconds_count{${labels}}`);
  });

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

  test('is asked for anew after a sign-in, which may have given the browser another one (step-up)', async () => {
    await get('/api/applications', { headers: { cookie } });
    await get('/api/sign-in/finish?attempt=7', { headers: { cookie } });
    notebook.sessions.delete(sessionId);
    await get('/api/applications', { headers: { cookie } });
    expect(await lastToken()).toMatchObject({ kind: 'anonymous' });
  });

  test('that goes on under another name is asked for anew as soon as a part says so; what acts is not sent twice', async () => {
    const other = `${sessionId}-going-on`;
    notebook.sessions.set(other, csrfToken);
    const asking = { headers: { cookie: `session=${other}`, 'x-csrf-token': csrfToken } };
    const own = '/api/me/own';
    expect((await get(own, asking)).status).toBe(200);
    notebook.formerHandles.add(other);
    const asked = notebook.sessionQuestions;
    expect((await post(own, { ...asking, body: {} })).status).toBe(401);
    expect((await get(own, asking)).status).toBe(200);
    expect(notebook.seen.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'GET']);
    expect(notebook.sessionQuestions - asked).toBe(1);
  });

  test('is asked for anew after it begins or ends to act for somebody', async () => {
    await get('/api/applications', { headers: { cookie } });
    await post('/api/me/acting-for', { headers: { cookie, 'x-csrf-token': csrfToken }, body: {} });
    notebook.sessions.delete(sessionId);
    await get('/api/applications', { headers: { cookie } });
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

  test('W13 sends the form of a hand-over without the header, for a token stands in it; from its own site alone', async () => {
    const path = '/api/hand-over/consent/1';
    expect((await post(path, { headers: { cookie }, body: {} })).status).toBeLessThan(300);
    expect(notebook.last?.url).toBe('/portal/hand-over/consent/1');
    const elsewhere = { cookie, origin: 'https://evil.example' };
    const refused = await post(path, { headers: elsewhere, body: {} });
    expect([refused.status, slug(refused)]).toEqual([403, 'cross-site-request']);
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
    [{ origin: 'https://duisburg.localhost' }],
    [{ origin: 'http://duisburg.localhost:8080' }],
    [{ origin: 'http://backoffice.duisburg.localhost' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('from another site is refused, also without a session: %j', async (headers) => {
    const answer = await post('/api/sign-in/email', { headers, body: {} });
    expect([answer.status, slug(answer)]).toEqual([403, 'cross-site-request']);
  });

  test.each([
    [{ origin: 'http://127.0.0.1:8091', 'sec-fetch-site': 'cross-site' }],
    [{ origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('that a SAML provider sends a browser to make is passed on, as a stranger’s: %j', async (headers) => {
    notebook.sessions.set(sessionId, csrfToken);
    await post('/api/saml/acs', { headers: { ...headers, cookie }, body: {} });
    expect(notebook.last).toMatchObject({ service: 'identity', url: '/portal/saml/acs' });
    expect(notebook.last?.headers).not.toHaveProperty('cookie');
    expect((await lastToken()).kind).toBe('anonymous');
    expect(notebook.sessionQuestions).toBe(0);
  });

  test('that a payment provider calls with is passed on as a stranger’s, with its signature and the very bytes of it', async () => {
    notebook.sessions.set(sessionId, csrfToken);
    const signature = 't=1,v1=00';
    const answer = await post('/api/payment-callbacks/stadtpay', {
      headers: {
        ...{ 'stadtpay-signature': signature, cookie, 'sec-fetch-site': 'cross-site' },
        ...{ authorization: 'Bearer forged', 'x-forwarded-host': 'forged', 'x-correlation-id': 'forged' },
      },
      body: { id: 'e1' },
    });
    expect(answer.status).toBe(200);
    expect(notebook.last).toMatchObject({
      service: 'payment',
      url: '/callbacks/stadtpay',
      body: { id: 'e1' },
    });
    expect(notebook.last?.headers).toMatchObject({ 'stadtpay-signature': signature });
    expect(notebook.last?.headers).not.toHaveProperty('cookie');
    expect(JSON.stringify(notebook.last?.headers)).not.toContain('forged');
    expect((await lastToken()).kind).toBe('anonymous');
    expect(notebook.sessionQuestions).toBe(0);
  });

  test('of a payment provider is at most 64 kB long', async () => {
    const path = '/api/payment-callbacks/stadtpay';
    expect((await post(path, { body: { text: 'x'.repeat(63_900) } })).status).toBe(200);
    const tooLong = await post(path, { body: { text: 'x'.repeat(64_000) } });
    expect([tooLong.status, slug(tooLong)]).toEqual([413, 'body-too-large']);
  });

  test('by which the directory of the staff ends a session is passed on from the directory, and from no page', async () => {
    const path = '/api/sign-in/oidc/backchannel-logout';
    const sent = { host: 'backoffice.duisburg.localhost' };
    expect((await post(path, { headers: sent, body: {} })).status).toBe(200);
    expect(notebook.last).toMatchObject({
      service: 'identity',
      url: '/backoffice/sign-in/oidc/backchannel-logout',
    });
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await post(path, { headers: { ...sent, ...headers }, body: {} })).status).toBe(403);
    }
  });

  test.each([
    ['of the city itself', 8080],
    ['of a development server that passes the API on', 5173],
  ])('from the own site is passed on, at the port %s', async (_what, port) => {
    const headers = {
      host: `duisburg.localhost:${port}`,
      origin: `http://duisburg.localhost:${port}`,
      'sec-fetch-site': 'same-origin',
    };
    expect((await post('/api/sign-in/email', { headers, body: {} })).status).toBe(200);
  });
});

test('R26 D5a behind TLS, the origin is compared with its scheme, and only the cookie that no neighbour can set is a session', async () => {
  const proxied = await system.gateway({ trustedProxies: ['127.0.0.1'] });
  notebook.sessions.set(sessionId, csrfToken);
  const tls = { 'x-forwarded-proto': 'https', 'x-csrf-token': csrfToken };
  const asked = async (headers: Record<string, string>) =>
    (await ask(proxied, '/api/x', { method: 'POST', body: {}, headers: { ...tls, ...headers } })).status;
  expect(await asked({ origin: 'https://duisburg.localhost' })).toBe(200);
  expect(await asked({ origin: 'http://duisburg.localhost' })).toBe(403);
  await asked({ cookie: `__Host-session=${sessionId}` });
  expect((await lastToken()).kind).toBe('person');
  await asked({ cookie: `session=${sessionId}` });
  expect((await lastToken()).kind).toBe('anonymous');
});
