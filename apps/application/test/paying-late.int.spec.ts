import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, tenantsFolder } from '#testing';
import request from 'supertest';
import { certificate, happened, hearNow, submitted, TellingPayment, tellFiling, typesOf } from './payments';
import { completeForm, people, RunningApplication, type Answer } from './running-application';

/** What has to be paid and is not, or too late, or for something else by now; and what is owed of a case that is filed. */

const { citizen, caseworker } = people;
let running: RunningApplication;
const folder = mkdtempSync(join(tmpdir(), 'paying-'));
beforeAll(async () => {
  const tenants = join(folder, 'tenants');
  cpSync(tenantsFolder, tenants, { recursive: true });
  const file = join(tenants, 'duisburg/services/meldebescheinigung.yaml');
  const free = 'fee: { amountCents: 0, payment: none }';
  const byOffice = `fee: { amountCents: 1000, payment: after-review, accountingKey: '12210.431100' }`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(free, `${byOffice}\nrenderedAtOnce: true`));
  running = await RunningApplication.start({ listening: true, tenants });
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

const shown = (id: string, who: object = citizen): Promise<Answer> =>
  running.get(who, `/portal/applications/${id}`);
const historyOf = async (id: string) =>
  (await shown(id)).body['history'] as unknown as readonly { type: string; label: string; facts: object }[];
const give = async (id: string, name: string, who: object = citizen) => {
  const { body } = await shown(id, who);
  return running.post(who, `/portal/applications/${id}/${name}`, {}, { ifMatch: Number(body['version']) });
};
/** Nothing differs from the fold of the events: rows, due rows, and what they rest on. */
const isSound = async (...streams: readonly string[]): Promise<void> => {
  for (const id of streams) {
    await eventually(`${id} is sound`, async () => {
      const { body } = await running.get(people.audit, `/internal/streams/${id}`);
      return (body['differences'] as unknown as readonly unknown[]).length === 0;
    });
  }
};
const after = (at: string, days: number): string =>
  new Date(Date.parse(at) + days * 24 * 3_600_000).toISOString().replace('Z', '000Z');

test('who does not pay is reminded once, before the time is over', async () => {
  const { id, order } = await submitted(running);
  await happened(running, order.id, 'FilingBegan');
  await tellFiling(running, order.id, { type: 'look', at: after(order.payBy, -1) });
  await happened(running, id, 'PaymentReminded');
  expect((await historyOf(id)).at(-1)?.label).toBe('An die offene Zahlung erinnert');
  await isSound(id);
});

test('W16c what nobody pays expires, keeps its content, and stands again when it is paid within 30 days', async () => {
  const { id, order } = await submitted(running);
  await happened(running, order.id, 'FilingBegan');
  await tellFiling(running, order.id, { type: 'look', at: order.payBy });
  await happened(running, id, 'SubmissionExpired');
  expect((await shown(id)).body).toMatchObject({
    status: 'expired',
    statusLabel: 'Abgelaufen',
    form: certificate,
  });
  expect((await give(id, 'take-back')).status).toBe(409);
  await isSound(id);

  const paidAt = new Date().toISOString().replace('Z', '000Z');
  await new TellingPayment(running, id, order).settle(paidAt);
  await happened(running, order.id, 'FilingRevived');
  await hearNow(running, order.id);
  await happened(running, order.id, 'FilingReached');
  expect((await shown(id)).body).toMatchObject({ status: 'filed', form: certificate });
  expect(await typesOf(running, order.id)).toEqual([
    ...['FilingBegan', 'FilingEnded', 'PaymentFollowed', 'FilingRevived', 'FilingReached'],
  ]);
  const entries = await historyOf(id);
  expect(entries.slice(-3).map(({ label }) => label)).toEqual([
    'Zahlung eingegangen',
    'Die Zahlung ist doch noch eingegangen; der Antrag gilt wieder',
    'Antrag gestellt',
  ]);
  expect(entries.at(-1)?.facts).toMatchObject({ filedAt: paidAt });
  await isSound(id);
});

test('later than that its money goes back, and its applicant reads why', async () => {
  const { id, order } = await submitted(running);
  await happened(running, order.id, 'FilingBegan');
  await tellFiling(running, order.id, { type: 'look', at: order.payBy });
  await happened(running, id, 'SubmissionExpired');
  const [began] = await running.database.query<{ payload: string }>(
    `SELECT payload FROM event_store.events WHERE stream_id = $1 AND version = 1`,
    [order.id],
  );
  const matter = JSON.parse(began?.payload ?? '') as {
    applicationId: string;
    applicantId: string;
    office: string;
  };
  const { amountCents, payBy } = order;
  const standing = { ...matter, amountCents, payBy, policy: 'before-filing', standing: 'expired' } as const;
  const at = after(order.payBy, 31);
  const news = { payment: 'settled', paidAt: at, paymentVersion: 3 } as const;
  await tellFiling(running, order.id, { type: 'follow', order: standing, news, at });
  await happened(running, id, 'RefundNoted');
  expect((await shown(id)).body).toMatchObject({ status: 'expired' });
  expect((await historyOf(id)).at(-1)).toMatchObject({ facts: { reason: 'too-late' } });
  await isSound(id);
});

test('what was handed in goes back to the draft with the form, and is part of what is submitted next', async () => {
  const id = await running.draft(citizen, 'personenstandsurkunde', certificate);
  const content = Buffer.from('%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF');
  const upload = async () =>
    request(running.url)
      .post(`/portal/applications/${id}/documents`)
      .set('authorization', `Bearer ${await running.token(citizen)}`)
      .set('upload-length', String(content.length))
      .set('upload-metadata', `filename ${btoa('Nachweis.pdf')},kind ${btoa('berechtigung')}`)
      .set('idempotency-key', randomUUID())
      .set('content-type', 'application/offset+octet-stream')
      .send(content);
  const [kept, removed] = [(await upload()).body as { id: string }, (await upload()).body as { id: string }];
  const first = await running.submit(citizen, id);
  expect(first.body).toMatchObject({ status: 'submitted' });
  const documents = async () =>
    (await shown(id)).body['documents'] as unknown as readonly { id: string; entry: number | null }[];
  expect((await documents()).map(({ entry }) => entry === null)).toEqual([false, false]);

  expect((await give(id, 'take-back')).body).toMatchObject({ status: 'draft' });
  expect((await documents()).map(({ entry }) => entry)).toEqual([null, null]);
  await isSound(id);
  const gone = await request(running.url)
    .delete(`/portal/applications/${id}/documents/${removed.id}`)
    .set('authorization', `Bearer ${await running.token(citizen)}`);
  expect(gone.status).toBe(204);
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'submitted' });
  expect((await documents()).map((one) => [one.id, one.entry === null])).toEqual([[kept.id, false]]);
  await isSound(id);
});

