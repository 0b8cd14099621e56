import { randomUUID } from 'node:crypto';
import { generate } from 'selfsigned';
import type { Agent } from 'undici';
import { accounts, RunningPaymentProvider, type Answered } from './running-payment-provider';

interface PaymentTransaction {
  readonly paymentInformation: {
    readonly transactionId: string;
    readonly transactionUrl: string;
    readonly transactionRedirectUrl?: string;
    readonly status: string;
  } & Readonly<Record<string, unknown>>;
  readonly paymentRequest: Readonly<Record<string, unknown>>;
}
interface SystemResponse {
  readonly functionalCode?: string;
  readonly detail?: string;
}

let provider: RunningPaymentProvider;
let agent: Agent;

beforeAll(async () => {
  provider = await RunningPaymentProvider.start();
  agent = provider.agent({ cert: provider.key('client.crt'), key: provider.key('client.key') });
});
afterAll(async () => {
  await agent.destroy();
  await provider.stop();
});
afterEach(() => provider.control('behaviour', 'DELETE'));

const item = {
  id: '1',
  reference: 'grundgebuehr',
  description: 'Gebühr für den Bewohnerparkausweis',
  taxRate: 19,
  quantity: 3,
  totalNetAmount: 25.2,
  totalTaxAmount: 4.79,
  singleNetAmount: 8.4,
  singleTaxAmount: 1.6,
  bookingData: { haushaltsstelle: '1234.56' },
};
const request = (changes: object = {}) => ({
  requestId: randomUUID(),
  requestTimestamp: '2026-11-26T10:00:00Z',
  currency: 'EUR',
  grosAmount: 29.99,
  purpose: 'DU-2026-000123',
  description: 'Bewohnerparkausweis, Straßenverkehr',
  redirectUrl: 'http://duisburg.localhost:8080/api/payments/1/return',
  items: [item],
  ...changes,
});

const { originatorId, endPointId } = accounts.xbezahl;
const begin = (body: unknown, account = `${originatorId}/${endPointId}`) =>
  provider.ask<PaymentTransaction & SystemResponse>(
    `${provider.providers.xbezahl.url}paymenttransaction/${account}`,
    { method: 'POST', body, agent },
  );
const look = (id: string, account = `${originatorId}/${endPointId}`) =>
  provider.ask<PaymentTransaction & SystemResponse>(
    `${provider.providers.xbezahl.url}paymenttransaction/${account}/${id}`,
    { agent },
  );
const codeOf = ({ status, headers, body }: Answered<SystemResponse>) => [
  status,
  headers.get('content-type'),
  body.functionalCode,
];
const problem = (status: number, code?: string) => [status, 'application/problem+json', code];

test('a payment begins as INITIAL, with a page to pay on; once it is paid, it says when and by what', async () => {
  const wanted = request();
  const { status, body } = await begin(wanted);
  expect([status, body]).toEqual([
    200,
    {
      paymentInformation: {
        transactionUrl: expect.stringContaining(`/v1/paymenttransaction/${originatorId}/${endPointId}/`),
        transactionRedirectUrl: expect.stringContaining(`${provider.url}/pay/`),
        transactionId: expect.stringMatching(/^[\w-]{1,36}$/),
        transactionReference: expect.stringMatching(/^KZ-\d{4}-\d{6}$/),
        status: 'INITIAL',
      },
      paymentRequest: wanted,
    },
  ]);
  const { transactionId, transactionUrl, transactionReference } = body.paymentInformation;
  const at = '2026-11-26T10:03:04.000Z';
  await provider.control(`transactions/${wanted.requestId}/pay`, 'POST', { method: 'paydirekt', at });
  const paid = await provider.ask<PaymentTransaction>(transactionUrl, { agent });
  expect(paid.body.paymentInformation).toEqual({
    ...{ transactionUrl, transactionId, transactionReference },
    transactionTimestamp: at,
    paymentMethod: 'PAYDIRECT',
    status: 'PAYED',
  });
});

test.each([
  ['cancel', 'CANCELED'],
  ['fail', 'FAILED'],
])('after %s it says %s, and may yet be paid', async (action, status) => {
  const { body } = await begin(request());
  const { transactionId } = body.paymentInformation;
  const goOn = (what: string) => provider.control(`transactions/${transactionId}/${what}`, 'POST');
  await goOn(action);
  const { paymentInformation } = (await look(transactionId)).body;
  expect([paymentInformation.status, paymentInformation.transactionRedirectUrl]).toEqual([status, undefined]);
  await goOn('pay');
  expect((await look(transactionId)).body.paymentInformation.status).toBe('PAYED');
});

