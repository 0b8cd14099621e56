import { randomUUID } from 'node:crypto';
import type { ContractEvent, SignedOrder } from '#contracts';
import { DescribedAnswers, eventually, type TestClaims } from '#testing';
import { Orders } from '../src/orders';
import type { PaymentView, PaymentsView, StaffPaymentsView } from '../src/http/views';
import { opened, paidByCard } from './opened';
import { citizenOf, someOrder, staff, startPayment, type RunningPayment } from './running-payment';

let payment: RunningPayment;
let described: DescribedAnswers;
beforeAll(async () => {
  payment = await startPayment();
  described = await DescribedAnswers.of(payment.url);
});
afterAll(() => payment.stop());

/** The answer, which has to be as the OpenAPI document says. */
async function ask<Body = Record<string, unknown>>(
  method: string,
  path: string,
  who: TestClaims,
  body?: unknown,
  headers?: Record<string, string>,
) {
  const answer = await payment.send(method, path, who, body, headers);
  const told = { status: answer.status, body: (await answer.json()) as unknown };
  return {
    ...(described.check(method.toLowerCase(), path, told) as { status: number; body: Body }),
    etag: answer.headers.get('etag') ?? '',
  };
}
const orders = () => payment.app.get(Orders, { strict: false });
const open = (more: Partial<SignedOrder> = {}) => opened(payment, more);
const paid = (order: SignedOrder) => paidByCard(payment, order);
const shown = (order: SignedOrder, who: TestClaims) => {
  const side = who.roles === undefined ? 'portal' : 'backoffice';
  return ask<PaymentView>('GET', `/${side}/payments/${order.orderId}`, who);
};

describe('an order', () => {
  test('W16b that the browser brings opens the payment, and the same order again is the same payment', async () => {
    const order = someOrder();
    const token = await payment.signed(order);
    const read = await orders().read('duisburg', token);
    const ids = [await orders().open(read), await orders().open(await orders().read('duisburg', token))];
    expect(ids).toEqual([order.orderId, order.orderId]);
    const { body } = await shown(order, citizenOf(order));
    expect(body).toMatchObject({ version: 1, status: 'open', statusLabel: 'Zu bezahlen', owedCents: 3_070 });
    expect(body.items).toEqual([
      {
        ...{ key: 'gebuehr', text: 'Bewohnerparkausweis', quantity: 1, unitCents: 3_070, totalCents: 3_070 },
        ...{ taxPercent: 0, taxCents: 0 },
      },
    ]);
  });

  test.each([
    ['of another service', async (order: SignedOrder) => payment.signed(order, 'identity')],
    ['of another city', async (order: SignedOrder) => payment.signed({ ...order, tenant: 'wuppertal' })],
    ['changed on its way', async (order: SignedOrder) => `${await payment.signed(order)}x`],
    ['that is none', () => Promise.resolve('none')],
  ])('%s is not believed', async (_, tokenOf) => {
    const token = await tokenOf(someOrder());
    await expect(orders().read('duisburg', token)).rejects.toMatchObject({ slug: 'order-not-believed' });
  });
});

