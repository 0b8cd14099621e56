import { randomUUID } from 'node:crypto';
import type { SignedOrder } from '#contracts';
import { TenantDatabase } from '#database';
import { DescribedAnswers, type TestClaims } from '#testing';
import type { StaffPaymentsView } from '../src/http/views';
import { PaymentSearch1795706000000 } from '../src/migrations/1795706000000-payment-search';
import { FoundBy1795970000000 } from '../src/migrations/1795970000000-found-by';
import { referenceOf } from '../src/sepa/xml-text';
import { migratedAnew } from './migrated-anew';
import { opened, paidByCard } from './opened';
import { citizenOf, staff, startPayment, type RunningPayment } from './running-payment';

let payment: RunningPayment;
let described: DescribedAnswers;
/** Five payments of Duisburg; the third is paid, by another way, and is another office's. */
let orders: readonly SignedOrder[];
let attemptId: string;

beforeAll(async () => {
  payment = await startPayment();
  described = await DescribedAnswers.of(payment.url);
  const given: readonly Partial<SignedOrder>[] = [
    { reference: 'DU-2026-000001-A', amountCents: 3_000, fixedAt: '2026-11-01T09:00:00.000000Z' },
    { reference: 'DU-2026-000002-B', amountCents: 1_000, fixedAt: '2026-11-02T09:00:00.000000Z' },
    { reference: 'DU-2026-000003-C', amountCents: 3_000, fixedAt: '2026-11-03T22:59:00.000000Z' },
    { reference: 'DU-2026-000004-D', amountCents: 2_000, fixedAt: '2026-11-03T23:01:00.000000Z' },
    { reference: 'DU-2026-000005-E', amountCents: 500, fixedAt: '2026-11-05T09:00:00.000000Z' },
  ];
  orders = await Promise.all(
    given.map((more, nth) =>
      opened(payment, {
        ...more,
        ...(nth === 2 && { office: 'strassenverkehr', serviceKey: 'wunschkennzeichen' }),
        policy: 'after-filing',
      }),
    ),
  );
  attemptId = await paidByCard(payment, orders[2]!, { transactionReference: 'kz/Ö 77' });
  await opened(payment, { tenant: 'wuppertal', reference: 'DU-2026-000001-A' });
});
afterAll(() => payment.stop());

const treasury = staff('treasury');
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
async function found(query: string, who: TestClaims = treasury): Promise<StaffPaymentsView> {
  const answer = await payment.send('GET', `/backoffice/payments?${query}`, who);
  const told = { status: answer.status, body: (await answer.json()) as unknown };
  expect(told.status).toBe(200);
  return described.check('get', '/backoffice/payments', told).body as StaffPaymentsView;
}
/** Which of the five, by the last letter of their references. */
const letters = async (query: string, who?: TestClaims) =>
  (await found(query, who)).items.map(({ reference }) => reference.slice(-1)).join('');

describe('the payments of a city are found', () => {
  test.each([
    ['', 'EDCBA'],
    ['status=settled', 'C'],
    ['status=open,settled', 'EDCBA'],
    ['method=credit-card,paypal', 'C'],
    ['method=giropay', ''],
    ['service=wunschkennzeichen', 'C'],
    ['office=strassenverkehr', 'C'],
    ['from=2026-11-02', 'EDCB'],
    ['until=2026-11-02', 'BA'],
    // A day is one in Berlin.
    ['from=2026-11-03&until=2026-11-03', 'C'],
    ['from=2026-11-04&until=2026-11-04', 'D'],
    [`paidFrom=${today}&paidUntil=${today}`, 'C'],
    [`paidUntil=2026-11-19`, ''],
    ['amountCents=3000', 'CA'],
    ['amountCents=3000&status=open', 'A'],
    ['query=2026-00000', 'EDCBA'],
    ['query=du-2026-000002-b', 'B'],
    ['query=DU-2026-000002-B-1', 'B'],
    ['query=kz/%C3%96%2077', 'C'],
    ['query=KZ', ''],
    ["query=%25'%3B--", ''],
    ['from=1900-01-01&until=9999-12-31', 'EDCBA'],
  ])('by %s', async (query, expected) => {
    expect(await letters(query)).toBe(expected);
  });

  test('by the end-to-end id of the bank, and by the ids of payment and application', async () => {
    const { orderId, applicationId } = orders[2]!;
    for (const id of [referenceOf(attemptId), attemptId, orderId, applicationId.toUpperCase()])
      expect(await letters(`query=${id}`)).toBe('C');
    expect(await letters(`query=${attemptId}&status=open`)).toBe('');
  });

  test.each([
    ['newest', 'EDCBA'],
    ['oldest', 'ABCDE'],
    ['status', 'ABDEC'],
  ])('sorted by %s, page by page without one twice', async (sort, expected) => {
    let cursor = '';
    let read = '';
    do {
      const { items, nextCursor, total } = await found(`sort=${sort}&limit=2${cursor}`);
      expect(total.count).toBe(5);
      read += items.map(({ reference }) => reference.slice(-1)).join('');
      cursor = nextCursor === undefined ? '' : `&cursor=${nextCursor}`;
    } while (cursor !== '');
    if (sort === 'status') expect([...read.slice(0, 4)].sort().join('') + read.slice(4)).toBe(expected);
    else expect(read).toBe(expected);
  });

  test.each([
    ['highest', [3_000, 3_000, 2_000, 1_000, 500]],
    ['lowest', [500, 1_000, 2_000, 3_000, 3_000]],
  ])('sorted by the %s amount, each of the same amount once', async (sort, expected) => {
    const pages: StaffPaymentsView['items'][] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page = await found(`sort=${sort}&limit=1${cursor}`);
      pages.push(page.items);
      cursor = page.nextCursor && `&cursor=${page.nextCursor}`;
    }
    expect(pages.flat().map(({ amountCents }) => amountCents)).toEqual(expected);
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(5);
  });

  test('with how many there are and what they come to, of all pages', async () => {
    const { total, items } = await found('limit=1');
    expect(items.length).toBe(1);
    expect(total).toEqual({ count: 5, amountCents: 9_500, receivedCents: 3_000, refundedCents: 0 });
    expect((await found('amountCents=7')).total).toEqual({
      ...{ count: 0, amountCents: 0, receivedCents: 0, refundedCents: 0 },
    });
  });
});

