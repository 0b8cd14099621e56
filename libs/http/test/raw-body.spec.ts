import { createHash } from 'node:crypto';
import { Controller, HttpCode, Module, Post } from '@nestjs/common';
import { closeGracefully, createService, PublicRoute, RawBody, TakesRawBody } from '#http';

@Controller()
class Calls {
  /** What its caller signs: the bytes. */
  @PublicRoute()
  @TakesRawBody()
  @HttpCode(200)
  @Post('calls')
  call(@RawBody() body: Buffer): object {
    return { digest: digest(body), length: body.length };
  }

  @PublicRoute()
  @HttpCode(200)
  @Post('others')
  other(): object {
    return {};
  }
}

@Module({ controllers: [Calls] })
class CalledModule {}

const digest = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

let url: string;
let stop: () => Promise<void>;
beforeAll(async () => {
  const app = await createService(CalledModule, {
    ...{ service: 'called', PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'silent', openApi: false },
  });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
  stop = () => closeGracefully(app);
});
afterAll(() => stop());

const post = (path: string, body: string, type = 'application/json') =>
  fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': type }, body });

test.each([
  ['application/json', '{ "a" : 1.0,\n "b": "\u00fc" }'],
  ['application/json', 'no JSON'],
  ['application/x-www-form-urlencoded', 'a=1&b=%20'],
  ['text/html', '<p>'],
])('a route that takes raw bodies gets the very bytes of %s: %s', async (type, body) => {
  const answer = await post('/calls', body, type);
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { digest: digest(body), length: Buffer.byteLength(body) },
  ]);
});

test('nothing is no bytes, and more than 64 kB is refused, also in pieces', async () => {
  const nothing = await fetch(`${url}/calls`, { method: 'POST' });
  expect([nothing.status, await nothing.json()]).toEqual([200, { digest: digest(''), length: 0 }]);
  expect((await post('/calls', 'x'.repeat(64_000))).status).toBe(200);
  expect((await post('/calls', 'x'.repeat(64_001))).status).toBe(413);
  const pieces = new ReadableStream({
    start(controller) {
      for (let piece = 0; piece < 65; piece += 1) controller.enqueue(new Uint8Array(1_000));
      controller.close();
    },
  });
  const piecemeal = await fetch(`${url}/calls`, {
    ...{ method: 'POST', headers: { 'content-type': 'text/plain' }, body: pieces },
    duplex: 'half',
  } as RequestInit);
  expect(piecemeal.status).toBe(413);
});

test('elsewhere a body is JSON as before', async () => {
  expect((await post('/others', '{}')).status).toBe(200);
  expect((await post('/others', 'no JSON')).status).toBe(400);
  expect((await post('/others', 'a=1', 'application/x-www-form-urlencoded')).status).toBe(415);
});
