import { randomUUID } from 'node:crypto';
import { eventually } from '#testing';
import { CallbackReceiver } from './callback-receiver';
import { accounts, RunningPaymentProvider } from './running-payment-provider';

interface Charge {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly amount: { readonly value: number; readonly currency: string };
  readonly paidAt?: string;
  readonly method: string;
  readonly refunded: { readonly value: number };
  readonly redirectUrl?: string;
  readonly error?: { readonly code: string };
}
interface Refund {
  readonly id: string;
  readonly status: string;
  readonly refundedAt?: string;
  readonly error?: { readonly code: string };
}
interface List {
  readonly items: readonly Charge[];
  readonly next?: number;
}

let provider: RunningPaymentProvider;
let portal: CallbackReceiver;

beforeAll(async () => {
  provider = await RunningPaymentProvider.start();
  portal = await CallbackReceiver.start(provider.key('stadtpay-callback-secret'));
});
afterAll(async () => {
  portal.stop();
  await provider.stop();
});
afterEach(async () => {
  portal.status = 204;
  await provider.control('behaviour', 'DELETE');
  await provider.control('refunds', 'POST', { status: 'succeeded' });
});

const at = (path: string, merchant = accounts.stadtpay.merchantId) =>
  `${provider.providers.stadtpay.url}v1/merchants/${merchant}/${path}`;
const bearer = () => ({ authorization: `Bearer ${provider.key('stadtpay-secret')}` });
const ask = <Body = Charge>(path: string, merchant?: string) =>
  provider.ask<Body>(at(path, merchant), { headers: bearer() });
const post = <Body = Charge>(path: string, key: string, body: unknown, merchant?: string) =>
  provider.ask<Body>(at(path, merchant), {
    method: 'POST',
    headers: { ...bearer(), ...(key && { 'idempotency-key': key }) },
    body,
  });
const wish = (reference: string, changes: object = {}) => ({
  reference,
  amount: { value: 2_999, currency: 'EUR' },
  method: 'paypal',
  returnUrl: 'http://duisburg.localhost:8080/api/payments/1/return',
  callbackUrl: portal.url,
  description: 'Bewohnerparkausweis',
  ...changes,
});
const begin = async (reference: string = randomUUID()) =>
  (await post('charges', reference, wish(reference))).body;
const goOn = (id: string, what: string, how: object = {}) =>
  provider.control(`transactions/${id}/${what}`, 'POST', how);

test('the same key again is the same charge; it is found by its id and by its reference', async () => {
  const reference = randomUUID();
  const first = await post('charges', reference, wish(reference));
  const again = await post('charges', reference, wish(reference));
  expect([first.status, first.body]).toEqual([
    201,
    {
      id: expect.stringMatching(/^tx-[0-9a-f]{24}$/),
      createdAt: expect.any(String),
      reference,
      status: 'pending',
      amount: { value: 2_999, currency: 'EUR' },
      method: 'paypal',
      refunded: { value: 0, currency: 'EUR' },
      redirectUrl: `${provider.url}/pay/${first.body.id}`,
    },
  ]);
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect((await ask(`charges/${first.body.id}`)).body).toEqual(first.body);
  expect((await ask(`charges?reference=${reference}`)).body).toEqual(first.body);
});

test('a key is not used for something else', async () => {
  const { reference } = await begin();
  const other = await post('charges', reference, wish(reference, { amount: { value: 1, currency: 'EUR' } }));
  expect([other.status, other.body.error?.code]).toEqual([409, 'idempotency-key-reused']);
});

test.each([
  ['a reference of 37 characters', { reference: 'x'.repeat(37) }],
  ['no amount', { amount: undefined }],
  ['a negative amount', { amount: { value: -1, currency: 'EUR' } }],
  ['nothing to pay', { amount: { value: 0, currency: 'EUR' } }],
  ['parts of a cent', { amount: { value: 0.5, currency: 'EUR' } }],
  ['an amount too high', { amount: { value: 99_999_901, currency: 'EUR' } }],
  ['another currency', { amount: { value: 1, currency: 'USD' } }],
  ['a method that there is not', { method: 'direct-debit' }],
  ['no web address to return to', { returnUrl: 'javascript:alert(1)' }],
  ['no web address to call', { callbackUrl: 'portal' }],
  ['no description', { description: undefined }],
])('a charge is refused: %s', async (_, changes) => {
  const body = wish(randomUUID(), changes);
  const { status, body: said } = await post('charges', body.reference, body);
  expect([status, said.error?.code]).toEqual([422, 'invalid']);
});

