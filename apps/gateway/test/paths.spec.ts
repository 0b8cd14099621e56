import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { ask } from './client';
import { SmallSystem } from './running-gateway';

const system = new SmallSystem();
const { notebook } = system;
const sessionId = 'session-0123456789abcdef';
const signedIn = { cookie: `session=${sessionId}`, 'x-csrf-token': 'csrf' };

beforeAll(() => system.start());
afterAll(() => system.stop());
beforeEach(() => {
  notebook.seen.length = 0;
  notebook.sessions.set(sessionId, 'csrf');
});

/** Other ways of writing an address, which some program on the way could take for the same. */
function otherWays(path: string): string[] {
  const [, api = '', first = '', ...rest] = path.split('/');
  const below = ['', ...rest].join('/');
  const encoded = `%${first.charCodeAt(0).toString(16)}${first.slice(1)}`;
  return [
    ...[
      `/${api.toUpperCase()}/${first}${below}`,
      `/${api}/${first.toUpperCase()}${below}`,
      `/%61pi/${first}${below}`,
    ],
    ...[
      `/${api}/${encoded}${below}`,
      `//${api}/${first}${below}`,
      `/${api}//${first}${below}`,
      `${path}/`,
      `${path}//`,
    ],
    ...[`/${api}/./${first}${below}`, `/x/../${api}/${first}${below}`, `/${api}/x/../${first}${below}`],
    ...[
      `/${api}/x/%2e%2e/${first}${below}`,
      `/${api}\\${first}${below}`,
      `/${api}%2f${first}${below}`,
      `${path}%20`,
    ],
    ...[`${path};x=1`, `${path}/.`, `http://duisburg.localhost${path.replace('/api', '/API')}`, `${path}%00`],
  ];
}

/** The statuses of an address that leads nowhere: not found, not readable, or none of the methods there. */
const nowhere = [400, 404];

describe('another way of writing an address', () => {
  let gateway: INestApplication<Server>;
  beforeAll(async () => {
    gateway = await system.gateway();
  });

  test.each(otherWays('/api/services'))('is another address: %s', async (path) => {
    const { status } = await ask(gateway, path);
    // A blank or a parameter at its end makes another name of a segment.
    const isName = /(%20|;x=1)$/.test(path);
    const isCase = path === '/api/SERVICES';
    if (isName || isCase) expect(notebook.last?.url).toBe(path.replace('/api', '/portal'));
    // Whatever is not the API is an address among the pages, and reaches no service.
    else if (!/^\/+api/.test(path))
      expect(notebook.seen.every(({ service }) => service === 'portal-web')).toBe(true);
    else expect([nowhere.includes(status), notebook.seen]).toEqual([true, []]);
  });
});

test.each([...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']])(
  '/api/%s is a name like any other',
  async (name) => {
    const gateway = await system.gateway();
    const answer = await ask(gateway, `/api/${name}`);
    expect([answer.status, notebook.last?.service]).toEqual([200, 'application']);
    expect(
      (await ask(gateway, `/api/operations/${name}/x`, { host: 'backoffice.duisburg.localhost' })).status,
    ).toBe(404);
    expect((await ask(gateway, '/api/me', { host: `${name}.localhost` })).status).toBe(404);
  },
);

test('a target that is no path leads nowhere', async () => {
  const gateway = await system.gateway();
  const { port } = new URL(await gateway.getUrl());
  for (const target of ['*', 'api/me', 'duisburg.localhost:80'])
    expect([target, await statusOf(Number(port), target)]).toEqual([
      target,
      expect.stringMatching(/^40[04]$/),
    ]);
});

test('no way of writing it gets around the limit of sign-ins', async () => {
  const gateway = await system.gateway({ signInsPerMinute: 1 });
  const limited = await signIns(gateway, '/api/sign-in/email');
  expect(limited).toEqual([200, 429]);
  for (const path of otherWays('/api/sign-in/email')) await signIns(gateway, path);
  // What still went on to a part was another address, and none that signs in.
  const arrived = notebook.seen.filter(({ service, method }) => service === 'identity' && method === 'POST');
  expect(arrived.map(({ url }) => url)).toEqual(['/portal/sign-in/email']);
});

test('no way of writing it signs out without the session being forgotten', async () => {
  for (const path of ['/api/sign-out', ...otherWays('/api/sign-out')]) {
    const gateway = await system.gateway();
    notebook.sessions.set(sessionId, 'csrf');
    await ask(gateway, '/api/me', { headers: signedIn });
    notebook.seen.length = 0;
    await ask(gateway, path, { method: 'POST', headers: signedIn, body: {} });
    const signedOut = notebook.seen.some(
      ({ service, url }) => service === 'identity' && url.startsWith('/portal/'),
    );
    const questions = notebook.sessionQuestions;
    await ask(gateway, '/api/me', { headers: signedIn });
    expect([path, notebook.sessionQuestions - questions]).toEqual([path, signedOut ? 1 : 0]);
    expect([path, signedOut]).toEqual([path, path === '/api/sign-out']);
  }
});

function signIns(gateway: INestApplication<Server>, path: string): Promise<number[]> {
  const once = async () => (await ask(gateway, path, { method: 'POST', body: {} })).status;
  return once().then(async (first) => [first, await once()]);
}

/** The status of a request whose target no client library would send. */
function statusOf(port: number, target: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', (data: Buffer) => {
      resolve(data.toString().split(' ')[1] ?? '');
      socket.destroy();
    });
    socket.once('error', reject);
    socket.write(`GET ${target} HTTP/1.1\r\nHost: duisburg.localhost\r\nConnection: close\r\n\r\n`);
  });
}