test('a payment that is taken back stays PAYED: the standard has no word for it', async () => {
  const { body } = await begin(request());
  const { transactionId } = body.paymentInformation;
  await provider.control(`transactions/${transactionId}/pay`, 'POST');
  await provider.control(`transactions/${transactionId}/charge-back`, 'POST');
  expect((await look(transactionId)).body.paymentInformation.status).toBe('PAYED');
});

test('what was paid can differ from what was asked for', async () => {
  const { body } = await begin(request());
  const { transactionId } = body.paymentInformation;
  await provider.control(`transactions/${transactionId}/pay`, 'POST', { amountCents: 2998, currency: 'USD' });
  expect((await look(transactionId)).body.paymentRequest).toMatchObject({
    grosAmount: 29.98,
    currency: 'USD',
  });
});

test('PAYMENT_EXISTS: the same requestId again is no second payment', async () => {
  const wanted = request();
  await begin(wanted);
  expect(codeOf(await begin(wanted))).toEqual(problem(400, 'PAYMENT_EXISTS'));
});

test('NO_VALID_ORIGINATOR_OR_ENDPOINT: nobody is paid whom no city names', async () => {
  const other = `${originatorId}/05113000`;
  expect(codeOf(await begin(request(), other))).toEqual(problem(404, 'NO_VALID_ORIGINATOR_OR_ENDPOINT'));
  const { body } = await begin(request());
  const { transactionId } = body.paymentInformation;
  expect(codeOf(await look(transactionId, other))).toEqual(problem(404, 'NO_VALID_ORIGINATOR_OR_ENDPOINT'));
});

test('UNSPECIFIED: a transaction that there is not', async () => {
  expect(codeOf(await look(randomUUID()))).toEqual(problem(404, 'UNSPECIFIED'));
});

const without = <Key extends string>(object: Readonly<Record<Key, unknown>>, key: Key) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

test.each([
  ['no JSON', '{'],
  ['a list', []],
  ['no requestId', without(request(), 'requestId')],
  ['a requestId of 37 characters', request({ requestId: 'x'.repeat(37) })],
  ['a requestId with a dot', request({ requestId: 'a.b' })],
  ['no time', request({ requestTimestamp: 'yesterday' })],
  ['a currency of two letters', request({ currency: 'EU' })],
  ['another currency', request({ currency: 'USD' })],
  ['nothing to pay', request({ grosAmount: 0 })],
  ['a negative sum', request({ grosAmount: -29.99 })],
  ['a sum too high', request({ grosAmount: 1_000_000 })],
  ['a sum as text', request({ grosAmount: '29.99' })],
  ['parts of a cent', request({ grosAmount: 29.991 })],
  ['the sum in both spellings', request({ grossAmount: 29.99 })],
  ['a purpose with an umlaut', request({ purpose: 'Gebühr' })],
  ['a purpose with a dot', request({ purpose: 'DU 2026.123' })],
  ['a purpose of 28 characters', request({ purpose: 'x'.repeat(28) })],
  ['a description with a colon', request({ description: 'Gebühr: Parkausweis' })],
  ['a description of 251 characters', request({ description: 'x'.repeat(251) })],
  ['no web address to return to', request({ redirectUrl: 'back' })],
  ['a web address of 2083 characters', request({ redirectUrl: `http://x.example/${'x'.repeat(2066)}` })],
  ['no items', request({ items: [] })],
  ['100 items', request({ items: Array.from({ length: 100 }, () => item) })],
  ['half a piece', request({ items: [{ ...item, quantity: 0.5 }] })],
  ['an item without reference', request({ items: [without(item, 'reference')] })],
  ['a tax rate of 101', request({ items: [{ ...item, taxRate: 101 }] })],
  ['a field that there is not', request({ iban: 'DE02120300000000202051' })],
  ['a requestor without address', request({ requestor: { name: 'Muster', firstName: 'Erika' } })],
  [
    'a gender that there is not',
    request({ requestor: { name: 'M', firstName: 'E', address: {}, gender: 'X' } }),
  ],
])('VALIDATION_ERROR: %s', async (_, body) => {
  const answer = await begin(body);
  expect(codeOf(answer)).toEqual(problem(400, 'VALIDATION_ERROR'));
  expect(answer.body.detail).toMatch(/^[\w\s\-,.\u00C0-\u017F]{1,2000}$/);
});

