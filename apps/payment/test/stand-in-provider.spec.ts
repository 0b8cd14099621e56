import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { eventually } from '#testing';
import { PaymentProviders } from '../src/providers/providers-file';
import { ProviderAway, type Begin, type PaymentProvider } from '../src/providers/provider';
import { begin } from './begin';
import { accounts, StandInProvider } from './stand-in-provider';

/** The adapters against a provider that somebody else has built from the same standard. */
let standIn: StandInProvider;
let providers: PaymentProviders;
const callbacks: { readonly headers: IncomingMessage['headers']; readonly body: Buffer }[] = [];
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    callbacks.push({ headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(204).end();
  });
});

beforeAll(async () => {
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  standIn = await StandInProvider.start();
  providers = new PaymentProviders(standIn.providersFile);
});
afterAll(async () => {
  await providers.close();
  await standIn.end();
  receiver.close();
  receiver.closeAllConnections();
});
afterEach(() => standIn.control('behaviour', undefined, 'DELETE'));

const keys = ['xbezahl', 'pmpay', 'stadtpay'] as const;
type Key = (typeof keys)[number];
const provider = (key: Key): PaymentProvider => providers.get(key)!;
const newBegin = (change: Partial<Begin> = {}): Begin => ({
  ...begin,
  requestId: uuidv7(),
  returnUrl: 'http://duisburg.localhost:8080/api/payments/1/return',
  callbackUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/api/payment-callbacks/stadtpay`,
  requestedAt: new Date().toISOString(),
  ...change,
});

describe.each(keys)('%s', (key) => {
  const begunAt = async (asked = newBegin()) => {
    const answer = await provider(key).begin(accounts[key], asked);
    return { requestId: asked.requestId, transactionId: answer.transactionId, answer };
  };
  const look = (transaction: { requestId: string; transactionId: string }) =>
    provider(key).look(accounts[key], transaction);

  test('a payment is begun, and has a page', async () => {
    const { answer } = await begunAt();
    expect(answer).toMatchObject({ status: 'initial', amountCents: 3000, currency: 'EUR' });
    expect(answer.redirectUrl).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect((await fetch(answer.redirectUrl!)).status).toBe(200);
  });

  test.each([
    ['pay', 'paid'],
    ['cancel', 'cancelled'],
    ['fail', 'failed'],
  ])('%s: it is %s', async (what, status) => {
    const transaction = await begunAt();
    await standIn.control(`transactions/${transaction.transactionId}/${what}`, {});
    const answer = await look(transaction);
    expect(answer).toMatchObject({ status, amountCents: 3000, currency: 'EUR' });
    if (status !== 'paid') return;
    expect(Math.abs(Date.parse(answer!.paidAt!) - Date.now())).toBeLessThan(60_000);
    expect(answer!.transactionReference).toBeTruthy();
  });

  test('tax and several pieces are taken as they add up', async () => {
    const items = [
      {
        ...begin.items[0]!,
        id: 'kopie',
        quantity: 3,
        unitCents: 1000,
        totalCents: 3000,
        taxPercent: 19,
        taxCents: 479,
      },
      { ...begin.items[0]!, description: 'Führungszeugnis (§ 30 BZRG)', totalCents: 1300, unitCents: 1300 },
    ];
    const address = {
      street: 'Königstraße',
      houseNumber: '12 a',
      postalCode: '47051',
      city: 'Duisburg',
      country: 'DE',
    };
    const { answer } = await begunAt(
      newBegin({
        items,
        amountCents: 4300,
        purpose: 'Gebühr/Ä. Öz',
        payer: { name: 'Öztürk', firstName: 'Ayşe', address },
      }),
    );
    expect(answer).toMatchObject({ status: 'initial', amountCents: 4300 });
  });

  test('other money, and a cent less, are told as they are', async () => {
    const transaction = await begunAt();
    await standIn.control(`transactions/${transaction.transactionId}/pay`, {
      amountCents: 2999,
      currency: 'CHF',
    });
    expect(await look(transaction)).toMatchObject({ status: 'paid', amountCents: 2999, currency: 'CHF' });
  });

  test('what it does not know was never begun there', async () => {
    expect(await provider(key).look(accounts[key], { requestId: uuidv7() })).toBeUndefined();
  });

  test.each(['unavailable', 'error', 'html', 'nothing', 'huge', 'cut'])(
    'while it is %s nothing is known',
    async (mode) => {
      const transaction = await begunAt();
      await standIn.control('behaviour', { mode, seconds: 30 });
      const asked = [look(transaction), provider(key).begin(accounts[key], newBegin())];
      for (const answer of await Promise.allSettled(asked))
        expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(ProviderAway) as unknown });
    },
    30_000,
  );

  test('a city that it does not know is refused', async () => {
    const stranger = { originatorId: 'nobody', endPointId: '00000000', merchantId: 'nobody' };
    await expect(provider(key).begin(stranger, newBegin())).rejects.not.toBeUndefined();
    const { requestId, transactionId } = await begunAt();
    await expect(provider(key).look(stranger, { requestId, transactionId })).rejects.toBeInstanceOf(
      ProviderAway,
    );
  });

  test('an answer that was lost: the same attempt again makes no second transaction', async () => {
    const asked = newBegin();
    await standIn.control('behaviour', { mode: 'lost-answer', times: 1, on: 'begin' });
    await expect(provider(key).begin(accounts[key], asked)).rejects.toBeInstanceOf(ProviderAway);
    const again = provider(key).begin(accounts[key], asked);
    if (key === 'xbezahl')
      await expect(again).rejects.toMatchObject({ name: 'ProviderRefused', code: 'PAYMENT_EXISTS' });
    else expect(await again).toMatchObject({ status: 'initial', redirectUrl: expect.any(String) as string });
  });
});

test('the provider with callbacks calls, and its callback is believed', async () => {
  const asked = newBegin();
  const { transactionId } = await provider('stadtpay').begin(accounts.stadtpay, asked);
  callbacks.length = 0;
  await standIn.control(`transactions/${transactionId}/pay`, {});
  await eventually('it calls', () => callbacks.length > 0);
  const { headers, body } = callbacks[0]!;
  const read = (over: Buffer) =>
    provider('stadtpay').readCallback!(
      { 'stadtpay-signature': String(headers['stadtpay-signature']) },
      over,
      new Date(),
    );
  expect(read(body)).toMatchObject({ requestId: asked.requestId, transactionId });
  expect(() => read(Buffer.concat([body, Buffer.from(' ')]))).toThrow('bad-signature');
});

test('a token that is not valid any more is asked for anew', async () => {
  await provider('pmpay').begin(accounts.pmpay, newBegin());
  await standIn.control('tokens', undefined, 'DELETE');
  expect(await provider('pmpay').begin(accounts.pmpay, newBegin())).toMatchObject({ status: 'initial' });
});

test('money goes back once, and the list of the day says so', async () => {
  const asked = newBegin();
  const { transactionId } = await provider('stadtpay').begin(accounts.stadtpay, asked);
  const transaction = { requestId: asked.requestId, transactionId };
  await standIn.control(`transactions/${transactionId}/pay`, {});
  const refund = { refundId: uuidv7(), amountCents: 1200 };
  for (let time = 0; time < 2; time += 1)
    expect(await provider('stadtpay').refund!(accounts.stadtpay, transaction, refund)).toMatchObject({
      status: 'done',
    });
  const [from, until] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString()) as [
    string,
    string,
  ];
  const listed = [];
  for await (const one of provider('stadtpay').list!(accounts.stadtpay, from, until)) listed.push(one);
  expect(listed.find((one) => one.transactionId === transactionId)).toEqual({
    ...transaction,
    ...{ status: 'paid', amountCents: 3000, refundedCents: 1200 },
  });
  await standIn.control(`transactions/${transactionId}/charge-back`, {});
  expect(await provider('stadtpay').look(accounts.stadtpay, transaction)).toMatchObject({
    status: 'charged-back',
  });
});

test('what was begun outlives the provider, killed and started anew', async () => {
  const asked = newBegin();
  const { transactionId } = await provider('pmpay').begin(accounts.pmpay, asked);
  await standIn.end('SIGKILL');
  await expect(
    provider('pmpay').look(accounts.pmpay, { requestId: asked.requestId, transactionId }),
  ).rejects.toThrow('no answer (');
  await standIn.run();
  expect(
    await provider('pmpay').look(accounts.pmpay, { requestId: asked.requestId, transactionId }),
  ).toMatchObject({ transactionId, status: 'initial' });
});
