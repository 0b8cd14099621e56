import { signStatement, SigningKey } from '#auth';
import { ask } from './client';
import { keys, SmallSystem } from './running-gateway';

const system = new SmallSystem();
let gateway: Awaited<ReturnType<SmallSystem['gateway']>>;

beforeAll(async () => {
  await system.start();
  gateway = await system.gateway({ requestsPerMinute: 10_000 });
});
afterAll(() => system.stop());

const html = { accept: 'text/html' };
const visitorOf = (by: string, says: object, until = Date.now() + 60_000): Promise<string> =>
  signStatement(SigningKey.fromFile(by, keys.privateKeyFile(by)), {
    ...{ audience: 'gateway-visitor', subject: 'wuppertal.localhost:8080', says: { ...says }, until },
  });
const client = { address: '203.0.113.9', protocol: 'http' };

describe('a page', () => {
  test('is asked for with the cookie of the browser, who visits, and no token of anybody', async () => {
    await ask(gateway, '/antraege?seite=2', { headers: { cookie: 'theme=dark' } });
    const [passed] = system.notebook.seen.slice(-1);
    expect(passed).toMatchObject({ service: 'portal-web', url: '/antraege?seite=2' });
    expect(passed?.headers).toMatchObject({ cookie: 'theme=dark', 'x-visitor': expect.any(String) });
    expect(passed?.headers).not.toHaveProperty('authorization');
  });

  test('of the back-office is asked for at its own service, with the cookie and no token', async () => {
    await ask(gateway, '/vorgaenge?ansicht=frei', {
      host: 'backoffice.duisburg.localhost',
      headers: { cookie: 'theme=dark' },
    });
    const [passed] = system.notebook.seen.slice(-1);
    expect(passed).toMatchObject({ service: 'backoffice-web', url: '/vorgaenge?ansicht=frei' });
    expect(passed?.headers).toMatchObject({ cookie: 'theme=dark', 'x-visitor': expect.any(String) });
    expect(passed?.headers).not.toHaveProperty('authorization');
  });

  test('that cannot be shown says so to people as a page, and to programs as a problem', async () => {
    const away = await system.gateway({
      urls: { ...(await system.urls()), 'portal-web': 'http://127.0.0.1:1' },
    });
    const page = await ask(away, '/antraege', { headers: html });
    expect([page.status, page.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8']);
    expect(page.text).toContain('Es ist nichts verloren gegangen');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    const problem = await ask(away, '/antraege');
    expect(problem.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });
});

describe('pages that ask the API', () => {
  test('ask in the name of the visitor: at that city, for that address', async () => {
    await ask(gateway, '/api/services', { headers: { 'x-visitor': await visitorOf('gateway', client) } });
    const [passed] = system.notebook.seen.slice(-1);
    expect(passed?.headers).toMatchObject({
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'wuppertal.localhost:8080',
    });
    expect(passed?.headers).not.toHaveProperty('x-visitor');
  });

  test('share no limit: each visitor has their own', async () => {
    const strict = await system.gateway({ requestsPerMinute: 2 });
    const asks = async (address: string) => {
      const visitor = await visitorOf('gateway', { ...client, address });
      return (await ask(strict, '/api/services', { headers: { 'x-visitor': visitor } })).status;
    };
    const first = [await asks('203.0.113.1'), await asks('203.0.113.1'), await asks('203.0.113.1')];
    expect([...first, await asks('203.0.113.2')]).toEqual([200, 200, 429, 200]);
  });

  test.each([
    ['another service signed', () => visitorOf('identity', client)],
    ['is over', () => visitorOf('gateway', client, Date.now() - 1_000)],
    ['nobody signed', async () => 'e30.e30.e30'],
    ['a browser made up', async () => '203.0.113.9'],
  ])('a visitor whom %s is nobody', async (_how, visitor) => {
    const answer = await ask(gateway, '/api/services', { headers: { 'x-visitor': await visitor() } });
    expect(answer.status).toBe(400);
  });
});
