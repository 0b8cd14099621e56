import { join } from 'node:path';
import { ProviderAway, ProviderRefused } from '../src/providers/provider';
import { PaymentProviders } from '../src/providers/providers-file';
import { begin } from './begin';
import { certifiedBy, folderOf, newAuthority, ProviderServer, type Behaviour } from './provider-server';

const account = { originatorId: 'parken', endPointId: '05112000' };
const base = '/paymenttransaction/parken/05112000';
const information = { transactionId: 'T-1', transactionReference: '4711', status: 'INITIAL' };
const redirect = { transactionRedirectUrl: 'https://pay.example/T-1' };
/** What a provider of the standard answers to a request: its information, and the request again. */
const answering =
  (change: object = redirect): Behaviour =>
  ({ body }) => ({
    json: {
      paymentInformation: { ...information, ...change },
      paymentRequest: JSON.parse(
        body || JSON.stringify({ requestId: begin.requestId, grosAmount: 30, currency: 'EUR' }),
      ) as unknown,
    },
  });

let server: ProviderServer;
let providers: PaymentProviders;
beforeAll(async () => {
  server = await ProviderServer.start(answering());
  const folder = folderOf({
    secret: 'hush:hush',
    'providers.yaml': `pmpay: { protocol: xbezahldienste, url: '${server.url}/v1/', auth: { kind: oauth2, tokenUrl: '${server.url}/token', clientId: 'stadt duisburg', clientSecretFile: secret } }`,
  });
  providers = new PaymentProviders(join(folder, 'providers.yaml'));
});
afterAll(async () => {
  await providers.close();
  await server.stop();
});

let tokens = 0;
let lifetime: number | undefined = 3600;
/** Tokens as a server of OAuth 2 gives them, and behind them the provider. */
function behave(behaviour: Behaviour): void {
  server.behaviour = (got, response) => {
    if (got.path !== '/token') return behaviour(got, response);
    tokens += 1;
    return { json: { access_token: `token-${tokens}`, token_type: 'Bearer', expires_in: lifetime } };
  };
}
beforeEach(() => {
  server.got.length = 0;
  behave(answering());
});
const provider = () => providers.get('pmpay')!;

