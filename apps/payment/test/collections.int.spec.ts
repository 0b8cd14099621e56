import { randomUUID } from 'node:crypto';
import type { Acting } from '#commands';
import type { SignedOrder } from '#contracts';
import type { CollectionsView, CollectionView } from '../src/http/collections.controller';
import { Asking } from '../src/asking';
import type { TransfersView, TransferView } from '../src/http/transfers.controller';
import { Orders } from '../src/orders';
import { faultsOf } from './bank-files';
import { someOrder, staff, startPayment, type RunningPayment } from './running-payment';

let payment: RunningPayment;
beforeAll(async () => {
  payment = await startPayment();
});
afterAll(() => payment.stop());

const treasury = { ...staff('treasury'), tenant: 'wuppertal' };

/** A person of Wuppertal has given a mandate. */
async function mandate(more: Partial<SignedOrder> = {}): Promise<SignedOrder> {
  const order = someOrder({ tenant: 'wuppertal', ...more });
  await payment.app.get(Orders, { strict: false }).open(order);
  const acting: Acting = {
    ...{ tenant: 'wuppertal', personId: order.applicantId, role: 'citizen', offices: [] },
    levelOfAssurance: 'low',
  };
  const account = { iban: 'DE02120300000000202051', accountHolder: 'Jürgen Groß' };
  await payment.give(
    order.orderId,
    { name: 'choose-method', input: { method: 'direct-debit', ...account } },
    acting,
  );
  return order;
}
const make = (key: string = randomUUID(), body: object = { until: '2026-12-10' }) =>
  payment.send('POST', '/backoffice/collections', treasury, body, { 'idempotency-key': key });
const file = async (id: string) => {
  const answer = await payment.send('GET', `/backoffice/collections/${id}`, treasury);
  return { status: answer.status, type: answer.headers.get('content-type'), xml: await answer.text() };
};
const made = async (answer: Response) => (await answer.json()) as CollectionView;

test('N7b the treasury collects every mandate that is due, each once, in a file that is always the same', async () => {
  const [one, other, withdrawn] = [await mandate(), await mandate({ amountCents: 500 }), await mandate()];
  await payment.give(withdrawn.orderId, { name: 'end', input: { reason: 'withdrawn' } }, service);
  expect((await make(randomUUID(), { until: '2026-12-09' })).status).toBe(409);
  const key = randomUUID();
  const answer = await make(key);
  expect(answer.status).toBe(201);
  const collection = await made(answer);
  expect(collection).toMatchObject({
    count: 2,
    sumCents: one.amountCents + 500,
    collected: 2,
    booked: 0,
    returned: 0,
  });
  const { status, type, xml } = await file(collection.id);
  expect([status, type]).toEqual([200, 'application/xml; charset=utf-8']);
  expect(await faultsOf('pain.008.001.08', xml)).toEqual([]);
  expect(xml).toContain('<ReqdColltnDt>2026-12-10</ReqdColltnDt>');
  expect(xml).toContain(
    '<Dbtr><Nm>Juergen Gross</Nm></Dbtr><DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN>',
  );
  expect((await made(await make(key))).id).toBe(collection.id);
  expect((await make()).status).toBe(409);
  await mandate();
  expect((await made(await make())).id).not.toBe(collection.id);
  expect((await file(collection.id)).xml).toBe(xml);
  const list = await payment.send('GET', '/backoffice/collections', treasury);
  expect(((await list.json()) as CollectionsView).items).toHaveLength(2);
  expect(
    JSON.stringify(await payment.query(`SELECT * FROM payment.payments`, [], 'wuppertal')),
  ).not.toContain('DE0212');
  expect(other.amountCents).toBe(500);
});

test('a collection that was begun and not completed has no file, and is gone on with by asking again', async () => {
  await mandate();
  const { id } = await made(await make());
  await payment.query('UPDATE payment.bank_orders SET made_at = NULL WHERE id = $1', [id], 'wuppertal');
  expect((await file(id)).status).toBe(409);
  await mandate();
  expect(await made(await make())).toMatchObject({ id, count: 2 });
  expect((await file(id)).xml.match(/<DrctDbtTxInf>/g)).toHaveLength(2);
});

test('nobody but the treasury collects, and no other city sees it', async () => {
  await mandate();
  const { id } = await made(await make());
  for (const role of ['caseworker', 'head-of-office', 'auditor'] as const)
    expect(
      (await payment.send('GET', `/backoffice/collections/${id}`, { ...staff(role), tenant: 'wuppertal' }))
        .status,
    ).toBe(403);
  expect((await payment.send('GET', `/backoffice/collections/${id}`, staff('treasury'))).status).toBe(404);
  expect((await payment.send('POST', '/backoffice/collections', staff('treasury'), {})).status).toBe(409);
});