test.each([
  ['the sum is not that of the items', request({ grosAmount: 30 })],
  [
    'tax is counted twice',
    request({ grosAmount: 35.98, items: [{ ...item, totalNetAmount: 29.99, totalTaxAmount: 5.99 }] }),
  ],
  ['the net amount is not that of so many pieces', request({ items: [{ ...item, singleNetAmount: 8.5 }] })],
  ['the tax is not that of so many pieces', request({ items: [{ ...item, singleTaxAmount: 1.7 }] })],
  ['the tax is not that of the rate', request({ items: [{ ...item, taxRate: 7 }] })],
])('CALCULATION_ERROR: %s', async (_, body) => {
  expect(codeOf(await begin(body))).toEqual(problem(400, 'CALCULATION_ERROR'));
});

test.each([
  ['none', without(item, 'bookingData')],
  ['empty', { ...item, bookingData: {} }],
])('BOOKING_DATA_MISSING: %s', async (_, one) => {
  expect(codeOf(await begin(request({ items: [one] })))).toEqual(problem(400, 'BOOKING_DATA_MISSING'));
});

test('from version 1.1 on the sum is called grossAmount, and a description may hold what DIN 91379 allows', async () => {
  const later = {
    ...without(request(), 'grosAmount'),
    grossAmount: 29.99,
    description: 'Gebühr: Parkausweis',
  };
  const { status, body } = await begin(later);
  expect([status, body.paymentRequest]).toEqual([200, later]);
});

test('a requestor is taken', async () => {
  const requestor = {
    name: 'Mustermann',
    firstName: 'Erika',
    isOrganization: false,
    address: { city: 'Köln' },
  };
  expect((await begin(request({ requestor }))).status).toBe(200);
});

test('the status of a configuration', async () => {
  const status = (path: string) =>
    provider.ask<SystemResponse>(`${provider.providers.xbezahl.url}status${path}`, { agent });
  expect(codeOf(await status(`/${originatorId}/${endPointId}`))).toEqual(problem(200));
  expect(codeOf(await status(''))).toEqual(problem(200));
  expect(codeOf(await status('/nobody/nowhere'))).toEqual(problem(403, 'NO_VALID_ORIGINATOR_OR_ENDPOINT'));
});

test('503 UNSPECIFIED while it is away', async () => {
  await provider.control('behaviour', 'POST', { mode: 'unavailable', times: 1 });
  expect(codeOf(await begin(request()))).toEqual(problem(503, 'UNSPECIFIED'));
  expect((await begin(request())).status).toBe(200);
});

describe('mutual TLS', () => {
  const status = async (certified?: { cert: string; key: string }) => {
    const other = provider.agent(certified);
    try {
      return codeOf(
        await provider.ask<SystemResponse>(`${provider.providers.xbezahl.url}status`, { agent: other }),
      );
    } finally {
      await other.destroy();
    }
  };
  const issued = async (value: string, ca?: { cert: string; key: string }, notAfterDate?: Date) => {
    const { cert, private: key } = await generate([{ name: 'commonName', value }], {
      ...{ keyType: 'ec', algorithm: 'sha256' },
      ...(ca && { ca }),
      ...(notAfterDate && { notAfterDate, notBeforeDate: new Date(0) }),
    });
    return { cert, key };
  };
  const authority = () => ({ cert: provider.key('ca.crt'), key: provider.key('ca.key') });

  test('nobody gets in without a certificate', async () => {
    await expect(status()).rejects.toThrow('fetch failed');
  });
  test('nobody gets in with one that another authority signed, or itself', async () => {
    await expect(status(await issued('serviceportal'))).rejects.toThrow('fetch failed');
  });
  test('nobody gets in with one that has run out', async () => {
    const old = await issued('serviceportal', authority(), new Date(86_400_000));
    await expect(status(old)).rejects.toThrow('fetch failed');
  });
  test('FORBIDDEN: a certificate of somebody else', async () => {
    expect(await status(await issued('somebody', authority()))).toEqual(problem(403, 'FORBIDDEN'));
    expect(await status(await issued('serviceportal', authority()))).toEqual(problem(200));
  });
});