test('a payment is begun by a request, and its answer leads to the page where the person pays', async () => {
  const answer = await provider().begin(account, begin);
  expect(answer).toEqual({
    transactionId: 'T-1',
    namesRequest: true,
    status: 'initial',
    ...{ amountCents: 3000, currency: 'EUR', transactionReference: '4711' },
    redirectUrl: 'https://pay.example/T-1',
    raw: expect.stringContaining('"T-1"') as string,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  expect(server.got.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /token',
    `POST /v1${base}`,
  ]);
  expect(server.got[1]!.headers).toMatchObject({
    'content-type': 'application/json',
    authorization: `Bearer token-${tokens}`,
  });
});

test('the client says who it is in the header, and the token is used until it runs out', async () => {
  await provider().begin(account, begin);
  await provider().look(account, begin);
  expect(server.got.filter(({ path }) => path === '/token')).toEqual([]);
});

test('a token that is not accepted is asked for anew, once', async () => {
  behave((got, response) =>
    got.headers.authorization === `Bearer token-${tokens}` && tokens > 1
      ? answering()(got, response)
      : { status: 401, json: { functionalCode: 'FORBIDDEN' } },
  );
  expect(await provider().look(account, begin)).toMatchObject({ transactionId: 'T-1' });
  const [asked] = server.got.filter(({ path }) => path === '/token');
  expect(asked!.headers.authorization).toBe(
    `Basic ${Buffer.from('stadt+duisburg:hush%3Ahush').toString('base64')}`,
  );
  expect(asked!.body).toBe('grant_type=client_credentials');
  behave(() => ({ status: 401, json: { functionalCode: 'FORBIDDEN' } }));
  server.got.length = 0;
  await expect(provider().look(account, begin)).rejects.toThrow('HTTP 401 FORBIDDEN to a look');
  expect(server.got).toHaveLength(3);
});

test('however many need a token at once, one is asked for', async () => {
  lifetime = 0;
  await provider()
    .look(account, begin)
    .catch(() => undefined);
  lifetime = 3600;
  behave(answering());
  // The present one has been refused meanwhile.
  behave((got, response) =>
    got.headers.authorization === `Bearer token-${tokens}`
      ? answering()(got, response)
      : { status: 401, json: { functionalCode: 'FORBIDDEN' } },
  );
  tokens += 1;
  server.got.length = 0;
  await Promise.all(Array.from({ length: 5 }, () => provider().look(account, begin)));
  expect(server.got.filter(({ path }) => path === '/token')).toHaveLength(1);
});

test.each([
  ['PAYED', { transactionTimestamp: '2026-11-26T14:00:00+01:00' }, 'paid', '2026-11-26T13:00:00.000Z'],
  ['PAYED', { transactionTimestamp: '2026-11-26T14:00:00' }, 'paid', undefined],
  ['PAYED', { transactionTimestamp: null }, 'paid', undefined],
  ['CANCELED', {}, 'cancelled', undefined],
  ['FAILED', { transactionTimestamp: '2026-11-26T14:00:00Z' }, 'failed', undefined],
  ['INITIAL', {}, 'initial', undefined],
])('%s with %j is %s', async (status, more, known, paidAt) => {
  behave(answering({ status, ...more }));
  const answer = await provider().look(account, { requestId: begin.requestId, transactionId: 'T-1' });
  expect(answer).toMatchObject({ status: known });
  expect(answer?.paidAt).toBe(paidAt);
  expect(server.got.map(({ method, path }) => `${method} ${path}`)).toEqual([`GET /v1${base}/T-1`]);
});

test('a sum of later versions of the standard is understood', async () => {
  behave(() => ({ json: { paymentInformation: information, paymentRequest: { grossAmount: 30.5 } } }));
  expect(await provider().look(account, begin)).toMatchObject({ amountCents: 3050 });
});

const refusals = [
  ['NO_VALID_ORIGINATOR_OR_ENDPOINT', 404],
  ['NO_VALID_ORIGINATOR_OR_DESTINATION', 404],
  ['CALCULATION_ERROR', 400],
  ['BOOKING_DATA_MISSING', 400],
  ['VALIDATION_ERROR', 400],
  ['UNSPECIFIED', 400],
  ['FORBIDDEN', 403],
] as const;
test.each(refusals)('%s ends the attempt, which was never begun', async (functionalCode, status) => {
  behave(() => ({ status, json: { functionalCode, functionalText: 'nein' } }));
  const refused = await provider()
    .begin(account, begin)
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ProviderRefused);
  expect(refused).toMatchObject({
    code: functionalCode,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
});

test.each(refusals.filter(([code]) => code !== 'UNSPECIFIED'))(
  '%s to a look ends nothing: the money may be there',
  async (functionalCode, status) => {
    behave(() => ({ status, json: { functionalCode } }));
    await expect(provider().look(account, begin)).rejects.toBeInstanceOf(ProviderAway);
  },
);

test('a transaction that the provider does not know was never begun there', async () => {
  behave(() => ({ status: 404, json: { functionalCode: 'UNSPECIFIED' } }));
  expect(await provider().look(account, begin)).toBeUndefined();
});

test("a proxy's page says nothing about a transaction", async () => {
  behave(
    (_got, response) =>
      void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>not found</h1>'),
  );
  await expect(provider().look(account, begin)).rejects.toThrow('HTTP 404 with text/html instead of JSON');
});

test('the same request again is looked at: where the provider uses our id, its transaction is found', async () => {
  behave((got, response) =>
    got.method === 'POST'
      ? { status: 400, json: { functionalCode: 'PAYMENT_EXISTS' } }
      : answering({ transactionId: begin.requestId, ...redirect })(got, response),
  );
  expect(await provider().begin(account, begin)).toMatchObject({
    transactionId: begin.requestId,
    redirectUrl: 'https://pay.example/T-1',
  });
  expect(server.got.at(-1)!.path).toBe(`/v1${base}/${begin.requestId}`);
});

test('where it does not, the attempt is over: nobody has ever seen its page', async () => {
  behave(({ method }) =>
    method === 'POST'
      ? { status: 400, json: { functionalCode: 'PAYMENT_EXISTS' } }
      : { status: 404, json: { functionalCode: 'UNSPECIFIED' } },
  );
  await expect(provider().begin(account, begin)).rejects.toMatchObject({ code: 'PAYMENT_EXISTS' });
});

test('what the standard cannot say is refused before it is sent', async () => {
  const refused = await provider()
    .begin(account, { ...begin, amountCents: 99_999_901 })
    .catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'VALIDATION_ERROR', raw: 'not sent, because of the sum' });
  expect(server.got).toEqual([]);
});

