import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { ProviderAway, ProviderRefused, type PaymentProvider } from '../src/providers/provider';
import { PaymentProviders } from '../src/providers/providers-file';
import { begin } from './begin';
import { folderOf, ProviderServer, type Behaviour } from './provider-server';

const accounts = {
  pmpay: { originatorId: 'parken', endPointId: '05112000' },
  stadtpay: { merchantId: 'duisburg' },
};
type Key = keyof typeof accounts;
const keys = ['pmpay', 'stadtpay'] as const;

let server: ProviderServer;
let providers: PaymentProviders;
let tokenAnswer: Behaviour;
const token: Behaviour = () => ({ json: { access_token: 'token', token_type: 'bearer' } });
let behaviour: Behaviour;

beforeAll(async () => {
  server = await ProviderServer.start((got, response) =>
    got.path === '/token' ? tokenAnswer(got, response) : behaviour(got, response),
  );
  const folder = folderOf({
    secret: 'hush',
    'providers.yaml': `
pmpay: { protocol: xbezahldienste, url: '${server.url}', auth: { kind: oauth2, tokenUrl: '${server.url}/token', clientId: city, clientSecretFile: secret } }
stadtpay: { protocol: signed-callback, url: '${server.url}', secretFile: secret, callbackSecretFile: secret }
`,
  });
  providers = new PaymentProviders(join(folder, 'providers.yaml'));
});
afterAll(async () => {
  await providers.close();
  await server.stop();
});
beforeEach(() => (tokenAnswer = token));

const provider = (key: Key): PaymentProvider => providers.get(key)!;
const transaction = { requestId: begin.requestId, transactionId: 'T-1' };
const look = (key: Key) => provider(key).look(accounts[key], transaction);
const beginAt = (key: Key) => provider(key).begin(accounts[key], begin);

/** An answer about the transaction, as each protocol has it, with something changed. */
const answers = {
  pmpay: (information: object = {}, request: object = {}) => ({
    paymentInformation: { transactionId: 'T-1', status: 'PAYED', ...information },
    paymentRequest: { requestId: begin.requestId, currency: 'EUR', grosAmount: 30, ...request },
  }),
  stadtpay: (charge: object = {}, amount: object = {}) => ({
    ...{ id: 'T-1', reference: begin.requestId, status: 'succeeded' },
    amount: { value: 3000, currency: 'EUR', ...amount },
    ...charge,
  }),
};
const raw =
  (status: number, type: string, body: string | Buffer): Behaviour =>
  (_got, response) =>
    void response.writeHead(status, { 'content-type': type }).end(body);
const withoutEnd =
  (write: (response: ServerResponse) => void): Behaviour =>
  (_got, response) =>
    void write(response);

