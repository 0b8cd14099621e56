import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { startBrowser } from '#browser';
import { eventually } from '#testing';
import { accounts, RunningPaymentProvider, type ControlledTransaction } from './running-payment-provider';

let provider: RunningPaymentProvider;
beforeAll(async () => (provider = await RunningPaymentProvider.start()));
afterAll(() => provider.stop());
afterEach(() => provider.control('behaviour', 'DELETE'));

const returnUrl = 'http://duisburg.localhost:8080/api/payments/1/return?attempt=2';

/** A payment at `stadtpay` that nobody is called about. */
async function begin(changes: object = {}): Promise<ControlledTransaction> {
  const reference = randomUUID();
  const { body } = await provider.ask<{ id: string }>(
    `${provider.providers.stadtpay.url}v1/merchants/${accounts.stadtpay.merchantId}/charges`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${provider.key('stadtpay-secret')}`, 'idempotency-key': reference },
      body: {
        reference,
        amount: { value: 123_456, currency: 'EUR' },
        method: 'paypal',
        returnUrl,
        callbackUrl: 'http://127.0.0.1:9/',
        description: 'Gebühr <b>1</b>',
        ...changes,
      },
    },
  );
  return provider.transaction(body.id);
}

const look = (id: string) =>
  provider.ask<{ status?: string }>(
    `${provider.providers.stadtpay.url}v1/merchants/${accounts.stadtpay.merchantId}/charges/${id}`,
    { headers: { authorization: `Bearer ${provider.key('stadtpay-secret')}` } },
  );

test.each([
  ['pay', 'paid'],
  ['cancel', 'cancelled'],
  ['fail', 'failed'],
  ['stall', 'initial'],
  ['answer-twice', 'paid'],
])('%s: the payment is %s, and the browser goes back without any result', async (choice, status) => {
  const { page, id } = await begin();
  const { status: code, headers } = await provider.send(page, { choice, method: 'giropay' });
  expect([code, headers.get('location')]).toEqual([303, returnUrl]);
  expect((await provider.transaction(id)).status).toBe(status);
});

test('pay late: the browser goes back first', async () => {
  const { page, id } = await begin();
  const { headers } = await provider.send(page, { choice: 'pay-late', seconds: '1' });
  expect(headers.get('location')).toBe(returnUrl);
  expect((await provider.transaction(id)).status).toBe('initial');
  expect((await provider.ask<string>(page)).body).toContain('Bezahlt wird um');
  await eventually('it is paid', async () => (await provider.transaction(id)).status === 'paid');
});

test('a payment that is cancelled is not paid by what was to happen later', async () => {
  const { page, id } = await begin();
  await provider.send(page, { choice: 'pay-late', seconds: '1' });
  await provider.control(`transactions/${id}/cancel`, 'POST');
  const next = await begin();
  await provider.send(next.page, { choice: 'pay-late', seconds: '1' });
  await eventually(
    'the next one is paid',
    async () => (await provider.transaction(next.id)).status === 'paid',
  );
  expect(await provider.transaction(id)).toMatchObject({ status: 'cancelled', later: null });
});

test('it changes its mind: failed, then paid; paid, then charged back', async () => {
  const { page, id } = await begin();
  await provider.send(page, { choice: 'fail' });
  expect((await provider.ask<string>(page)).body).toContain('Doch noch bezahlen');
  const paid = await provider.send(page, { change: 'pay' });
  expect(paid.headers.get('location')).toBe(`/pay/${id}`);
  expect((await provider.transaction(id)).status).toBe('paid');
  await provider.send(page, { change: 'charge-back' });
  expect((await provider.transaction(id)).status).toBe('charged-back');
});

test('a page that was left open does nothing to what has ended since', async () => {
  const { page, id } = await begin();
  await provider.send(page, { choice: 'pay' });
  await provider.send(page, { choice: 'cancel' });
  expect((await provider.transaction(id)).status).toBe('paid');
});

test('the page says to whom, how much and what for, in two languages; nothing in it becomes markup', async () => {
  const { page } = await begin();
  const { headers, body } = await provider.ask<string>(page);
  for (const text of [
    'lang="de"',
    'Stadt Duisburg',
    '1.234,56\u00A0€',
    'Kreditkarte',
    'PayPal',
    'giropay',
    'Paydirekt',
  ])
    expect(body).toContain(text);
  expect(body).not.toContain('<b>');
  expect(headers.get('content-security-policy')).toContain(
    "form-action 'self' http://duisburg.localhost:8080;",
  );
  const english = await provider.ask<string>(`${page}?language=en`);
  for (const text of ['lang="en"', '€1,234.56', 'Credit card']) expect(english.body).toContain(text);
  const preferred = await provider.ask<string>(page, { headers: { 'accept-language': 'en-GB,en;q=0.9' } });
  expect(preferred.body).toContain('lang="en"');
  expect((await provider.ask<string>(`${provider.url}/pay/nothing`)).status).toBe(404);
  expect((await provider.ask<string>(`${provider.url}/`)).body).toContain(`href="${new URL(page).pathname}"`);
});

test('it is usable without script on a display of 320 pixels', async () => {
  const { page, id } = await begin({ returnUrl: `${provider.url}/health/ready` });
  const browser = await startBrowser();
  try {
    const context = await browser.newContext({
      viewport: { width: 320, height: 640 },
      javaScriptEnabled: false,
      locale: 'de-DE',
    });
    const tab = await context.newPage();
    await tab.goto(page);
    const box = await tab.locator('html').boundingBox();
    const widest = await Promise.all(
      (await tab.locator('main *').all()).map(async (one) => (await one.boundingBox()) ?? { x: 0, width: 0 }),
    );
    expect(Math.max(...widest.map(({ x, width }) => x + width))).toBeLessThanOrEqual(box?.width ?? 0);
    await tab.getByLabel('Paydirekt').check();
    await tab.getByRole('button', { name: 'Bezahlen', exact: true }).click();
    expect(tab.url()).toBe(`${provider.url}/health/ready`);
    expect(await provider.transaction(id)).toMatchObject({ status: 'paid', method: 'paydirekt' });
  } finally {
    await browser.close();
  }
});

describe('away', () => {
  const away = (behaviour: object) => provider.control('behaviour', 'POST', behaviour);

  test('somebody lets it go away on the page, for a while', async () => {
    const { page, id } = await begin();
    await provider.send(page, { away: 'yes', mode: 'error', seconds: '60' });
    expect((await look(id)).status).toBe(500);
    expect((await provider.ask<string>(page)).status).toBe(200);
    await provider.control('behaviour', 'DELETE');
    expect((await look(id)).status).toBe(200);
  });

  test.each([
    ['unavailable', 503, 'application/json', /unavailable/],
    ['error', 500, null, /^$/],
    ['html', 200, 'text/html; charset=utf-8', /<h1>/],
  ])('%s, as often as is said', async (mode, status, type, body) => {
    const { id } = await begin();
    await away({ mode, times: 1 });
    const answer = await look(id);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type]);
    expect(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)).toMatch(body);
    expect((await look(id)).body.status).toBe('pending');
  });

  test('huge: ten million bytes of JSON', async () => {
    const { id } = await begin();
    await away({ mode: 'huge', times: 1 });
    expect(JSON.stringify((await look(id)).body).length).toBeGreaterThan(10_000_000);
  });

  test.each([
    ['cut: nothing has happened', 'cut', 0],
    ['lost-answer: it has happened', 'lost-answer', 1],
  ])('%s, and there is no answer', async (_, mode, more) => {
    const count = async () => (await provider.control<unknown[]>('transactions')).body.length;
    const before = await count();
    await away({ mode, on: 'begin', times: 1 });
    await expect(begin()).rejects.toThrow('fetch failed');
    expect(await count()).toBe(before + more);
  });

  test.each(['nothing', 'slow'])(
    '%s: whoever asks waits for the whole of it until they hang up',
    async (mode) => {
      const { id } = await begin();
      await away({ mode, on: 'look', times: 1 });
      const url = `${provider.providers.stadtpay.url}v1/merchants/${accounts.stadtpay.merchantId}/charges/${id}`;
      const asked = fetch(url, {
        headers: { authorization: `Bearer ${provider.key('stadtpay-secret')}` },
        signal: AbortSignal.timeout(700),
      }).then((answer) => answer.text());
      await expect(asked).rejects.toThrow(/timeout/);
      expect((await look(id)).status).toBe(200);
    },
  );

  test('one provider, or one kind of request alone', async () => {
    const { id } = await begin();
    await away({ mode: 'error', provider: 'pmpay' });
    await away({ mode: 'error', on: 'refund' });
    expect((await look(id)).status).toBe(200);
  });
});

describe('control', () => {
  test('a browser cannot reach it from the page of a stranger', async () => {
    const { id } = await begin();
    const headers = { origin: 'https://stranger.example' };
    const { status } = await provider.ask(`/control/transactions/${id}/pay`, { method: 'POST', headers });
    expect([status, (await provider.transaction(id)).status]).toEqual([403, 'initial']);
    const { port } = new URL(provider.url);
    const rebound = await new Promise((resolve, reject) => {
      request(
        { port, host: '127.0.0.1', path: '/control/transactions', headers: { host: 'stranger.example' } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(rebound).toBe(421);
  });

  test.each([
    ['transactions/nothing/pay', {}, 404],
    ['transactions/:id/explode', {}, 400],
    ['transactions/:id/pay', { after: 'soon' }, 400],
    ['transactions/:id/pay', { amountCents: 1.5 }, 400],
    ['transactions/:id/pay', { at: 'soon' }, 400],
    ['transactions/:id/pay', [], 400],
    ['transactions/:id/callbacks', {}, 404],
    ['behaviour', { mode: 'sulk' }, 400],
    ['behaviour', { mode: 'error', provider: 'nobody' }, 400],
    ['behaviour', { mode: 'error', seconds: 'long' }, 400],
    ['refunds', { status: 'perhaps' }, 400],
    ['refunds/nothing', { status: 'failed' }, 404],
    ['nothing', {}, 404],
  ])('POST %s %j is answered %i', async (path, body, status) => {
    const { id } = await begin();
    expect((await provider.control(path.replace(':id', id), 'POST', body)).status).toBe(status);
    expect((await provider.transaction(id)).status).toBe('initial');
  });

  test('transactions are listed by what they are, and found by either id', async () => {
    const { id, reference } = await begin();
    const list = await provider.control<ControlledTransaction[]>(
      `transactions?provider=stadtpay&reference=${reference}`,
    );
    expect(list.body.map((one) => one.id)).toEqual([id]);
    expect((await provider.transaction(reference)).id).toBe(id);
  });
});

test('a request of more than a million bytes is not read', async () => {
  const { status } = await provider.ask('/control/behaviour', {
    method: 'POST',
    body: 'x'.repeat(1_000_001),
  });
  expect(status).toBe(413);
});
