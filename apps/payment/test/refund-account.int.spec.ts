import { randomUUID } from 'node:crypto';
import { asService, type Acting } from '#commands';
import type { SignedOrder } from '#contracts';
import { DescribedAnswers, eventually, type TestClaims } from '#testing';
import type { TransfersView, TransferView } from '../src/http/transfers.controller';
import type { PaymentView } from '../src/http/views';
import { Orders } from '../src/orders';
import { faultsOf } from './bank-files';
import { citizenOf, someOrder, staff, startPayment, type RunningPayment } from './running-payment';

let payment: RunningPayment;
let described: DescribedAnswers;
beforeAll(async () => {
  payment = await startPayment();
  described = await DescribedAnswers.of(payment.url);
});
afterAll(() => payment.stop());

const treasury = { ...staff('treasury'), tenant: 'wuppertal' };
const account = { iban: 'DE02 1203 0000 0000 2020 51', accountHolder: 'Erika Müstermann' };
const another = { iban: 'DE75512108001245126199', accountHolder: 'Erika Müstermann' };

/** An order was paid by card at a provider that gives nothing back, and its money is to go back: `refunding`. */
async function refunding(): Promise<{ order: SignedOrder; refundId: string }> {
  const order = someOrder({ tenant: 'wuppertal' });
  const { orderId: id, applicantId: personId, amountCents } = order;
  await payment.app.get(Orders, { strict: false }).open(order);
  const citizen: Acting = {
    ...{ tenant: 'wuppertal', personId, role: 'citizen', offices: [], levelOfAssurance: 'low' },
  };
  const chosen = await payment.give(id, { name: 'choose-method', input: { method: 'credit-card' } }, citizen);
  const { attemptId } = chosen.body as { attemptId: string };
  const answer = {
    transactionId: `t-${id}`,
    status: 'paid',
    amountCents,
    raw: '{}',
    digest: 'd'.repeat(64),
  } as const;
  await payment.give(id, { name: 'note-answer', input: { attemptId, answer } }, service);
  await payment.give(id, { name: 'end', input: { reason: 'withdrawn' } }, service);
  await payment.give(id, { name: 'ask-refund', input: { reason: 'withdrawn' } }, service);
  // Its provider is not there, so nobody gives it back but the treasury.
  const { refunds } = await eventually('its person is asked for an account', async () => {
    const shown = await read(order);
    return shown.history.some(({ type }) => type === 'RefundAccountAsked') && shown;
  });
  return { order, refundId: refunds[0]!.refundId };
}
const service = asService('payment', 'wuppertal');

async function read(order: SignedOrder): Promise<PaymentView & { etag: string }> {
  const path = `/portal/payments/${order.orderId}`;
  const answer = await payment.send('GET', path, citizenOf(order));
  const told = described.check('get', path, {
    status: answer.status,
    body: (await answer.json()) as unknown,
  });
  return { ...(told.body as PaymentView), etag: answer.headers.get('etag') ?? '' };
}
async function give(order: SignedOrder, body: object, who: TestClaims, ifMatch: string, key = randomUUID()) {
  const path = `/portal/payments/${order.orderId}/refund-account`;
  const answer = await payment.send('POST', path, who, body, { 'if-match': ifMatch, 'idempotency-key': key });
  return described.check('post', path, { status: answer.status, body: (await answer.json()) as object });
}
const transfers = async () =>
  (await (await payment.send('GET', '/backoffice/transfers', treasury)).json()) as TransfersView;
const transfer = async () =>
  (await (await payment.send('POST', '/backoffice/transfers', treasury, {})).json()) as TransferView;
const fileOf = async ({ id }: TransferView) =>
  (await payment.send('GET', `/backoffice/transfers/${id}`, treasury)).text();

