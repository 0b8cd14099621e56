import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Module, type INestApplication } from '@nestjs/common';
import { Unavailable } from '#availability';
import { createService, PublicRoute } from '#http';
import { testKeys, tokenFor, type TestClaims } from '#testing';
import { AuthModule } from './auth.module';
import { AllowAnonymous, CurrentUser, OnlyServices, Roles } from './decorators';
import { ServiceCaller, ServiceRefused } from './service-caller';
import type { ServiceToken } from './service-token';
import { TokenVerifier } from './token-verifier';

@Controller()
class Routes {
  @PublicRoute()
  @Get('public')
  everyone(): string {
    return 'public';
  }

  @AllowAnonymous()
  @Get('catalogue')
  strangers(@CurrentUser() { tenant }: ServiceToken): { tenant: string } {
    return { tenant };
  }

  @Get('undecorated')
  signedIn(@CurrentUser() { sub }: ServiceToken): { sub: string } {
    return { sub };
  }

  @Roles('caseworker', 'head-of-office')
  @Get('work-list')
  staff(): string {
    return 'work';
  }

  @Roles('service')
  @Get('internal/any')
  anyService(): string {
    return 'service';
  }

  @OnlyServices('notification')
  @Get('internal/contact')
  oneService(): string {
    return 'contact';
  }
}

const keys = testKeys(['identity', 'gateway', 'mailbox', 'notification']);

@Module({
  imports: [
    AuthModule.forRoot({
      service: 'mailbox',
      privateKeyFile: keys.privateKeyFile('mailbox'),
      publicKeysFile: keys.publicKeysFile,
    }),
  ],
  controllers: [Routes],
})
class TestModule {}

let app: INestApplication;
let url: string;

beforeAll(async () => {
  app = await createService(TestModule, {
    service: 'mailbox',
    PORT: 0,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
  });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());

const citizen: TestClaims = {};
const caseworker: TestClaims = { roles: ['caseworker'], offices: ['buergerservice'] };
const auditor: TestClaims = { roles: ['auditor'] };
const stranger: TestClaims = { kind: 'anonymous', levelOfAssurance: 'none' };
const notification: TestClaims = { kind: 'service', sub: 'service:notification' };
const gateway: TestClaims = { kind: 'service', sub: 'service:gateway' };

async function statusOf(path: string, claims?: TestClaims): Promise<number> {
  const headers = claims ? { authorization: `Bearer ${await tokenFor(keys, claims)}` } : {};
  return (await fetch(`${url}/${path}`, { headers })).status;
}

test.each<[string, number[]]>([
  //                  nobody, stranger, citizen, caseworker, auditor, notification, gateway
  ['public', [200, 200, 200, 200, 200, 200, 200]],
  ['catalogue', [401, 200, 200, 200, 200, 200, 200]],
  ['undecorated', [401, 401, 200, 200, 200, 403, 403]],
  ['work-list', [401, 401, 403, 200, 403, 403, 403]],
  ['internal/any', [401, 401, 403, 403, 403, 200, 200]],
  ['internal/contact', [401, 403, 403, 403, 403, 200, 403]],
])('/%s lets in exactly whom its decorator names', async (path, expected) => {
  const callers = [undefined, stranger, citizen, caseworker, auditor, notification, gateway];
  expect(await Promise.all(callers.map((claims) => statusOf(path, claims)))).toEqual(expected);
});

test.each([
  ['no token', {}],
  ['another scheme', { authorization: 'Basic YTpi' }],
  ['an empty token', { authorization: 'Bearer ' }],
  ['something that is no token', { authorization: 'Bearer abc' }],
])('with %s the answer is a problem that says: sign in', async (_what, headers) => {
  const answer = await fetch(`${url}/undecorated`, { headers: { ...headers, 'accept-language': 'en' } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    401,
    expect.stringContaining('application/problem+json'),
  ]);
  expect(await answer.json()).toMatchObject({ type: 'urn:serviceportal:problem:unauthenticated' });
});

test('the tenant of a request is the one in its token', async () => {
  const token = await tokenFor(keys, { tenant: 'wuppertal' });
  const answer = await fetch(`${url}/catalogue`, { headers: { authorization: `Bearer ${token}` } });
  expect(await answer.json()).toEqual({ tenant: 'wuppertal' });
});

describe('a call to another service', () => {
  let other: Server;
  let baseUrl: string;
  let answer: { status: number; body: string } | undefined;
  let asked: { method?: string; url?: string; authorization?: string } = {};

  beforeAll(async () => {
    other = createServer((request, response) => {
      asked = {
        method: request.method ?? '',
        url: request.url ?? '',
        authorization: request.headers.authorization ?? '',
      };
      if (answer) response.writeHead(answer.status).end(answer.body); // no answer at all otherwise
    });
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    baseUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    other.closeAllConnections();
    other.close();
  });

  const call = (timeoutMs?: number) =>
    app.get(ServiceCaller).call<unknown>({
      service: 'identity',
      baseUrl,
      path: '/internal/persons/1/contact',
      tenant: 'duisburg',
      ...(timeoutMs && { timeoutMs }),
    });

  test('is made in the own name and for one tenant', async () => {
    answer = { status: 200, body: '{"email":"a@example.org"}' };
    expect(await call()).toEqual({ email: 'a@example.org' });
    expect(asked).toMatchObject({ method: 'GET', url: '/internal/persons/1/contact' });
    const token = await app.get(TokenVerifier).verify(asked.authorization?.slice('Bearer '.length) ?? '');
    expect(token).toMatchObject({ sub: 'service:mailbox', kind: 'service', tenant: 'duisburg' });
  });

  test('that is refused says so, with the slug of the problem', async () => {
    answer = { status: 404, body: '{"type":"urn:serviceportal:problem:not-found"}' };
    await expect(call()).rejects.toEqual(new ServiceRefused('identity', 404, 'not-found'));
    answer = { status: 403, body: '<html>no problem document</html>' };
    await expect(call()).rejects.toMatchObject({ status: 403, slug: 'unknown' });
  });

  test('is sent anew where it only reads and the connection that had rested was closed in this moment', async () => {
    answer = { status: 200, body: '{}' };
    await call();
    const asked = 'not on a connection that is closed';
    other.once('connection', () => (answer = { status: 200, body: `{"asked":"${asked}"}` }));
    // What comes on the connection that rests is never answered.
    other.prependOnceListener('request', ({ socket }) => socket.destroy());
    answer = undefined;
    expect(await call()).toEqual({ asked });
  });

  test('that is sent on to elsewhere is not followed', async () => {
    answer = { status: 302, body: '{}' };
    await expect(call()).rejects.toThrow(Unavailable);
  });

  test.each([500, 503, 429])('that fails with %i is worth trying again', async (status) => {
    answer = { status, body: '{}' };
    await expect(call()).rejects.toThrow(Unavailable);
  });

  test('that is answered with anything but JSON is worth trying again', async () => {
    answer = { status: 200, body: 'hello' };
    await expect(call()).rejects.toThrow(Unavailable);
  });

  test('that is not answered is given up in time', async () => {
    answer = undefined;
    await expect(call(200)).rejects.toThrow(Unavailable);
  });

  test('to nobody is worth trying again', async () => {
    const nobody = app
      .get(ServiceCaller)
      .call({ service: 'audit', baseUrl: 'http://127.0.0.1:1', path: '/', tenant: 'duisburg' });
    await expect(nobody).rejects.toThrow('service audit does not answer');
  });
});