describe('a payment is seen', () => {
  test('by its citizen, who acts for them, its office, the treasury and the auditors; by nobody else', async () => {
    const order = await open();
    const status = async (who: TestClaims) => (await shown(order, who)).status;
    expect(await status(citizenOf(order))).toBe(200);
    expect(await status({ sub: randomUUID(), actingFor: order.applicantId })).toBe(200);
    // D9: what may never be filed is nobody's business at the office.
    expect(await status(staff('caseworker', ['buergerservice']))).toBe(404);
    await paid(order);
    expect(await status(staff('caseworker', ['buergerservice']))).toBe(200);
    expect(await status(staff('treasury'))).toBe(200);
    expect(await status(staff('auditor'))).toBe(200);
    expect(await status({ sub: randomUUID() })).toBe(404);
    expect(await status({ ...citizenOf(order), tenant: 'wuppertal' })).toBe(404);
    expect(await status(staff('caseworker', ['steueramt']))).toBe(404);
    expect(await status({ ...staff('treasury'), tenant: 'wuppertal' })).toBe(404);
    expect(await status(staff('operator'))).toBe(403);
  });

  test('with its history as each party reads it, and never with what a provider answered', async () => {
    const order = await open();
    await paid(order);
    const { body: own } = await shown(order, citizenOf(order));
    expect(own).toMatchObject({ status: 'settled', statusLabel: 'Bezahlung in Bearbeitung' });
    expect(own.history.map(({ type, by }) => [type, by])).toEqual([
      ['PaymentRequested', 'portal'],
      ['MethodChosen', 'applicant'],
      ['PaymentSettled', 'portal'],
      ['ReceiptIssued', 'portal'],
    ]);
    expect(own.attempts).toMatchObject([{ method: 'credit-card', status: 'settled', receivedCents: 3_070 }]);
    expect(own.attempts[0]).not.toHaveProperty('provider');
    expect(own).not.toHaveProperty('differences');
    const { body: treasury } = await shown(order, staff('treasury'));
    expect(treasury.items?.[0]?.accountingKey).toBe('12200.431100');
    expect(treasury.attempts[0]).toMatchObject({ provider: 'xbezahl' });
    const { body: auditor } = await shown(order, staff('auditor'));
    expect(auditor.history.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash ?? ''))).toBe(true);
    expect(auditor.allowed).toEqual([]);
    expect(JSON.stringify([own, treasury, auditor])).not.toContain('geheim');
  });

  test('R9 H2 by somebody of the staff is recorded, by its citizen is not', async () => {
    const order = await open();
    await shown(order, citizenOf(order));
    const treasurer = staff('treasury');
    await shown(order, treasurer);
    const access = await eventually('the access', () =>
      payment.published.events.find(
        (event): event is ContractEvent<'payment.CaseAccessed'> =>
          event.type === 'payment.CaseAccessed' && event.data.applicationId === order.applicationId,
      ),
    );
    expect([access.streamversion, access.data]).toEqual([
      1,
      {
        ...{ applicationId: order.applicationId, personId: treasurer.sub, role: 'treasury' },
        purpose: 'payment',
      },
    ]);
  });
});

describe('payments are listed', () => {
  test('for their citizen, newest first, page by page, with what each service is called', async () => {
    const applicantId = randomUUID();
    const [older, newer] = [
      await open({ applicantId, fixedAt: '2026-11-20T09:00:00.000000Z' }),
      await open({ applicantId, fixedAt: '2026-11-21T09:00:00.000000Z' }),
    ];
    const page = (query: string) =>
      ask<PaymentsView>('GET', `/portal/payments?limit=1${query}`, citizenOf(newer));
    const { body: first } = await page('');
    expect(first.items).toMatchObject([
      { id: newer.orderId, title: 'Bewohnerparkausweis', status: 'open', amountCents: 3_070 },
    ]);
    const { body: second } = await page(`&cursor=${first.nextCursor}`);
    expect(second).toMatchObject({ items: [{ id: older.orderId }] });
    expect(second).not.toHaveProperty('nextCursor');
    const { body: one } = await page(`&application=${older.applicationId}`);
    expect(one.items.map(({ id }) => id)).toEqual([older.orderId]);
  });

  test('for an office its own, for the treasury all of the city, by status and reference', async () => {
    const reference = 'DU-2026-004711-2';
    const [mine, theirs] = [
      await open({ reference, office: 'strassenverkehr' }),
      await open({ reference, office: 'steueramt' }),
    ];
    await open({ reference, tenant: 'wuppertal' });
    const officesList = () => ids(staff('caseworker', ['strassenverkehr']));
    const ids = async (who: TestClaims, query = '') => {
      const { body } = await ask<StaffPaymentsView>('GET', `/backoffice/payments?query=004711${query}`, who);
      return body.items.map(({ id }) => id);
    };
    expect(await officesList()).toEqual([]);
    await paid(mine);
    expect(await officesList()).toEqual([mine.orderId]);
    expect(await ids(staff('caseworker', ['strassenverkehr']), '&office=steueramt')).toEqual([]);
    expect((await ids(staff('treasury'))).sort()).toEqual([mine.orderId, theirs.orderId].sort());
    expect(await ids(staff('treasury'), '&status=settled,reconciled')).toEqual([mine.orderId]);
    expect(await ids(staff('auditor'), '&office=steueramt')).toEqual([theirs.orderId]);
    expect((await payment.send('GET', '/backoffice/payments', citizenOf(mine))).status).toBe(403);
  });

  test('as the reader of a reconciliation finds them: what no provider has confirmed yet', async () => {
    const order = await open();
    await paid(order);
    const rows = () =>
      payment.query(
        `SELECT unreconciled, received_cents AS received FROM payment.payments WHERE stream_id = '${order.orderId}'`,
      );
    expect(await rows()).toEqual([{ unreconciled: ['xbezahl'], received: 3_070 }]);
  });
});