test('a city without an account there asks for nothing', async () => {
  await expect(provider().begin({ originatorId: 'parken' }, begin)).rejects.toThrow(
    'the city has no endPointId there',
  );
  await expect(provider().begin({ ...account, endPointId: '../x' }, begin)).rejects.toBeInstanceOf(
    ProviderAway,
  );
  expect(server.got).toEqual([]);
});

describe('mutual TLS', () => {
  const tlsProvider = async (
    client: { cert: string; key: string },
    serverCertificate: { cert: string; key: string },
  ) => {
    const authority = await authorityOf;
    const tls = await ProviderServer.start(answering(), {
      ...serverCertificate,
      ca: authority.cert,
      requestCert: true,
      rejectUnauthorized: true,
    });
    const folder = folderOf({
      'client.crt': client.cert,
      'client.key': client.key,
      'ca.crt': authority.cert,
      'providers.yaml': `xbezahl: { protocol: xbezahldienste, url: '${tls.url}/', auth: { kind: mutual-tls, certificate: client.crt, key: client.key, ca: ca.crt } }`,
    });
    const known = new PaymentProviders(join(folder, 'providers.yaml'));
    return {
      folder,
      begin: () => known.get('xbezahl')!.begin(account, begin),
      stop: async () => {
        await known.close();
        await tls.stop();
      },
    };
  };
  const authorityOf = newAuthority();
  const ours = authorityOf.then((authority) => certifiedBy(authority, 'city'));
  const theirs = authorityOf.then((authority) => certifiedBy(authority, '127.0.0.1'));

  test('the provider knows us by our certificate, and we know it by its authority', async () => {
    const { begin, stop } = await tlsProvider(await ours, await theirs);
    try {
      expect(await begin()).toMatchObject({ transactionId: 'T-1' });
    } finally {
      await stop();
    }
  });

  test('a certificate of another authority is not let in: nothing is known', async () => {
    const stranger = await certifiedBy(await newAuthority('another'), 'city');
    const { begin, stop } = await tlsProvider(stranger, await theirs);
    try {
      await expect(begin()).rejects.toThrow(/^payment provider xbezahl: no answer \(/);
    } finally {
      await stop();
    }
  });

  test('a certificate that has expired is not let in, until another one lies in its place', async () => {
    const expired = await certifiedBy(await authorityOf, 'city', -1);
    const { begin, stop, folder } = await tlsProvider(expired, await theirs);
    try {
      await expect(begin()).rejects.toBeInstanceOf(ProviderAway);
      const { writeFileSync } = await import('node:fs');
      const { cert, key } = await ours;
      writeFileSync(join(folder, 'client.key'), key);
      writeFileSync(join(folder, 'client.crt'), cert);
      expect(await begin()).toMatchObject({ transactionId: 'T-1' });
    } finally {
      await stop();
    }
  });

  test("a provider whose certificate has expired, or is nobody's we trust, is not told anything", async () => {
    for (const certificate of [
      await certifiedBy(await authorityOf, '127.0.0.1', -1),
      await certifiedBy(await newAuthority('another'), '127.0.0.1'),
    ]) {
      const { begin, stop } = await tlsProvider(await ours, certificate);
      try {
        await expect(begin()).rejects.toThrow(
          /no answer \((CERT_HAS_EXPIRED|UNABLE_TO_VERIFY_LEAF_SIGNATURE)\)/,
        );
      } finally {
        await stop();
      }
    }
  });
});