describe.each(keys)('%s', (key) => {
  test.each<[string, Behaviour, string]>([
    [
      'a page',
      raw(200, 'text/html; charset=utf-8', '<html>PAYED</html>'),
      'HTTP 200 with text/html instead of JSON',
    ],
    [
      'no type',
      withoutEnd((response) => response.end('{}')),
      'HTTP 200 with no content type instead of JSON',
    ],
    ['half an answer', raw(200, 'application/json', '{"id": "T-1", "sta'), 'HTTP 200 with broken JSON'],
    ['nothing', raw(200, 'application/json', ''), 'HTTP 200 with broken JSON'],
    ['a wrong kind of JSON', raw(200, 'application/json', '[]'), 'not a'],
    ['null', raw(200, 'application/json', 'null'), 'not a'],
    ['500', raw(500, 'application/problem+json', '{"functionalCode":"UNSPECIFIED"}'), 'HTTP 500'],
    ['503 as a page', raw(503, 'text/html', 'down'), 'HTTP 503'],
    ['too many requests', raw(429, 'application/json', '{}'), 'HTTP 429'],
    [
      'a redirection',
      (_got, response) => void response.writeHead(302, { location: `${server.url}/elsewhere` }).end(),
      'HTTP 302',
    ],
    [
      'a redirection that has something to say',
      (_got, response) =>
        void response
          .writeHead(307, { location: `${server.url}/elsewhere`, 'content-type': 'application/json' })
          .end('{"functionalCode":"FORBIDDEN","error":{"code":"moved"}}'),
      'HTTP 307',
    ],
    ['10 MB', raw(200, 'application/json', Buffer.alloc(10_000_000, ' ')), 'an answer of more than 64 kB'],
    [
      '10 MB that never ends',
      withoutEnd((response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const more = (): void => {
          while (response.write(Buffer.alloc(16_384, ' ')));
          response.once('drain', more);
        };
        more();
      }),
      'an answer of more than 64 kB',
    ],
    [
      'an end in the middle',
      withoutEnd((response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
        response.write('{');
        setImmediate(() => response.destroy());
      }),
      'no answer',
    ],
    [
      '10 MB in 10 kB, which nobody has asked for',
      (_got, response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
          .end(gzipSync(Buffer.alloc(10_000_000, ' '))),
      'HTTP 200 with broken JSON',
    ],
    ['arrays in arrays', raw(200, 'application/json', '['.repeat(30_000) + ']'.repeat(30_000)), 'not a'],
    [
      'another encoding',
      raw(200, 'application/json', Buffer.from('{"id": "T-1"}', 'utf16le')),
      'HTTP 200 with broken JSON',
    ],
    [
      'headers without end',
      withoutEnd((response) => {
        response
          .writeHead(200, { 'content-type': 'application/json', 'x-more': 'x'.repeat(64_000) })
          .end('{}');
      }),
      'no answer (UND_ERR_HEADERS_OVERFLOW)',
    ],
    [
      'no content',
      (_got, response) => void response.writeHead(204).end(),
      'HTTP 204 with no content type instead of JSON',
    ],
    [
      'a page in the clothes of JSON',
      raw(200, 'application/json; charset=utf-8', '<html>PAYED</html>'),
      'HTTP 200 with broken JSON',
    ],
    ['no answer at all', withoutEnd((response) => response.destroy()), 'no answer (UND_ERR_SOCKET)'],
    ['a 400 without a word', raw(400, 'application/json', '{}'), 'HTTP 400'],
    ['another word', raw(400, 'application/problem+json', '{"functionalCode":"WHATEVER"}'), 'HTTP 400'],
  ])('%s says nothing, neither to a beginning nor to a look', async (_what, how, words) => {
    behaviour = how;
    for (const asked of await Promise.allSettled([beginAt(key), look(key)])) {
      const away: unknown = asked.status === 'rejected' ? asked.reason : 'an answer';
      expect(away).toBeInstanceOf(ProviderAway);
      expect((away as Error).message).toContain(`payment provider ${key}: ${words}`);
    }
    expect(server.got.filter(({ path }) => path === '/elsewhere')).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['an unknown status', answers[key]({ status: 'REFUNDED' })],
    ['a status in other letters', answers[key]({ status: key === 'pmpay' ? 'payed' : 'SUCCEEDED' })],
    [
      'another transaction',
      key === 'pmpay' ? answers.pmpay({ transactionId: 'T-2' }) : answers.stadtpay({ id: 'T-2' }),
    ],
    [
      "another attempt's",
      key === 'pmpay' ? answers.pmpay({}, { requestId: 'x' }) : answers.stadtpay({ reference: 'x' }),
    ],
    [
      'an id that is a path',
      key === 'pmpay' ? answers.pmpay({ transactionId: '../x' }) : answers.stadtpay({ id: '../x' }),
    ],
    [
      'a negative sum',
      key === 'pmpay' ? answers.pmpay({}, { grosAmount: -30 }) : answers.stadtpay({}, { value: -3000 }),
    ],
    [
      'an overflowing sum',
      key === 'pmpay' ? answers.pmpay({}, { grosAmount: 1e300 }) : answers.stadtpay({}, { value: 2 ** 60 }),
    ],
    [
      'a part of a cent',
      key === 'pmpay' ? answers.pmpay({}, { grosAmount: 30.001 }) : answers.stadtpay({}, { value: 3000.5 }),
    ],
    [
      'a sum that is no number',
      key === 'pmpay' ? answers.pmpay({}, { grosAmount: '30.00' }) : answers.stadtpay({}, { value: '3000' }),
    ],
    [
      'no currency that there is',
      key === 'pmpay' ? answers.pmpay({}, { currency: 'EURO' }) : answers.stadtpay({}, { currency: '€' }),
    ],
    [
      'a page that is not secure',
      key === 'pmpay'
        ? answers.pmpay({ status: 'INITIAL', transactionRedirectUrl: 'http://evil.example/' })
        : answers.stadtpay({ status: 'pending', redirectUrl: 'javascript:alert(1)' }),
    ],
  ])('%s is not believed', async (_what, json) => {
    behaviour = () => ({ json });
    await expect(look(key)).rejects.toBeInstanceOf(ProviderAway);
  });

  test.each([
    ['a cent less', 2999, 'EUR'],
    ['a cent more', 3001, 'EUR'],
    ['nothing', 0, 'EUR'],
    ['other money', 3000, 'CHF'],
  ])('%s is said as it is: whoever asked compares it', async (_what, cents, currency) => {
    const json =
      key === 'pmpay'
        ? answers.pmpay({}, { grosAmount: cents / 100, currency })
        : answers.stadtpay({}, { value: cents, currency });
    behaviour = () => ({ json });
    expect(await look(key)).toMatchObject({ status: 'paid', amountCents: cents, currency });
  });

  test('a status that stands there twice is none: whoever reads the other one books another thing', async () => {
    const [paid, failed] = key === 'pmpay' ? ['PAYED', 'FAILED'] : ['succeeded', 'failed'];
    const once = JSON.stringify(answers[key]());
    for (const other of [failed, paid]) {
      const twice = once.replace(`"status":"${paid}"`, `"status":"${other}","status" : "${paid}"`);
      behaviour = raw(200, 'application/json', twice);
      await expect(look(key)).rejects.toThrow('says a thing twice');
    }
    // The same name in another object, or a text that looks like one, is neither.
    behaviour = () => ({
      json: { ...answers[key](), status: paid, more: [{ id: '"id":1', 'a\\"': '"' }, { id: 1 }] },
    });
    expect(await look(key)).toMatchObject({ status: 'paid' });
  });

  test('a number that no cent can be is not believed, however it is written', async () => {
    const once = JSON.stringify(answers[key]());
    const sum = key === 'pmpay' ? '"grosAmount":30' : '"value":3000';
    for (const wrong of ['1e400', '-0.01', '9007199254740993', '3e-3', `30${'0'.repeat(400)}`]) {
      behaviour = raw(
        200,
        'application/json',
        once.replace(sum, `${sum.slice(0, sum.indexOf(':'))}:${wrong}`),
      );
      await expect(look(key)).rejects.toBeInstanceOf(ProviderAway);
    }
  });

  test.each([
    ['1970', '1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['the last year of all', '+275760-09-12T00:00:00Z', '+275760-09-12T00:00:00.000Z'],
    ['no moment', '2026-02-31T25:61:00Z', undefined],
    ['no time zone', '2026-11-26T12:00:00', undefined],
    ['a figure', '1764158400', undefined],
  ])(
    'a clock that shows %s is said as it is, and nothing else falls with it',
    async (_what, time, paidAt) => {
      const json =
        key === 'pmpay' ? answers.pmpay({ transactionTimestamp: time }) : answers.stadtpay({ paidAt: time });
      behaviour = () => ({ json });
      const { paidAt: said, ...answer } = (await look(key))!;
      expect(answer).toMatchObject({ status: 'paid', amountCents: 3_000 });
      expect(said).toBe(paidAt);
    },
  );

  test('an answer that begins with a byte order mark is read', async () => {
    behaviour = raw(200, 'application/json', `\uFEFF${JSON.stringify(answers[key]())}`);
    expect(await look(key)).toMatchObject({ status: 'paid' });
  });

  test('an address of a page is one line, whatever stands in it', async () => {
    const url = 'https://pay.example/\u0000x\r\nset-cookie: a\u2028';
    const json =
      key === 'pmpay'
        ? answers.pmpay({ status: 'INITIAL', transactionRedirectUrl: url })
        : answers.stadtpay({ status: 'pending', redirectUrl: url });
    behaviour = () => ({ json });
    expect((await beginAt(key)).redirectUrl).toBe('https://pay.example/%00xset-cookie:%20a%E2%80%A8');
  });

  test('what is said beyond the protocol changes nothing', async () => {
    behaviour = () => ({ json: { ...answers[key](), more: { than: 'asked' } } });
    expect(await look(key)).toMatchObject({ status: 'paid' });
  });

  test('a provider that is not there', async () => {
    const gone = await ProviderServer.start(() => ({ json: {} }));
    const { url } = gone;
    await gone.stop();
    const folder = folderOf({
      secret: 'hush',
      'providers.yaml': `
pmpay: { protocol: xbezahldienste, url: '${url}', auth: { kind: oauth2, tokenUrl: '${url}/token', clientId: city, clientSecretFile: secret } }
stadtpay: { protocol: signed-callback, url: '${url}', secretFile: secret, callbackSecretFile: secret }
`,
    });
    const away = new PaymentProviders(join(folder, 'providers.yaml'));
    await expect(away.get(key)!.look(accounts[key], transaction)).rejects.toThrow(
      `payment provider ${key}: no answer (ECONNREFUSED)`,
    );
    await away.close();
  });
});

test('a reference that no table can keep does not keep the money out of the books', async () => {
  behaviour = () => ({ json: answers.pmpay({ transactionReference: ' KZ\u0000-\ud8001\u202e ' }) });
  expect(await look('pmpay')).toMatchObject({ status: 'paid', transactionReference: 'KZ-1' });
  behaviour = () => ({ json: answers.pmpay({ transactionReference: '\u0000' }) });
  expect(await look('pmpay')).not.toHaveProperty('transactionReference');
});

describe('the time of an answer', () => {
  test('silence, and an answer that drips, end after ten seconds, both at once', async () => {
    behaviour = (got, response) => {
      if (got.method === 'POST') return; // silence
      response.writeHead(200, { 'content-type': 'application/json' });
      const dripping = setInterval(() => response.write(' '), 100);
      response.on('close', () => clearInterval(dripping));
    };
    const late = await Promise.all(
      keys.flatMap((key) => [beginAt(key), look(key)]).map((asked) => asked.catch((error: unknown) => error)),
    );
    for (const error of late) {
      expect(error).toBeInstanceOf(ProviderAway);
      expect((error as Error).message).toContain('no answer within 10 s');
    }
  });
});

describe('the token endpoint', () => {
  let renewals = 0;
  test.each<[string, Behaviour]>([
    ['is away', (_got, response) => void response.destroy()],
    ['does not know us', () => ({ status: 401, json: { error: 'invalid_client' } })],
    ['answers with a page', raw(200, 'text/html', '<p>welcome</p>')],
    ['gives no token', () => ({ json: { token_type: 'bearer' } })],
    ['gives another kind of token', () => ({ json: { access_token: 'x', token_type: 'mac' } })],
    [
      'gives a token that breaks a header',
      () => ({ json: { access_token: 'x\r\ny: z', token_type: 'bearer' } }),
    ],
  ])('%s: nothing is asked, and it is tried again', async (_what, how) => {
    renewals += 1;
    // The token that is held is not accepted any more.
    behaviour = (got) =>
      got.headers.authorization === `Bearer renewed-${renewals}`
        ? { json: answers.pmpay() }
        : { status: 401, json: { functionalCode: 'FORBIDDEN' } };
    tokenAnswer = how;
    await expect(beginAt('pmpay')).rejects.toBeInstanceOf(ProviderAway);
    await expect(beginAt('pmpay')).rejects.not.toBeInstanceOf(ProviderRefused);
    tokenAnswer = () => ({ json: { access_token: `renewed-${renewals}`, token_type: 'bearer' } });
    expect(await beginAt('pmpay')).toMatchObject({ status: 'paid' });
  });
});