test('the citizen names an account, the last one counts, and the file of the treasury takes it and keeps it', async () => {
  const { order, refundId } = await refunding();
  const asked = await read(order);
  expect(asked.allowed).toEqual(['give-refund-account']);
  expect(asked.refunds).toMatchObject([{ refundId, needsAccount: true }]);
  expect(asked.refunds[0]).not.toHaveProperty('account');
  expect((await transfers()).waiting).toMatchObject([{ refundId, needsAccount: true }]);
  expect((await payment.send('POST', '/backoffice/transfers', treasury, {})).status).toBe(409);

  const key = randomUUID();
  const given = await give(order, account, citizenOf(order), asked.etag, key);
  expect(given).toMatchObject({ status: 200, body: { status: 'refunding' } });
  expect((await give(order, account, citizenOf(order), asked.etag, key)).body).toEqual(given.body);
  const named = await read(order);
  expect(named.refunds).toMatchObject([{ needsAccount: false, account: 'DE02 … 2051' }]);
  expect((await give(order, another, citizenOf(order), named.etag)).status).toBe(200);
  expect((await transfers()).waiting).toMatchObject([{ refundId, needsAccount: false }]);

  const made = await transfer();
  expect(made).toMatchObject({ count: 1, sumCents: 3_070 });
  const xml = await fileOf(made);
  expect(await faultsOf('pain.001.001.09', xml)).toEqual([]);
  expect(xml).toContain('<Cdtr><Nm>Erika Muestermann</Nm></Cdtr>');
  expect(xml).toContain('DE75512108001245126199');
  expect(xml).not.toContain('DE02120300000000202051');
  // It is on its way: nobody changes where it goes any more.
  const gone = await read(order);
  expect(gone.allowed).toEqual([]);
  expect(await give(order, account, citizenOf(order), gone.etag)).toMatchObject({
    status: 409,
    body: { type: 'urn:serviceportal:problem:no-account-needed', allowed: [] },
  });
  expect(await fileOf(made)).toBe(xml);
});

test('an account that there is not, or that nobody can transfer to, is none; nor does anybody else name one', async () => {
  const { order } = await refunding();
  const { etag } = await read(order);
  const status = async (body: object, who: TestClaims = citizenOf(order)) =>
    (await give(order, body, who, etag)).status;
  for (const body of [
    ...[
      {},
      { iban: account.iban },
      { ...account, accountHolder: '' },
      { ...account, iban: 'DE03120300000000202051' },
    ],
    ...[
      { ...account, iban: 'BR1500000000000010932840814P2' },
      { ...account, iban: 'kein Konto' },
    ],
  ])
    expect([body, await status(body)]).toEqual([body, 400]);
  expect(await status(account, { ...citizenOf(order), sub: randomUUID() })).toBe(404);
  expect(await status(account, treasury)).toBe(403);
  expect(await status(account, { ...citizenOf(order), tenant: 'duisburg' })).toBe(404);
  const path = `/portal/payments/${order.orderId}/refund-account`;
  expect((await payment.send('POST', path, citizenOf(order), account)).status).toBe(428);
  expect((await give(order, account, citizenOf(order), '"1"')).status).toBe(412);
  expect(
    await status(account, { sub: randomUUID(), actingFor: order.applicantId, tenant: 'wuppertal' }),
  ).toBe(200);
});

test('R9 where it goes stands readable nowhere, and no event that leaves the service says it', async () => {
  const { order } = await refunding();
  expect((await give(order, account, citizenOf(order), (await read(order)).etag)).status).toBe(200);
  await eventually('the account is told of', () =>
    payment.published.events.some(
      ({ type, subject }) => type === 'payment.RefundAccountGiven' && subject === order.orderId,
    ),
  );
  const stored = await payment.query(
    `SELECT (SELECT json_agg(e) FROM event_store.events e) AS e, (SELECT json_agg(k) FROM event_store.kept_answers k) AS k,
      (SELECT json_agg(p) FROM payment.payments p) AS p`,
    [],
    'wuppertal',
  );
  expect(JSON.stringify([stored, payment.published.events])).not.toMatch(/DE02|0000 ?2020 ?51|Müstermann/);
});

test('who names none is reminded, once', async () => {
  const { order } = await refunding();
  const due = async () =>
    payment.query<{ dueAt: Date }>(
      `SELECT due_at AS "dueAt" FROM event_store.due WHERE stream_id = $1 AND kind = 'refund-account'`,
      [order.orderId],
      'wuppertal',
    );
  const asked = (await read(order)).history.find(({ type }) => type === 'RefundAccountAsked')!;
  const [row] = await due();
  expect((row!.dueAt.getTime() - Date.parse(asked.at)) / 86_400_000).toBeCloseTo(14, 3);
});