describe('the treasury gives money back', () => {
  const refund = (order: SignedOrder, who: TestClaims, etag: string, more: object = {}, key?: string) =>
    ask<{ refundId?: string; status: string; type?: string }>(
      'POST',
      `/backoffice/payments/${order.orderId}/refund`,
      who,
      { reason: 'Der Antrag war doppelt gestellt.', ...more },
      { 'if-match': etag, ...(key !== undefined && { 'idempotency-key': key }) },
    );

  test('and above the limit of the city a second person approves it', async () => {
    const order = await open({ amountCents: 6_000 });
    await paid(order);
    const [one, other] = [staff('treasury'), staff('treasury')];
    const { body: before, etag } = await shown(order, one);
    expect(before.allowed).toContain('refund');
    const key = randomUUID();
    const asked = await refund(order, one, etag, {}, key);
    expect(asked).toMatchObject({ status: 200, body: { status: 'refunding' } });
    expect((await refund(order, one, etag, {}, key)).body).toEqual(asked.body);
    const approve = (who: TestClaims, ifMatch: string) =>
      ask(
        'POST',
        `/backoffice/payments/${order.orderId}/approve-refund`,
        who,
        asked.body.refundId === undefined ? {} : { refundId: asked.body.refundId },
        {
          'if-match': ifMatch,
        },
      );
    expect((await approve(one, asked.etag)).body).toMatchObject({
      type: 'urn:serviceportal:problem:own-refund',
    });
    expect(await approve(other, asked.etag)).toMatchObject({ status: 200 });
    const { body } = await shown(order, citizenOf(order));
    expect(body.refunds).toMatchObject([{ amountCents: 6_000, reason: 'request' }]);
    expect(body.history.filter(({ type }) => type === 'RefundApproved').length).toBe(1);
    expect(body.history.find(({ type }) => type === 'RefundRequested')).toMatchObject({
      note: 'Der Antrag war doppelt gestellt.',
    });
    expect(JSON.stringify(body)).not.toContain(String(one.sub));
  });

  test('only upon the payment as it stands, and not as a citizen', async () => {
    const order = await open();
    await paid(order);
    const treasurer = staff('treasury');
    expect(await refund(order, treasurer, '"1"')).toMatchObject({ status: 412 });
    expect(
      (await payment.send('POST', `/backoffice/payments/${order.orderId}/refund`, citizenOf(order), {}))
        .status,
    ).toBe(403);
    const { etag } = await shown(order, treasurer);
    expect(await refund(order, treasurer, etag, { amountCents: 3_071 })).toMatchObject({
      status: 409,
      body: { type: 'urn:serviceportal:problem:refund-too-high' },
    });
    expect(await refund(order, treasurer, etag, { amountCents: -1 })).toMatchObject({ status: 400 });
  });
});

