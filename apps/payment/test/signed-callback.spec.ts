import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CallbackRefused, ProviderAway, ProviderRefused } from '../src/providers/provider';
import { PaymentProviders } from '../src/providers/providers-file';
import { begin } from './begin';
import { folderOf, ProviderServer } from './provider-server';

const account = { merchantId: 'duisburg' };
const base = '/v1/merchants/duisburg';
const charge = {
  id: 'ch_1',
  reference: begin.requestId,
  status: 'pending',
  amount: { value: 3000, currency: 'EUR' },
  redirectUrl: 'https://pay.example/ch_1',
};

let server: ProviderServer;
let providers: PaymentProviders;
let folder: string;
beforeAll(async () => {
  server = await ProviderServer.start(() => ({ json: charge }));
  folder = folderOf({
    secret: 'hush\n',
    'callback-secret': 'whisper\n',
    'providers.yaml': `stadtpay: { protocol: signed-callback, url: '${server.url}/', secretFile: secret, callbackSecretFile: callback-secret }`,
  });
  providers = new PaymentProviders(join(folder, 'providers.yaml'));
});
afterAll(async () => {
  await providers.close();
  await server.stop();
});
beforeEach(() => {
  server.got.length = 0;
  server.behaviour = () => ({ json: charge });
});
const provider = () => providers.get('stadtpay')!;
const transaction = { requestId: begin.requestId, transactionId: 'ch_1' };

test('a charge is begun with the key of the attempt, and leads to its page', async () => {
  server.behaviour = () => ({ status: 201, json: charge });
  expect(await provider().begin(account, begin)).toMatchObject({
    transactionId: 'ch_1',
    status: 'initial',
    ...{ amountCents: 3000, currency: 'EUR', redirectUrl: 'https://pay.example/ch_1' },
  });
  const [got] = server.got;
  expect(`${got!.method} ${got!.path}`).toBe(`POST ${base}/charges`);
  expect(got!.headers).toMatchObject({ authorization: 'Bearer hush', 'idempotency-key': begin.requestId });
  expect(JSON.parse(got!.body)).toEqual({
    reference: begin.requestId,
    amount: { value: 3000, currency: 'EUR' },
    method: 'credit-card',
    ...{ returnUrl: begin.returnUrl, callbackUrl: begin.callbackUrl, language: 'de' },
    description: 'DU-2026-000123-7 Bewohnerparkausweis',
  });
});

test.each([
  ['succeeded', 'paid', '2026-11-26T13:00:00.000Z'],
  ['charged-back', 'charged-back', '2026-11-26T13:00:00.000Z'],
  ['failed', 'failed', undefined],
  ['cancelled', 'cancelled', undefined],
])('%s is %s', async (status, known, paidAt) => {
  server.behaviour = () => ({ json: { ...charge, status, ...(paidAt && { paidAt }) } });
  const answer = await provider().look(account, transaction);
  expect(answer).toMatchObject({ status: known });
  expect(answer).not.toHaveProperty('redirectUrl');
  expect(answer?.paidAt).toBe(paidAt);
  expect(server.got[0]!.path).toBe(`${base}/charges/ch_1`);
});

test.each<[string, unknown]>([
  ['alone', charge],
  ['in a list', { items: [{ ...charge, reference: 'another' }, charge] }],
])('without its id a charge is found by its reference, %s', async (_how, json) => {
  server.behaviour = () => ({ json });
  expect(await provider().look(account, { requestId: begin.requestId })).toMatchObject({
    transactionId: 'ch_1',
  });
  expect(server.got[0]!.path).toBe(`${base}/charges?reference=${begin.requestId}`);
});

test.each<[number, unknown]>([
  [404, { error: { code: 'charge-unknown' } }],
  [200, { items: [] }],
])('a charge that was never begun is not there (%d)', async (status, json) => {
  server.behaviour = () => ({ status, json });
  expect(await provider().look(account, { requestId: begin.requestId })).toBeUndefined();
});

test('a no to a beginning ends the attempt, with its code', async () => {
  server.behaviour = () => ({
    status: 422,
    json: { error: { code: 'method-not-supported', message: 'no' } },
  });
  await expect(provider().begin(account, begin)).rejects.toMatchObject({
    name: 'ProviderRefused',
    code: 'method-not-supported',
    raw: expect.stringContaining('method-not-supported') as string,
  });
});

test('what refuses our secret, or a look, says nothing about a payment', async () => {
  server.behaviour = () => ({ status: 401, json: { error: { code: 'unauthorised' } } });
  await expect(provider().begin(account, begin)).rejects.toBeInstanceOf(ProviderAway);
  server.behaviour = () => ({ status: 404, json: { error: { code: 'merchant-unknown' } } });
  await expect(provider().look(account, { requestId: begin.requestId })).rejects.toBeInstanceOf(ProviderAway);
  server.behaviour = () => ({ status: 403, json: { error: { code: 'forbidden' } } });
  await expect(provider().look(account, transaction)).rejects.toBeInstanceOf(ProviderAway);
});

test('a secret that was exchanged is used at once', async () => {
  writeFileSync(join(folder, 'secret'), 'new');
  await provider().look(account, transaction);
  expect(server.got[0]!.headers.authorization).toBe('Bearer new');
  writeFileSync(join(folder, 'secret'), 'hush');
});