test('R28c the overview says what is to be paid line by line, before submitting and afterwards', async () => {
  const id = await running.draft(citizen, 'personenstandsurkunde', { ...certificate, copies: 3 });
  const overview = () =>
    running.get(citizen, `/portal/applications/${id}/order`, { 'accept-language': 'de' });
  const items = [
    { key: 'urkunde', text: 'Urkunde', quantity: 1, unit: '10,00\u00a0€', total: '10,00\u00a0€' },
    {
      key: 'weitere',
      text: 'Weitere gleiche Urkunden',
      quantity: 2,
      unit: '5,00\u00a0€',
      total: '10,00\u00a0€',
    },
  ];
  const before = await overview();
  expect(before.body).toMatchObject({ items, amountCents: 2000, sum: '20,00\u00a0€' });
  expect(before.body['methods']).toContain('credit-card');
  expect(before.body).not.toHaveProperty('payBy');
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'submitted' });
  expect((await overview()).body).toMatchObject({
    items,
    sum: '20,00\u00a0€',
    payBy: expect.any(String) as string,
  });
  const waived = await running.draft(citizen, 'personenstandsurkunde', {
    ...certificate,
    purpose: 'pension',
  });
  const free = await running.get(citizen, `/portal/applications/${waived}/order`, {
    'accept-language': 'de',
  });
  expect(free.body).toMatchObject({ amountCents: 0, items: [], says: 'Es ist nichts zu bezahlen.' });
  expect((await running.submit(citizen, waived)).body).toMatchObject({ status: 'filed' });
});

