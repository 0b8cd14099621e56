import { randomUUID } from 'node:crypto';
import { asService, type Acting } from '#commands';
import type { SignedOrder } from '#contracts';
import type { BankStatementDetailView, BankStatementView } from '../src/http/bank-statements.controller';
import type { CollectionView } from '../src/http/collections.controller';
import { Asking } from '../src/asking';
import { Orders } from '../src/orders';
import { camt053, pain002 } from './bank-files';
import { someOrder, staff, startPayment, type RunningPayment } from './running-payment';
import { tokenFor, type TestClaims } from '#testing';

let payment: RunningPayment;
beforeAll(async () => {
  payment = await startPayment();
});
afterAll(() => payment.stop());

const treasury = { ...staff('treasury'), tenant: 'wuppertal' };

/** Debits that went to the bank, by the reference that it knows each by. */
async function collected(amounts: readonly number[]) {
  const orders = await Promise.all(amounts.map((amountCents) => mandate({ amountCents })));
  const answer = await payment.send('POST', '/backoffice/collections', treasury, { until: '2026-12-10' });
  const { id } = (await answer.json()) as CollectionView;
  const debits = await Promise.all(
    orders.map(async ({ orderId }) => {
      const [row] = await payment.query<{ id: string }>(
        `SELECT attempt_ids[1] AS id FROM payment.payments WHERE stream_id = $1`,
        [orderId],
        'wuppertal',
      );
      return { orderId, endToEndId: (row?.id ?? '').replaceAll('-', '') };
    }),
  );
  return { id, debits };
}
async function mandate(more: Partial<SignedOrder>): Promise<SignedOrder> {
  const order = someOrder({ tenant: 'wuppertal', ...more });
  await payment.app.get(Orders, { strict: false }).open(order);
  const acting: Acting = {
    ...{ tenant: 'wuppertal', personId: order.applicantId, role: 'citizen', offices: [] },
    levelOfAssurance: 'low',
  };
  const input = {
    method: 'direct-debit',
    iban: 'DE02120300000000202051',
    accountHolder: 'Anna Groß',
  } as const;
  await payment.give(order.orderId, { name: 'choose-method', input }, acting);
  return order;
}

async function bring(xml: string, who: TestClaims = treasury, type = 'application/xml'): Promise<Response> {
  return fetch(`${payment.url}/backoffice/bank-statements`, {
    method: 'POST',
    headers: {
      ...{
        authorization: `Bearer ${await tokenFor(payment.keys, { tenant: 'duisburg', ...who })}`,
        'idempotency-key': randomUUID(),
      },
      'content-type': type,
    },
    body: xml,
  });
}
const taken = async (xml: string) => {
  const answer = await bring(xml);
  expect(answer.status).toBe(201);
  return (await answer.json()) as BankStatementView;
};
const waiting = async (id: string) => {
  const answer = await payment.send('GET', `/backoffice/bank-statements/${id}`, treasury);
  return ((await answer.json()) as BankStatementDetailView).waiting.map(({ reason }) => reason);
};
const statusOf = async (orderId: string) => {
  const [row] = await payment.query<{ status: string }>(
    'SELECT status FROM payment.payments WHERE stream_id = $1',
    [orderId],
    'wuppertal',
  );
  return row?.status;
};

test('R28c what the bank books is reconciled, what it gives back is owed again, and the same file changes nothing', async () => {
  const { id, debits } = await collected([3_070, 500]);
  const [one, other] = debits;
  const xml = camt053([
    { amount: '30.70', endToEndId: one!.endToEndId },
    { amount: '5.00', endToEndId: other!.endToEndId },
    { amount: '5.00', endToEndId: other!.endToEndId, direction: 'DBIT', returned: 'AC04' },
    { amount: '99.00' },
  ]);
  const statement = await taken(xml);
  expect(statement).toMatchObject({ kind: 'statement', entries: 4, booked: 2, returned: 1, unmatched: 1 });
  expect(statement.bookedAt).toBeDefined();
  expect(await waiting(statement.id)).toEqual(['unknown']);
  expect([await statusOf(one!.orderId), await statusOf(other!.orderId)]).toEqual(['reconciled', 'returned']);
  // The papers are made beside it.
  const papers = `('ReceiptIssued', 'MandateConfirmed')`;
  const events = () =>
    payment.query(`SELECT 1 FROM event_store.events WHERE type NOT IN ${papers}`, [], 'wuppertal');
  const before = (await events()).length;
  expect(await taken(xml)).toEqual(statement);
  expect((await events()).length).toBe(before);
  const line = await payment.send('GET', '/backoffice/collections', treasury);
  expect(((await line.json()) as { items: CollectionView[] }).items).toContainEqual(
    expect.objectContaining({ id, collected: 0, booked: 1, returned: 1 }),
  );
});