test.each([
  ['pending', 'pending', undefined],
  ['succeeded', 'done', '2026-11-26T13:00:00.000Z'],
  ['failed', 'failed', undefined],
])('a refund that is %s', async (status, known, refundedAt) => {
  server.behaviour = () => ({ status: 201, json: { id: 're_1', status, refundedAt } });
  const refund = { refundId: '0193bbbb-0000-7000-8000-000000000001', amountCents: 1200 };
  const answer = await provider().refund!(account, transaction, refund);
  expect(answer).toMatchObject({ status: known });
  expect(answer.refundedAt).toBe(refundedAt);
  const [got] = server.got;
  expect(`${got!.method} ${got!.path}`).toBe(`POST ${base}/charges/ch_1/refunds`);
  expect(got!.headers['idempotency-key']).toBe(refund.refundId);
  expect(JSON.parse(got!.body)).toEqual({ amount: { value: 1200, currency: 'EUR' } });
});

test('a refund that the provider does not make is refused; one of nothing is not asked for', async () => {
  server.behaviour = () => ({ status: 422, json: { error: { code: 'too-much' } } });
  const refund = { refundId: 'r', amountCents: 1 };
  await expect(provider().refund!(account, transaction, refund)).rejects.toMatchObject({ code: 'too-much' });
  await expect(provider().refund!(account, { requestId: begin.requestId }, refund)).rejects.toBeInstanceOf(
    ProviderRefused,
  );
});

async function listed(): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of provider().list!(account, '2026-11-25', '2026-11-26')) items.push(item);
  return items;
}

test('the list of a day is read page by page', async () => {
  server.behaviour = ({ path }) => ({
    json: path.includes('page=2')
      ? { items: [{ ...charge, id: 'ch_2', status: 'succeeded', refunded: { value: 100 } }] }
      : { items: [charge], next: 2 },
  });
  expect(await listed()).toEqual([
    {
      requestId: begin.requestId,
      transactionId: 'ch_1',
      status: 'initial',
      amountCents: 3000,
      refundedCents: 0,
    },
    {
      requestId: begin.requestId,
      transactionId: 'ch_2',
      status: 'paid',
      amountCents: 3000,
      refundedCents: 100,
    },
  ]);
  expect(server.got.map(({ path }) => path)).toEqual([
    `${base}/charges?from=2026-11-25&until=2026-11-26`,
    `${base}/charges?from=2026-11-25&until=2026-11-26&page=2`,
  ]);
});

test('a list that goes round, or is none, is no list', async () => {
  server.behaviour = () => ({ json: { items: [], next: 1 } });
  await expect(listed()).rejects.toThrow('a list that goes round');
  server.behaviour = () => ({ json: { items: [{ ...charge, amount: { value: -1, currency: 'EUR' } }] } });
  await expect(listed()).rejects.toBeInstanceOf(ProviderAway);
});

describe('a callback', () => {
  const now = new Date('2026-11-26T13:00:00Z');
  const seconds = now.getTime() / 1000;
  const body = Buffer.from(
    JSON.stringify({
      id: 'ev_1',
      type: 'charge.updated',
      charge: { id: 'ch_1', reference: begin.requestId, status: 'succeeded' },
    }),
  );
  const signature = (secret = 'whisper', at = seconds, over = body) =>
    createHmac('sha256', secret).update(`${at}.`).update(over).digest('hex');
  const header = (secret = 'whisper', at = seconds, over = body) =>
    `t=${at},v1=${signature(secret, at, over)}`;
  const read = (value: string | undefined, over = body) =>
    provider().readCallback!({ 'stadtpay-signature': value }, over, now);

  test('that is signed is a hint, and no more', () => {
    expect(read(header())).toEqual({ messageId: 'ev_1', transactionId: 'ch_1', requestId: begin.requestId });
  });

  test.each([
    ['unsigned', undefined],
    ['unsigned', ''],
    ['bad-signature', 'v1=aa'],
    ['bad-signature', `t=${seconds}`],
    ['bad-signature', `t=${seconds},v1=`],
    ['bad-signature', `t=${seconds},v1=zz`],
    ['bad-signature', `t=${seconds},v1=${'0'.repeat(64)}`],
    ['bad-signature', `t=${seconds}.0,v1=${signature()}`],
    ['bad-signature', `t=${seconds + 1},v1=${signature()}`],
    ['bad-signature', header('guess')],
    ['too-old', header('whisper', seconds - 301)],
    ['too-old', header('whisper', seconds + 301)],
  ])('is refused as %s: %s', (reason, value) => {
    expect(() => read(value)).toThrow(new CallbackRefused('stadtpay', reason as 'unsigned'));
  });

  test('is believed at the edge of its five minutes', () => {
    expect(read(header('whisper', seconds - 300)).messageId).toBe('ev_1');
  });

  test('whose body was changed by one byte, a space even, is refused', () => {
    expect(() => read(header(), Buffer.concat([body, Buffer.from(' ')]))).toThrow('bad-signature');
  });

  test.each(['', 'null', '[]', '{"id":"ev_1"}', '{"id":"ev_1","charge":{"id":"../x"}}', '<xml/>'])(
    'that is signed and says %j is refused as unreadable',
    (text) => {
      const over = Buffer.from(text);
      expect(() => read(header('whisper', seconds, over), over)).toThrow('unreadable');
    },
  );

  test('is believed by either secret while they are exchanged, and by one of several signatures', () => {
    writeFileSync(join(folder, 'callback-secret'), 'next\nwhisper\n');
    expect(read(header('next')).messageId).toBe('ev_1');
    expect(read(header('whisper')).messageId).toBe('ev_1');
    expect(read(`t=${seconds},v1=${'0'.repeat(64)},v1=${signature()}`).messageId).toBe('ev_1');
    writeFileSync(join(folder, 'callback-secret'), 'whisper');
  });
});