test('a fee that follows from the review is fixed by the office, with a reason that its applicant reads', async () => {
  const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
  const filed = await running.submit(citizen, id);
  expect(filed.body).toMatchObject({ status: 'filed' });
  expect(filed.body).not.toHaveProperty('order');
  const office = () => running.get(caseworker, `/backoffice/applications/${id}`);
  expect((await office()).body['allowed']).toContain('fix-fee');
  const fix = (unitCents: number) =>
    running.command(caseworker, id, 'fix-fee', {
      items: [{ text: 'Sondernutzung, 12 m²', quantity: 3, unitCents }],
      reason: 'Tarifstelle 4.2',
    });
  expect((await fix(1500)).body).toMatchObject({ status: 'filed', statusLabel: 'Zahlung offen' });
  const { body } = await shown(id);
  expect(body).toMatchObject({ statusLabel: 'Zahlung offen', order: { amountCents: 4500, payment: 'open' } });
  expect((await historyOf(id)).at(-1)).toMatchObject({
    label: 'Gebühr festgesetzt',
    content: { text: 'Tarifstelle 4.2' },
  });
  const former = body['order'] as unknown as { id: string; amountCents: number };
  expect((await fix(2000)).body).toMatchObject({ status: 'filed' });
  await happened(running, former.id, 'FilingEnded');
  const current = (await shown(id)).body['order'] as unknown as { id: string; amountCents: number };
  await new TellingPayment(running, id, former).settle(new Date().toISOString());
  await happened(running, id, 'RefundNoted');
  await new TellingPayment(running, id, current).settle(new Date().toISOString());
  await eventually(
    'it is paid',
    async () => (await shown(id)).body['statusLabel'] === 'Bezahlung in Bearbeitung',
  );
  expect((await office()).body['allowed']).not.toContain('fix-fee');
  expect((await fix(2500)).body).toMatchObject({ type: 'urn:serviceportal:problem:fee-paid' });
  await isSound(id, former.id, current.id);
});

test.each([
  { items: [], reason: 'x' },
  { items: [{ text: 'x', unitCents: 0 }], reason: 'x' },
  { items: [{ text: 'x', unitCents: 12.5 }], reason: 'x' },
  { items: [{ text: 'x', unitCents: -100 }], reason: 'x' },
  { items: [{ text: 'x', quantity: 0, unitCents: 100 }], reason: 'x' },
  { items: [{ text: 'x', unitCents: 100, more: 1 }], reason: 'x' },
  { items: [{ text: 'x', unitCents: 100 }] },
])('a fee of %j is not fixed', async (input) => {
  const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
  expect((await running.command(caseworker, id, 'fix-fee', input)).body).toMatchObject({
    type: 'urn:serviceportal:problem:invalid-input',
  });
});

test('D23a the payment service is told whether it is rendered at once, and who pays; nobody else is', async () => {
  const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
  await running.submit(citizen, id);
  const items = [{ text: 'Gebühr', unitCents: 1_000 }];
  await running.command(caseworker, id, 'fix-fee', { items, reason: 'Nach Aufwand' });
  const { order } = (await shown(id)).body as unknown as { order: { id: string } };
  const payment = { kind: 'service', sub: 'service:payment' } as const;
  const path = `/internal/orders/${order.id}`;
  expect((await running.get(payment, path)).body['order']).toMatchObject({ renderedAtOnce: true });
  expect((await running.get(payment, `${path}/payer`)).body).toEqual({
    payer: { name: 'Müstermann', firstName: 'Erika', address: { postalCode: '47051' } },
  });
  for (const who of [citizen, caseworker, { ...payment, sub: 'service:mailbox' }])
    expect((await running.get(who, `${path}/payer`)).status).toBe(403);
  expect((await running.get(payment, `/internal/orders/${randomUUID()}/payer`)).status).toBe(404);
  const ordinary = await submitted(running);
  expect((await running.get(payment, `/internal/orders/${ordinary.order.id}`)).body['order']).toMatchObject({
    renderedAtOnce: false,
  });
});

test('a fee of more than any payment carries is refused', async () => {
  const id = await running.draft(citizen, 'meldebescheinigung', completeForm);
  expect((await running.submit(citizen, id)).body).toMatchObject({ status: 'filed' });
  const items = [
    { text: 'x', unitCents: 99_999_900 },
    { text: 'x', unitCents: 1 },
  ];
  expect((await running.command(caseworker, id, 'fix-fee', { items, reason: 'x' })).body).toMatchObject({
    type: 'urn:serviceportal:problem:fee-too-high',
  });
});

test('an event about an order that nobody has is parked, and nothing is booked', async () => {
  const { id, order } = await submitted(running);
  const unknown = { id: randomUUID(), amountCents: order.amountCents };
  await new TellingPayment(running, id, unknown).settle(new Date().toISOString());
  await eventually('it is parked', async () => {
    const rows = await running.database.query<{ key: string }>('SELECT key FROM messaging.parked');
    return rows.some(({ key }) => key === unknown.id);
  });
  expect(await typesOf(running, unknown.id)).toEqual([]);
  expect((await shown(id)).body).toMatchObject({ status: 'submitted' });
});
