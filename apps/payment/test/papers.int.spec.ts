import { randomUUID } from 'node:crypto';
import type { Acting } from '#commands';
import type { ContractEvent, SignedOrder } from '#contracts';
import { checkedByVeraPdf, eventually, readAloud, type TestClaims } from '#testing';
import type { PaymentView } from '../src/http/views';
import type { MailboxLine } from '../src/queries/mailbox-line';
import { Orders } from '../src/orders';
import { citizenOf, someOrder, staff, startPayment, type RunningPayment } from './running-payment';

let payment: RunningPayment;
beforeAll(async () => {
  payment = await startPayment();
});
afterAll(() => payment.stop());

const open = async (more: Partial<SignedOrder> = {}): Promise<SignedOrder> => {
  const order = someOrder(more);
  await payment.app.get(Orders, { strict: false }).open(order);
  return order;
};
const actingFor = ({ applicantId, tenant }: SignedOrder): Acting => ({
  ...{ tenant, personId: applicantId, role: 'citizen', offices: [], levelOfAssurance: 'low' },
});
/** The order is paid by credit card. */
async function paid(order: SignedOrder): Promise<void> {
  const { orderId: id, amountCents } = order;
  const { body } = await payment.give(
    id,
    { name: 'choose-method', input: { method: 'credit-card' } },
    actingFor(order),
  );
  const { attemptId } = body as { attemptId: string };
  const answer = {
    ...({ transactionId: `t-${attemptId}`, status: 'paid', amountCents, currency: 'EUR' } as const),
    ...{ paidAt: new Date().toISOString(), transactionReference: 'KZ-1', raw: '{}', digest: 'd'.repeat(64) },
  };
  await payment.give(id, { name: 'note-answer', input: { attemptId, answer } });
}
const mandateOf = (order: SignedOrder, language: 'de' | 'en' = 'de') =>
  payment.give(
    order.orderId,
    {
      name: 'choose-method',
      input: {
        ...{
          method: 'direct-debit',
          iban: 'DE02120300000000202051',
          accountHolder: 'Erika Müstermann',
          language,
        },
      },
    },
    actingFor(order),
  );
async function shown({ orderId }: SignedOrder, who: TestClaims): Promise<PaymentView & { etag: string }> {
  const side = who.roles === undefined ? 'portal' : 'backoffice';
  const answer = await payment.send('GET', `/${side}/payments/${orderId}`, who);
  expect(answer.status).toBe(200);
  return { ...((await answer.json()) as PaymentView), etag: answer.headers.get('etag') ?? '' };
}
async function paperOf(order: SignedOrder, who: TestClaims, documentId: string) {
  const side = who.roles === undefined ? 'portal' : 'backoffice';
  const answer = await payment.send('GET', `/${side}/payments/${order.orderId}/documents/${documentId}`, who);
  return { status: answer.status, pdf: Buffer.from(await answer.arrayBuffer()) };
}
const told = (order: SignedOrder, type: string) =>
  eventually(`${type} is told`, () => {
    const found = payment.published.events.filter(
      (event) => event.type === `payment.${type}` && event.subject === order.orderId,
    );
    return found.length > 0 && found;
  });
/** What the mailbox is answered about an event. */
async function lineOf(event: ContractEvent): Promise<MailboxLine | undefined> {
  const asked = { kind: 'service', sub: 'service:mailbox', tenant: 'duisburg' } as const;
  const path = `/internal/payments/${event.subject}/mailbox-line?version=${event.streamversion}`;
  return ((await (await payment.send('GET', path, asked)).json()) as { line?: MailboxLine }).line;
}
const textOf = async (pdf: Buffer) => (await readAloud(pdf)).map(([, text]) => text.trim());

test('R28c the receipt is a document of the payment, made once, with its hash in the history', async () => {
  const order = await open();
  await paid(order);
  await payment.papersMade(order.orderId);
  const before = await shown(order, citizenOf(order));
  const [receipt] = before.documents;
  expect(before.documents).toEqual([
    expect.objectContaining({
      kind: 'receipt',
      mediaType: 'application/pdf',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    }),
  ]);
  expect(receipt?.name).toMatch(/^Zahlungsbeleg-DU-2026-000123-7-\d{4}-\d\d-\d\d\.pdf$/);
  expect(before.history.at(-1)).toMatchObject({
    ...{ type: 'ReceiptIssued', label: 'Zahlungsbeleg ausgestellt', by: 'portal' },
    facts: { documentId: receipt?.documentId, hash: receipt?.hash },
  });
  const { pdf } = await paperOf(order, citizenOf(order), receipt!.documentId);
  expect(await checkedByVeraPdf({ 'receipt.pdf': pdf })).toEqual(['PASS receipt.pdf']);
  expect(await textOf(pdf)).toEqual(
    expect.arrayContaining(['Erika Müstermann\nDuisburg', 'KZ-1', 'Kreditkarte', '30,70 €']),
  );
  // Whatever happens afterwards, there is one receipt for the money, and it stays.
  const attemptId = before.attempts[0]!.attemptId;
  const listed = { status: 'paid', amountCents: 3_070, refundedCents: 0 } as const;
  await payment.give(order.orderId, { name: 'reconcile', input: { attemptId, listed } });
  await payment.give(order.orderId, { name: 'make-papers', input: {} });
  expect((await shown(order, citizenOf(order))).documents).toEqual(before.documents);
  expect((await paperOf(order, citizenOf(order), receipt!.documentId)).pdf.equals(pdf)).toBe(true);
  expect(await told(order, 'ReceiptIssued')).toHaveLength(1);
});