test('without key, secret or merchant there is no charge', async () => {
  const reference = randomUUID();
  const codes = [
    await post('charges', '', wish(reference)),
    await provider.ask<Charge>(at('charges'), { method: 'POST', body: wish(reference) }),
    await post('charges', reference, wish(reference), 'stadt-bonn'),
    await ask(`charges?reference=${reference}`),
    await ask('nothing'),
  ].map(({ status, body }) => [status, body.error?.code]);
  expect(codes).toEqual([
    [400, 'idempotency-key-missing'],
    [401, 'unauthorized'],
    [404, 'merchant-unknown'],
    [404, 'charge-unknown'],
    [404, 'not-found'],
  ]);
});

test('whoever pays is told of by a signed callback; a payment can be taken back', async () => {
  const { id, reference } = await begin();
  const paidAt = '2026-11-26T09:08:07.000Z';
  await goOn(id, 'pay', { at: paidAt });
  expect((await ask(`charges/${id}`)).body).toMatchObject({ status: 'succeeded', paidAt });
  await goOn(id, 'charge-back');
  expect((await ask(`charges/${id}`)).body).toMatchObject({ status: 'charged-back', paidAt });
  await eventually('both are told', () => portal.about(reference).length === 2);
  const statusesTold = portal
    .about(reference)
    .map(({ signed, type, charge }) => [signed, type, charge.status]);
  expect(statusesTold).toEqual([
    [true, 'charge.updated', 'succeeded'],
    [true, 'charge.updated', 'charged-back'],
  ]);
});

test('what was paid can differ from what was asked for', async () => {
  const { id } = await begin();
  await goOn(id, 'pay', { amountCents: 2_998, currency: 'USD' });
  expect((await ask(`charges/${id}`)).body.amount).toEqual({ value: 2_998, currency: 'USD' });
});

test('answered twice: the same callback comes again, after one that says less', async () => {
  const { id, reference } = await begin();
  await goOn(id, 'pay', { twice: true });
  await eventually('all are told', () => portal.about(reference).length === 3);
  const [first, stale, again] = portal.about(reference);
  expect([first, stale, again].map((one) => one?.charge.status)).toEqual([
    'succeeded',
    'pending',
    'succeeded',
  ]);
  expect(again?.id).toBe(first?.id);
});

test('a callback that is not taken comes again', async () => {
  portal.status = 503;
  const { id, reference } = await begin();
  await goOn(id, 'pay');
  await eventually('it is refused', () => portal.about(reference).length === 1);
  portal.status = 204;
  await eventually('it is taken', async () =>
    (await provider.transaction(id)).told.every(({ done }) => done),
  );
  expect(portal.about(reference).length).toBeGreaterThan(1);
});

test('a test lets an old callback come, and forged ones', async () => {
  const { id, reference } = await begin();
  await goOn(id, 'pay');
  await eventually('it is told', () => portal.about(reference).length === 1);
  const call = (how: object) => provider.control(`transactions/${id}/callbacks`, 'POST', how);
  expect((await call({ ageSeconds: 600 })).body).toEqual({ status: 204 });
  await call({ signature: 'wrong' });
  await call({ signature: 'missing' });
  const [honest, old, wrong, missing] = portal.about(reference);
  expect([honest, old, wrong, missing].map((one) => one?.signed)).toEqual([true, true, false, false]);
  expect(Number(honest?.time) - Number(old?.time)).toBeGreaterThan(590);
});