test('a file that contradicts itself books nothing, and says in which line', async () => {
  const { debits } = await collected([3_070]);
  const summary = '<TxsSummry><TtlNtries><NbOfNtries>1</NbOfNtries><Sum>30.71</Sum></TtlNtries></TxsSummry>';
  const answer = await bring(camt053([{ amount: '30.70', endToEndId: debits[0]!.endToEndId }], { summary }));
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    {
      type: 'urn:serviceportal:problem:statement-refused',
      faults: [{ line: 6, what: 'sum', stated: '30.71', found: '30.70' }],
    },
  ]);
  expect(await statusOf(debits[0]!.orderId)).toBe('authorised');
});

test('a batch that the bank books as one is the whole day of the collection, to the cent', async () => {
  const { id, debits } = await collected([3_070, 500]);
  const batch = `${id.replaceAll('-', '')}-1`;
  const wrong = await taken(camt053([{ amount: '35.71', batch }]));
  expect([wrong.booked, await waiting(wrong.id)]).toEqual([0, ['batch-differs']]);
  expect(await taken(camt053([{ amount: '35.70', batch }]))).toMatchObject({ booked: 2, unmatched: 0 });
  expect(await Promise.all(debits.map(({ orderId }) => statusOf(orderId)))).toEqual([
    'reconciled',
    'reconciled',
  ]);
});

test('what the bank could not debit is owed again; money that comes after that, and another amount, is for the treasury', async () => {
  const { debits } = await collected([3_070, 500]);
  const [one, other] = debits;
  expect(await taken(pain002([one!.endToEndId, 'NOTPROVIDED']))).toMatchObject({
    kind: 'status',
    returned: 1,
    unmatched: 1,
  });
  expect(await statusOf(one!.orderId)).toBe('returned');
  const late = await taken(
    camt053([
      { amount: '30.70', endToEndId: one!.endToEndId },
      { amount: '4.99', endToEndId: other!.endToEndId },
    ]),
  );
  expect([late.booked, (await waiting(late.id)).sort()]).toEqual([
    0,
    ['amount-differs', 'booked-after-return'],
  ]);
  expect(await statusOf(other!.orderId)).toBe('authorised');
});

test('a debit that the bank credits again, in the same file or another, is booked once, and told to the treasury', async () => {
  const { id, debits } = await collected([3_070, 500]);
  const [one, other] = debits;
  const credit = { amount: '30.70', endToEndId: one!.endToEndId };
  const twice = await taken(camt053([credit, { ...credit }]));
  expect([twice.booked, await waiting(twice.id)]).toEqual([1, ['credited-again']]);
  const again = await taken(camt053([credit, { amount: '5.00', endToEndId: other!.endToEndId }]));
  expect([again.booked, await waiting(again.id)]).toEqual([1, ['credited-again']]);
  const batch = await taken(camt053([{ amount: '35.70', batch: `${id.replaceAll('-', '')}-1` }]));
  expect([batch.booked, await waiting(batch.id)]).toEqual([0, ['credited-again']]);
  const settled = await payment.query(
    `SELECT 1 FROM event_store.events WHERE stream_id = $1 AND type = 'PaymentSettled'`,
    [one!.orderId],
    'wuppertal',
  );
  expect(settled).toHaveLength(1);
});