describe('strangers find nothing', () => {
  test('an office its own alone, another city nothing, and citizens are not let in', async () => {
    const caseworker = staff('caseworker', ['strassenverkehr']);
    expect(await letters('', caseworker)).toBe('C');
    expect((await found('', caseworker)).total).toMatchObject({ count: 1, amountCents: 3_000 });
    for (const query of ['office=buergerservice', 'query=000001', `query=${orders[0]!.orderId}`])
      expect(await letters(query, caseworker)).toBe('');
    const elsewhere = { ...treasury, tenant: 'wuppertal' };
    expect(await letters(`query=${attemptId}`, elsewhere)).toBe('');
    expect((await found('', elsewhere)).total.count).toBe(1);
    const status = async (who: TestClaims) => (await payment.send('GET', '/backoffice/payments', who)).status;
    expect(await status(citizenOf(orders[0]!))).toBe(403);
    expect(await status(staff('operator'))).toBe(403);
    expect(await status({ kind: 'anonymous' })).toBe(401);
  });
});

describe('what nobody can have meant is refused by name', () => {
  const cursorOf = (text: string) => Buffer.from(text).toString('base64url');
  test.each([
    ['status=paid', 'status'],
    ['method=cash', 'method'],
    ['service=Zwei%20Wörter', 'service'],
    ['amountCents=30.70', 'amountCents'],
    ['amountCents=-1', 'amountCents'],
    ['amountCents=0', 'amountCents'],
    ['amountCents=100000000000', 'amountCents'],
    ['from=2026-02-30', 'from'],
    ['from=0000-01-01', 'from'],
    ['from=2026-11-02&until=2026-11-01', 'until'],
    ['paidFrom=2026-11-02&paidUntil=2026-11-01', 'paidUntil'],
    ['sort=random', 'sort'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    [`query=${'x'.repeat(101)}`, 'query'],
    ['cursor=x', 'cursor'],
    // A cursor of another order.
    [
      `sort=highest&cursor=${cursorOf(`2026-11-01T09:00:00.000000Z ${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`)}`,
      'cursor',
    ],
    [`sort=newest&cursor=${cursorOf(`3000 ${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`)}`, 'cursor'],
    [`sort=status&cursor=${cursorOf(`paid ${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`)}`, 'cursor'],
    ['nothing=1', 'nothing'],
  ])('%s', async (query, name) => {
    const answer = await payment.send('GET', `/backoffice/payments?${query}`, treasury);
    const { parameter, errors = [] } = (await answer.json()) as {
      parameter?: string;
      errors?: { pointer: string }[];
    };
    expect([answer.status, parameter ?? errors[0]?.pointer.replace('/', '')]).toEqual([400, name]);
  });

  test('the books of days that end before they begin', async () => {
    const answer = await payment.send(
      'GET',
      '/backoffice/payments/export?from=2026-11-02&until=2026-11-01',
      treasury,
    );
    expect(answer.status).toBe(400);
  });
});

test('what a payment is found by follows from the list alone: the service cannot write it', async () => {
  const database = payment.app.get(TenantDatabase, { strict: false });
  const text = 'INSERT INTO payment.found_by (tenant, id, stream_id) VALUES ($1, $2, $2)';
  const writing = database.withTenant('duisburg', (client) => client.query(text, ['duisburg', randomUUID()]));
  await expect(writing).rejects.toThrow('permission denied for table found_by');
});

// Last: the service runs on, and its lists are gone for a moment.
test.each([
  [
    'by the id of an attempt',
    FoundBy1795970000000,
    'SELECT id, stream_id FROM payment.found_by ORDER BY id, stream_id',
    /"id":"[0-9a-f-]{36}"/,
  ],
  [
    'by its Kassenzeichen, as the fold has it',
    PaymentSearch1795706000000,
    'SELECT stream_id, transaction_references FROM payment.payments ORDER BY stream_id',
    /kz\/Ö 77/,
  ],
] as const)(
  'what the former version has written is found after the migration: %s',
  async (_how, Migration, text, there) => {
    const rows = () => payment.query(text, [], 'duisburg');
    const before = await rows();
    expect(JSON.stringify(before)).toMatch(there);
    await migratedAnew(payment.ownerUrl, new Migration());
    expect(await rows()).toEqual(before);
  },
);