test('money goes back in parts, never more than was paid; the same key again is the same refund', async () => {
  const { id, reference } = await begin();
  const refund = (key: string, value: number) =>
    post<Refund>(`charges/${id}/refunds`, key, { amount: { value, currency: 'EUR' } });
  expect((await refund('r-0', 1)).body.error?.code).toBe('not-paid');
  await goOn(id, 'pay');
  const first = await refund('r-1', 2_000);
  expect([first.status, first.body]).toEqual([
    201,
    {
      id: expect.stringMatching(/^re-/),
      status: 'succeeded',
      amount: { value: 2_000, currency: 'EUR' },
      refundedAt: expect.any(String),
    },
  ]);
  const again = await refund('r-1', 2_000);
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect((await refund('r-1', 1)).body.error?.code).toBe('idempotency-key-reused');
  expect((await refund('r-2', 1_000)).body.error?.code).toBe('amount-too-high');
  expect((await refund('r-3', 999)).status).toBe(201);
  expect((await ask<Refund>(`refunds/${first.body.id}`)).body).toEqual(first.body);
  expect((await ask(`charges/${id}`)).body.refunded.value).toBe(2_999);
  await eventually('each is told', () => portal.about(reference).length === 3);
});

test('a refund can take its time, and fail', async () => {
  const { id } = await begin();
  await goOn(id, 'pay');
  await provider.control('refunds', 'POST', { status: 'pending' });
  const refund = (key: string) =>
    post<Refund>(`charges/${id}/refunds`, key, { amount: { value: 2_999, currency: 'EUR' } });
  const { body } = await refund('r-1');
  expect(body.status).toBe('pending');
  expect((await refund('r-2')).body.error?.code).toBe('amount-too-high');
  await provider.control(`refunds/${body.id}`, 'POST', { status: 'failed' });
  expect((await ask<Refund>(`refunds/${body.id}`)).body.status).toBe('failed');
  expect((await ask(`charges/${id}`)).body.refunded.value).toBe(0);
  expect((await refund('r-2')).status).toBe(201);
});

test('the list has what moved in a span of time, page by page', async () => {
  const references = Array.from({ length: 501 }, () => randomUUID());
  const ids = await Promise.all(references.map(async (reference) => (await begin(reference)).id));
  const time = (second: number) => new Date(Date.UTC(2020, 0, 1, 0, 0, second)).toISOString();
  await Promise.all(ids.map((id, nth) => goOn(id, 'pay', { at: time(nth) })));
  const list = (page: number, until = 501) =>
    ask<List>(`charges?from=${time(0)}&until=${time(until)}&page=${page}`);
  const [first, second] = [(await list(1)).body, (await list(2)).body];
  expect([first.next, second.next]).toEqual([2, undefined]);
  expect([...first.items, ...second.items].map(({ reference }) => reference)).toEqual(references);
  expect((await list(1, 1)).body.items.map(({ reference }) => reference)).toEqual(references.slice(0, 1));
  expect((await ask('charges?from=today&until=tomorrow')).status).toBe(422);
});

test('whatever was acknowledged outlives a kill: money, refunds, what is to come, and callbacks not yet taken', async () => {
  portal.status = 503;
  const [paid, refunded, late] = [await begin(), await begin(), await begin()];
  await goOn(paid.id, 'pay');
  await goOn(refunded.id, 'pay');
  await post(`charges/${refunded.id}/refunds`, 'r', { amount: { value: 2_999, currency: 'EUR' } });
  await goOn(late.id, 'pay', { after: 0.5 });
  const seen = async () =>
    Promise.all([paid, refunded].map(async ({ id }) => (await ask(`charges/${id}`)).body));
  const before = await seen();
  await provider.end('SIGKILL');
  portal.status = 204;
  await provider.run();
  expect(await seen()).toEqual(before);
  await eventually(
    'the late one is paid',
    async () => (await ask(`charges/${late.id}`)).body.status === 'succeeded',
  );
  await eventually('all is told', async () =>
    (await Promise.all([paid, refunded, late].map(({ id }) => provider.transaction(id)))).every(
      ({ told }) => told.length > 0 && told.every(({ done }) => done),
    ),
  );
});