test('a refund of a debit is transferred to its account, once, and not within its eight weeks', async () => {
  const { orderId } = await mandate();
  await make();
  const [row] = await payment.query<{ id: string }>(
    'SELECT attempt_ids[1] AS id FROM payment.payments WHERE stream_id = $1',
    [orderId],
    'wuppertal',
  );
  const attemptId = row!.id;
  const received = { attemptId, receivedCents: 3_070, bookedOn: '2026-12-10' };
  await payment.give(orderId, { name: 'book-debit', input: received }, service);
  await payment.give(orderId, { name: 'ask-refund', input: { reason: 'withdrawn' } }, service);
  const list = async () => {
    const answer = await payment.send('GET', '/backoffice/transfers', treasury);
    return (await answer.json()) as TransfersView;
  };
  // Within the eight weeks the bank may give it back itself.
  expect((await list()).waiting).toEqual([]);
  const [refund] = (await payment.app.get(Asking, { strict: false }).payment('wuppertal', orderId)).refunds;
  const refundId = refund!.refundId;
  await payment.give(
    orderId,
    { name: 'note-refund', input: { refundId, outcome: { kind: 'failed' } } },
    service,
  );
  const waiting = { paymentId: orderId, refundId, amountCents: 3_070, needsAccount: false };
  expect((await list()).waiting).toEqual([waiting]);
  const key = randomUUID();
  const order = () => payment.send('POST', '/backoffice/transfers', treasury, {}, { 'idempotency-key': key });
  const answer = await order();
  expect(answer.status).toBe(201);
  const transfer = (await answer.json()) as TransferView;
  expect(transfer).toMatchObject({ count: 1, sumCents: 3_070 });
  expect(await (await order()).json()).toEqual(transfer);
  expect((await payment.send('POST', '/backoffice/transfers', treasury, {})).status).toBe(409);
  const read = async () =>
    (await payment.send('GET', `/backoffice/transfers/${transfer.id}`, treasury)).text();
  const xml = await read();
  expect(await faultsOf('pain.001.001.09', xml)).toEqual([]);
  expect(xml).toContain('<IBAN>DE02120300000000202051</IBAN>');
  expect(await read()).toBe(xml);
  expect((await list()).waiting).toEqual([]);
});

test('a refund that no provider makes goes to the account that was named, and to none that there is not', async () => {
  const { orderId } = await mandate({ amountCents: 700 });
  const { attempts } = await payment.app.get(Asking, { strict: false }).payment('wuppertal', orderId);
  const [{ attemptId } = { attemptId: '' }] = attempts;
  const acting: Acting = { ...service, role: 'citizen', personId: (await applicantOf(orderId)) ?? '' };
  await payment.give(orderId, { name: 'end', input: { reason: 'withdrawn' } }, service);
  await payment.give(orderId, { name: 'reopen', input: {} }, service);
  await payment.give(orderId, { name: 'choose-method', input: { method: 'credit-card' } }, acting);
  const after = await payment.app.get(Asking, { strict: false }).payment('wuppertal', orderId);
  const card = after.attempts.at(-1)!.attemptId;
  expect(card).not.toBe(attemptId);
  const answer = {
    transactionId: `t-${card}`,
    status: 'paid',
    amountCents: 700,
    digest: 'd',
    raw: 'r',
  } as const;
  await payment.give(orderId, { name: 'note-answer', input: { attemptId: card, answer } as never }, service);
  await payment.give(orderId, { name: 'ask-refund', input: { reason: 'withdrawn' } }, service);
  const { refunds } = await payment.app.get(Asking, { strict: false }).payment('wuppertal', orderId);
  const refundId = refunds[0]!.refundId;
  await payment.give(
    orderId,
    { name: 'note-refund', input: { refundId, outcome: { kind: 'failed' } } },
    service,
  );
  const order = (accounts: object[]) => payment.send('POST', '/backoffice/transfers', treasury, { accounts });
  expect((await payment.send('POST', '/backoffice/transfers', treasury, {})).status).toBe(409);
  const account = { refundId, iban: 'DE02120300000000202051', accountHolder: 'Anna Groß' };
  expect((await order([{ ...account, iban: 'DE03120300000000202051' }])).status).toBe(400);
  const transfer = (await (await order([account])).json()) as TransferView;
  expect(transfer).toMatchObject({ count: 1, sumCents: 700 });
  const xml = await (await payment.send('GET', `/backoffice/transfers/${transfer.id}`, treasury)).text();
  expect(xml).toContain('<Cdtr><Nm>Anna Gross</Nm></Cdtr>');
});

async function applicantOf(orderId: string): Promise<string | undefined> {
  const [row] = await payment.query<{ id: string }>(
    'SELECT applicant_id AS id FROM payment.payments WHERE stream_id = $1',
    [orderId],
    'wuppertal',
  );
  return row?.id;
}

const service = {
  ...({ tenant: 'wuppertal', personId: 'service:payment', role: 'service', offices: [] } as const),
  levelOfAssurance: 'none',
} as const satisfies Acting;