describe('OAuth 2', () => {
  const account = `${accounts.pmpay.originatorId}/${accounts.pmpay.endPointId}`;
  const client = () => ({
    id: provider.providers.pmpay.auth.clientId,
    secret: provider.key('pmpay-client-secret'),
  });
  const basic = ({ id, secret } = client()) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const token = async (form: Readonly<Record<string, string>> = {}, authorization = basic()) =>
    provider.ask<{ access_token: string; expires_in: number; scope: string; error?: string }>(
      provider.providers.pmpay.auth.tokenUrl,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(authorization && { authorization }),
        },
        body: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
      },
    );
  const beginWith = (bearer: string | undefined, body: unknown = request()) =>
    provider.ask<PaymentTransaction & SystemResponse>(
      `${provider.providers.pmpay.url}paymenttransaction/${account}`,
      { method: 'POST', body, headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` } },
    );

  test('a client gets a token by its secret, in the header or in the form, and pays with it', async () => {
    const { id, secret } = client();
    const inForm = await token({ client_id: id, client_secret: secret }, '');
    for (const { status, headers, body } of [await token(), inForm]) {
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(body).toEqual({
        access_token: expect.stringMatching(/^[\w-]{43}$/),
        token_type: 'Bearer',
        expires_in: 300,
        scope: 'post read',
      });
      expect((await beginWith(body.access_token)).status).toBe(200);
    }
  });

  test.each([
    ['invalid_client', 401, {}, basic({ id: 'serviceportal', secret: 'guessed' })],
    ['invalid_client', 401, {}, ''],
  ])('%s (%i)', async (error, status, form, authorization) => {
    const answer = await token(form, authorization);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.headers.get('www-authenticate')).toContain('Basic');
  });

  test.each([
    ['unsupported_grant_type', { grant_type: 'password' }],
    ['invalid_scope', { scope: 'post admin' }],
  ])('%s', async (error, form: Record<string, string>) => {
    const { status, body } = await token(form);
    expect([status, body.error]).toEqual([400, error]);
  });

  test('FORBIDDEN: without a token, and with one that has run out', async () => {
    const { body } = await token();
    expect(codeOf(await beginWith(undefined))).toEqual(problem(401, 'FORBIDDEN'));
    expect((await beginWith('guessed')).headers.get('www-authenticate')).toContain('invalid_token');
    await provider.control('tokens', 'DELETE');
    expect(codeOf(await beginWith(body.access_token))).toEqual(problem(401, 'FORBIDDEN'));
  });

  test('FORBIDDEN: a token that is for reading alone', async () => {
    const { body } = await token({ scope: 'read' });
    expect(codeOf(await beginWith(body.access_token))).toEqual(problem(403, 'FORBIDDEN'));
  });

  test('this one takes the requestId as the id of the transaction: it is found although no answer came', async () => {
    const { body } = await token();
    const wanted = request();
    await provider.control('behaviour', 'POST', {
      mode: 'lost-answer',
      provider: 'pmpay',
      on: 'begin',
      times: 1,
    });
    await expect(beginWith(body.access_token, wanted)).rejects.toThrow('fetch failed');
    expect(codeOf(await beginWith(body.access_token, wanted))).toEqual(problem(400, 'PAYMENT_EXISTS'));
    const found = await provider.ask<PaymentTransaction>(
      `${provider.providers.pmpay.url}paymenttransaction/${account}/${wanted.requestId}`,
      { headers: { authorization: `Bearer ${body.access_token}` } },
    );
    expect(found.body.paymentInformation).toMatchObject({
      transactionId: wanted.requestId,
      status: 'INITIAL',
    });
  });

  test('one provider knows nothing of what another one has', async () => {
    const { body } = await begin(request());
    const bearer = (await token()).body.access_token;
    const elsewhere = await provider.ask<SystemResponse>(
      `${provider.providers.pmpay.url}paymenttransaction/${account}/${body.paymentInformation.transactionId}`,
      { headers: { authorization: `Bearer ${bearer}` } },
    );
    expect(codeOf(elsewhere)).toEqual(problem(404, 'UNSPECIFIED'));
  });
});