test('a mandate is confirmed by a document that names no whole account', async () => {
  const order = await open();
  await mandateOf(order);
  await payment.papersMade(order.orderId);
  const { documents } = await shown(order, citizenOf(order));
  expect(documents).toMatchObject([
    { kind: 'mandate-confirmation', name: 'Lastschriftmandat-DU-2026-000123-7-1.pdf' },
  ]);
  const { pdf } = await paperOf(order, citizenOf(order), documents[0]!.documentId);
  expect(await checkedByVeraPdf({ 'mandate.pdf': pdf })).toEqual(['PASS mandate.pdf']);
  const text = await textOf(pdf);
  expect(text).toEqual(
    expect.arrayContaining([
      ...['DE98ZZZ09999999999', 'DU-2026-000123-7-1', '10.12.2026', '30,70 €', 'DE02 … 2051'],
    ]),
  );
  expect(text.join(' ')).not.toContain('DE02120300000000202051');
});

test('who paid in English has papers in English', async () => {
  const order = await open();
  await mandateOf(order, 'en');
  await payment.papersMade(order.orderId);
  const { documents } = await shown(order, citizenOf(order));
  expect(documents).toMatchObject([{ name: 'Direct-debit-mandate-DU-2026-000123-7-1.pdf' }]);
});

test('a receipt that cannot be made now is made later, and the payment does not wait for it', async () => {
  const order = await open();
  payment.away.payer = true;
  await paid(order);
  await eventually('it was tried in vain', async () => {
    const [row] = await payment.query<{ failures: number }>(
      `SELECT failures FROM event_store.due WHERE stream_id = '${order.orderId}' AND kind = 'payment-papers'`,
    );
    return (row?.failures ?? 0) > 0;
  });
  const waiting = await shown(order, citizenOf(order));
  expect([waiting.status, waiting.documents]).toEqual(['settled', []]);
  expect(
    (await payment.send('GET', `/portal/payments/${order.orderId}/receipt`, citizenOf(order))).status,
  ).toBe(404);
  payment.away.payer = false;
  await payment.workNow();
  await payment.papersMade(order.orderId);
  expect((await shown(order, citizenOf(order))).documents).toMatchObject([{ kind: 'receipt' }]);
});

test('a paper is opened by who sees the payment, and by nobody else', async () => {
  const [order, another] = [await open(), await open()];
  await paid(order);
  await paid(another);
  await payment.papersMade(order.orderId);
  await payment.papersMade(another.orderId);
  const documentId = (await shown(order, citizenOf(order))).documents[0]!.documentId;
  const status = async (who: TestClaims, id = documentId) => (await paperOf(order, who, id)).status;
  expect(await status(citizenOf(order))).toBe(200);
  expect(await status({ sub: randomUUID(), actingFor: order.applicantId })).toBe(200);
  expect(await status(staff('caseworker', ['buergerservice']))).toBe(200);
  expect(await status(staff('treasury'))).toBe(200);
  expect(await status(staff('caseworker', ['steueramt']))).toBe(404);
  expect(await status(staff('auditor'))).toBe(403);
  expect(await status({ sub: randomUUID() })).toBe(404);
  expect(await status({ ...citizenOf(order), tenant: 'wuppertal' })).toBe(404);
  const others = (await shown(another, citizenOf(another))).documents[0]!.documentId;
  expect(await status(citizenOf(order), others)).toBe(404);
});

test('what somebody saw before the receipt was made is not stale by it', async () => {
  const order = await open();
  await paid(order);
  const treasurer = staff('treasury');
  const settled = await payment.query<{ version: number }>(
    `SELECT version FROM event_store.events WHERE stream_id = '${order.orderId}' AND type = 'PaymentSettled'`,
  );
  await payment.papersMade(order.orderId);
  const refund = (version: number) =>
    payment.send(
      'POST',
      `/backoffice/payments/${order.orderId}/refund`,
      treasurer,
      { reason: 'Doppelt gestellt.' },
      { 'if-match': `"${version}"` },
    );
  expect((await refund(settled[0]!.version - 1)).status).toBe(412);
  expect((await refund(settled[0]!.version)).status).toBe(200);
});

test('R9 a paper stands readable neither in the events nor in Kafka, and its line names it to the mailbox alone', async () => {
  const order = await open();
  await mandateOf(order);
  await payment.papersMade(order.orderId);
  const [event] = await told(order, 'MandateConfirmed');
  const stored = await payment.query(
    `SELECT payload FROM event_store.events WHERE stream_id = '${order.orderId}'`,
  );
  expect(JSON.stringify([stored, payment.published.events])).not.toMatch(
    // A few digits alone stand in many a hash.
    /Müstermann|Lastschriftmandat-|DE02|0000202051/,
  );
  const { documents } = await shown(order, citizenOf(order));
  const { documentId, name, size, mediaType } = documents[0]!;
  expect(await lineOf(event!)).toEqual({
    reference: 'DU-2026-000123-7',
    document: { paymentId: order.orderId, documentId, name, size, mediaType },
  });
  const path = `/internal/payments/${order.orderId}/mailbox-line?version=${event!.streamversion}`;
  for (const who of [
    citizenOf(order),
    { kind: 'service', sub: 'service:audit', tenant: 'duisburg' } as const,
  ])
    expect((await payment.send('GET', path, who)).status).toBe(403);
});