test('its citizen hears at once that a payment has changed, and nobody else does', async () => {
  const [order, another] = [await open(), await open()];
  const abort = new AbortController();
  const answer = await fetch(`${payment.url}/portal/payments/events`, {
    headers: (await tokenHeaders(citizenOf(order))) as HeadersInit,
    signal: abort.signal,
  });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  await paid(another);
  await paid(order);
  while (!heard.includes('"settled"')) heard += (await reader.read()).value ?? '';
  expect(heard).toContain(order.orderId);
  expect(heard).not.toContain(another.orderId);
  abort.abort();
});

test('law 12 what identity hands over of a person are their payments, each as the person sees it', async () => {
  const order = await open();
  const path = `/internal/persons/${order.applicantId}/export`;
  const identity: TestClaims = { kind: 'service', sub: 'service:identity', tenant: 'duisburg' };
  const answer = await payment.send('GET', path, identity);
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { items: [expect.objectContaining({ id: order.orderId, owedCents: 3_070 })] },
  ]);
  expect((await payment.send('GET', path, { ...identity, sub: 'service:audit' })).status).toBe(403);
});

test('R9 what is sealed stands readable neither in the database nor in Kafka', async () => {
  const order = await open({ items: [{ ...someOrder().items[0]!, text: { de: 'Ganz geheim', en: 'x' } }] });
  await paid(order);
  await eventually('the contract event', () =>
    payment.published.events.some(
      ({ type, subject }) => type === 'payment.PaymentSettled' && subject === order.orderId,
    ),
  );
  expect(JSON.stringify(payment.published.events)).not.toMatch(/geheim/);
  const stored = await payment.query(
    `SELECT payload FROM event_store.events WHERE stream_id = '${order.orderId}'`,
  );
  expect(stored.length).toBe(5);
  expect(JSON.stringify(stored)).not.toMatch(/geheim/);
});

async function tokenHeaders(who: TestClaims): Promise<Record<string, string>> {
  const { tokenFor } = await import('#testing');
  return { authorization: `Bearer ${await tokenFor(payment.keys, who)}`, accept: 'text/event-stream' };
}

describe('what the treasury and the citizen take with them', () => {
  test('the receipt is a PDF for who paid, the same whenever it is asked for, and there is none before', async () => {
    const order = await open();
    const receipt = async (who: TestClaims) =>
      payment.send('GET', `/portal/payments/${order.orderId}/receipt`, who);
    expect((await receipt(citizenOf(order))).status).toBe(404);
    await paid(order);
    const answer = await receipt(citizenOf(order));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const pdf = Buffer.from(await answer.arrayBuffer());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(Buffer.from(await (await receipt(citizenOf(order))).arrayBuffer()).equals(pdf)).toBe(true);
    expect((await receipt({ sub: randomUUID() })).status).toBe(404);
  });

  test('the books of some days are what the events moved, for the treasury and auditors alone', async () => {
    const order = await open({ reference: 'DU-2026-000777-1' });
    await paid(order);
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
    const books = (who: TestClaims, from = day) =>
      payment.send('GET', `/backoffice/payments/export?from=${from}&until=${day}`, who);
    expect((await books(staff('caseworker', ['buergerservice']))).status).toBe(403);
    const answer = await books(staff('treasury'));
    const text = Buffer.from(await answer.arrayBuffer()).toString('utf8');
    expect(text.startsWith('\uFEFFBuchungstag;')).toBe(true);
    const line = text.split('\r\n').find((one) => one.includes('DU-2026-000777-1'));
    expect(line).toContain(';Zahlung;DU-2026-000777-1;KZ-1;Kreditkarte;buergerservice;');
    expect(line).toContain(';12200.431100;30,70;');
    const other = await (await books({ ...staff('treasury'), tenant: 'wuppertal' })).text();
    expect(other).not.toContain('DU-2026');
  });
});