test('a file whose booking stopped is no second credit of what it had booked', async () => {
  const { debits } = await collected([3_070]);
  const xml = camt053([{ amount: '30.70', endToEndId: debits[0]!.endToEndId }]);
  const { id } = await taken(xml);
  await payment.query('UPDATE payment.bank_statements SET booked_at = NULL WHERE id = $1', [id], 'wuppertal');
  expect(await taken(xml)).toMatchObject({ id, booked: 1, unmatched: 0 });
});

test('a collection that the bank refuses as a whole is owed again, every debit of it', async () => {
  const { id, debits } = await collected([3_070, 500]);
  const refused = pain002([], { file: id.replaceAll('-', ''), group: 'RJCT' });
  expect(await taken(refused)).toMatchObject({ kind: 'status', booked: 0, returned: 2, unmatched: 0 });
  expect(await Promise.all(debits.map(({ orderId }) => statusOf(orderId)))).toEqual(['returned', 'returned']);
  const other = await collected([700]);
  const batch = pain002([], { batch: `${other.id.replaceAll('-', '')}-1`, batchStatus: 'RJCT' });
  expect(await taken(batch)).toMatchObject({ returned: 1, unmatched: 0 });
  expect(await statusOf(other.debits[0]!.orderId)).toBe('returned');
});

test('the eight weeks net what was to be given back; what was transferred and is returned as well is for the treasury', async () => {
  const { debits } = await collected([3_070, 500]);
  const [waits, transferred] = debits;
  await taken(
    camt053([
      { amount: '30.70', endToEndId: waits!.endToEndId },
      { amount: '5.00', endToEndId: transferred!.endToEndId },
    ]),
  );
  const service = { ...asService('payment', 'wuppertal') };
  for (const { orderId } of debits) {
    await payment.give(orderId, { name: 'end', input: { reason: 'withdrawn' } }, service);
    await payment.give(orderId, { name: 'ask-refund', input: { reason: 'withdrawn' } }, service);
  }
  const [{ refundId }] = await refundsOf(transferred!.orderId);
  const outcome = { kind: 'issued', way: 'transfer', transferId: randomUUID() } as const;
  await payment.give(transferred!.orderId, { name: 'note-refund', input: { refundId, outcome } }, service);
  const back = await taken(
    camt053([
      { amount: '30.70', endToEndId: waits!.endToEndId, direction: 'DBIT', returned: 'MD06' },
      { amount: '5.00', endToEndId: transferred!.endToEndId, direction: 'DBIT', returned: 'MD06' },
    ]),
  );
  expect([back.returned, await waiting(back.id)]).toEqual([2, ['returned-after-refund']]);
  expect(await refundsOf(waits!.orderId)).toMatchObject([{ status: 'issued', way: 'return' }]);
  expect(await refundsOf(transferred!.orderId)).toMatchObject([{ status: 'issued', way: 'transfer' }]);
  // Nothing of either waits for a transfer, and nobody owes for what was withdrawn.
  const transfers = await payment.send('GET', '/backoffice/transfers', treasury);
  expect(((await transfers.json()) as { waiting: unknown[] }).waiting).toEqual([]);
  expect([await statusOf(waits!.orderId), await statusOf(transferred!.orderId)]).toEqual([
    'refunded',
    'refunded',
  ]);
});

async function refundsOf(orderId: string) {
  return (await payment.app.get(Asking, { strict: false }).payment('wuppertal', orderId))
    .refunds as unknown as [{ readonly refundId: string }];
}

test('nobody but the treasury brings files, and XML they are', async () => {
  const xml = camt053([]);
  expect((await bring(xml, { ...staff('caseworker'), tenant: 'wuppertal' })).status).toBe(403);
  expect((await bring(xml, staff('treasury'))).status).toBe(409);
  expect((await bring('{}', treasury, 'application/json')).status).toBe(415);
  expect((await bring(xml.slice(0, -9))).status).toBe(422);
  const other = await payment.send('GET', `/backoffice/bank-statements/${randomUUID()}`, treasury);
  expect(other.status).toBe(404);
});
