import { readStatement, ServiceKeys } from '#auth';
import { eventually } from '#testing';
import { certificate, happened, submitted, TellingPayment, typesOf } from './payments';
import { people, RunningApplication, type Answer } from './running-application';

/** What has to be paid first: submitted, paid and filed are three facts (W16, law 11). Payment tells on the broker, signed. */

const { citizen, caseworker } = people;
const payment = { kind: 'service', sub: 'service:payment' } as const;
const registrar = { ...caseworker, offices: ['standesamt', 'buergerservice'] };
let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start({ listening: true });
});
afterAll(() => running.stop());

const shown = (id: string, language = 'de'): Promise<Answer> =>
  running.get(citizen, `/portal/applications/${id}`, { 'accept-language': language });
const listed = async (id: string) => {
  const { body } = await running.get(citizen, '/portal/applications?limit=200');
  return (body['items'] as unknown as readonly Record<string, unknown>[]).find((item) => item['id'] === id);
};
const historyOf = async (id: string) =>
  (await shown(id)).body['history'] as unknown as readonly {
    readonly type: string;
    readonly label: string;
    readonly at: string;
    readonly facts: Readonly<Record<string, unknown>>;
  }[];
const command = async (id: string, name: string, who: object = citizen) => {
  const { body } = await shown(id);
  return running.post(who, `/portal/applications/${id}/${name}`, {}, { ifMatch: Number(body['version']) });
};

test('W16b submitting answers with the order, signed, and the payment service is shown the same one', async () => {
  const { id, order, answer } = await submitted(running, { ...certificate, copies: 3 });
  expect(order).toMatchObject({ amountCents: 2000, payBy: expect.stringMatching(/^\d{4}-.*Z$/) as string });
  expect(answer.body).toMatchObject({ status: 'submitted', statusLabel: 'Zahlung offen' });
  const keys = new ServiceKeys(running.publicKeysFile);
  const { subject, says } = await readStatement(keys, order.token, {
    audience: 'payment',
    by: 'application',
  });
  expect(subject).toBe(order.id);
  expect(says['order']).toMatchObject({
    ...{ orderId: order.id, applicationId: id, applicantId: citizen.sub, tenant: 'duisburg' },
    ...{ amountCents: 2000, currency: 'EUR', policy: 'before-filing', payBy: order.payBy },
    items: [
      { key: 'urkunde', quantity: 1, totalCents: 1000 },
      { key: 'weitere', quantity: 2, totalCents: 1000 },
    ],
  });
  const asked = await running.get(payment, `/internal/orders/${order.id}`);
  expect(asked.body['order']).toEqual(says['order']);
  expect(
    (await running.get({ ...payment, sub: 'service:mailbox' }, `/internal/orders/${order.id}`)).status,
  ).toBe(403);
});

test('the same submitting once more is answered with the same order', async () => {
  const id = await running.draft(citizen, 'personenstandsurkunde', certificate);
  const { body, headers } = await running.get(citizen, `/portal/applications/${id}/review`);
  const version = Number(/\d+/.exec(headers['etag'] ?? '')?.[0]);
  const input = { declarationHash: body['declarationHash'], warningAcknowledged: true };
  const key = 'submit-once-and-once-more';
  const submit = () =>
    running.post(citizen, `/portal/applications/${id}/submit`, input, { ifMatch: version, key });
  const [first, second] = [await submit(), await submit()];
  expect(second.body['order']).toMatchObject({ id: (first.body['order'] as { id: string }).id });
  expect((second.body['order'] as { token: string }).token).toMatch(/^ey/);
});

test('W16c R28c it counts as filed once it is paid, as of then, and its payment is in progress until both books agree', async () => {
  const { id, order } = await submitted(running);
  expect(await listed(id)).toMatchObject({
    status: 'submitted',
    statusLabel: 'Zahlung offen',
    payment: 'open',
  });
  expect((await running.get(registrar, `/backoffice/applications/${id}`)).status).toBe(404);
  const telling = new TellingPayment(running, id, order);
  await telling.fail();
  await eventually(
    'the failure shows',
    async () => (await listed(id))?.['statusLabel'] === 'Zahlung fehlgeschlagen',
  );
  expect(await listed(id)).toMatchObject({ status: 'submitted' });

  const paidAt = new Date().toISOString().replace('Z', '000Z');
  await telling.settle(paidAt);
  await happened(running, id, 'ApplicationFiled');
  expect(await listed(id)).toMatchObject({ status: 'filed', statusLabel: 'Bezahlung in Bearbeitung' });
  const entry = (await historyOf(id)).find(({ type }) => type === 'ApplicationFiled');
  expect(entry?.facts).toMatchObject({ filedAt: paidAt });
  expect((entry?.at ?? '') > paidAt).toBe(true);
  const { body: atOffice } = await running.get(registrar, `/backoffice/applications/${id}`);
  expect(atOffice).toMatchObject({ status: 'filed', statusLabel: 'Bezahlung in Bearbeitung' });

  await telling.reconcile();
  await eventually('it is received', async () => (await listed(id))?.['statusLabel'] === 'Eingegangen');
  expect(await typesOf(running, order.id)).toEqual([
    ...['FilingBegan', 'PaymentFollowed', 'PaymentFollowed', 'FilingReached', 'PaymentFollowed'],
  ]);
  expect((await historyOf(id)).map(({ label }) => label)).toEqual([
    ...['Antrag begonnen', 'Antrag abgesendet', 'Zahlung fehlgeschlagen', 'Zahlung eingegangen'],
    ...['Antrag gestellt', 'Zahlung abgeglichen'],
  ]);
});

test('law 11: what the provider says was paid before it was submitted is filed when it was submitted', async () => {
  const { id, order } = await submitted(running);
  await new TellingPayment(running, id, order).settle('2026-01-01T00:00:00Z');
  await happened(running, id, 'ApplicationFiled');
  const facts = new Map((await historyOf(id)).map(({ type, facts }) => [type, facts]));
  expect(facts.get('ApplicationFiled')?.['filedAt']).toBe(facts.get('ApplicationSubmitted')?.['submittedAt']);
});

test('W16c less money than is owed files nothing', async () => {
  const { id, order } = await submitted(running);
  const telling = new TellingPayment(running, id, order);
  await telling.settle(new Date().toISOString(), order.amountCents - 1);
  await telling.fail();
  await happened(running, id, 'PaymentNoted');
  await eventually('all is heard', async () => (await listed(id))?.['payment'] === 'failed');
  expect(await listed(id)).toMatchObject({ status: 'submitted' });
});

test('taken back, it is a draft with the same content, changed and submitted anew; money for the former order goes back', async () => {
  const { id, order } = await submitted(running);
  const back = await command(id, 'take-back');
  expect(back.body).toMatchObject({ status: 'draft', draft: { version: 3 } });
  const form = await running.get(citizen, `/portal/applications/${id}/form`);
  expect([form.body['form'], form.headers['etag']]).toEqual([certificate, '"3"']);
  expect((await running.saveForm(citizen, id, { copies: 2 }, 3)).status).toBe(200);
  await happened(running, order.id, 'FilingEnded');

  const again = await running.submit(citizen, id);
  expect(again.body).toMatchObject({ status: 'submitted', order: { amountCents: 1500 } });
  const other = again.body['order'] as { id: string; amountCents: number };
  expect(other.id).not.toBe(order.id);
  const dead = await running.get(payment, `/internal/orders/${order.id}`);
  expect(dead.body['order']).toMatchObject({ orderId: order.id, amountCents: 1000 });

  await new TellingPayment(running, id, order).settle(new Date().toISOString());
  await happened(running, id, 'RefundNoted');
  expect(await typesOf(running, order.id)).toEqual([
    'FilingBegan',
    'FilingEnded',
    'PaymentFollowed',
    'RefundAsked',
  ]);
  expect(await listed(id)).toMatchObject({ status: 'submitted', payment: 'open' });
  expect((await historyOf(id)).at(-1)).toMatchObject({
    label: 'Die Zahlung kam für eine Fassung, die zum Ändern zurückgenommen war; sie wird erstattet',
    facts: { reason: 'taken-back' },
  });
  await new TellingPayment(running, id, other).settle(new Date().toISOString());
  await happened(running, id, 'ApplicationFiled');
});

test('withdrawn, it is not filed by money that comes later: that goes back, and its applicant reads so', async () => {
  const { id, order } = await submitted(running);
  expect((await command(id, 'withdraw')).body).toMatchObject({ status: 'withdrawn' });
  await new TellingPayment(running, id, order).settle(new Date().toISOString());
  await happened(running, id, 'RefundNoted');
  expect(await listed(id)).toMatchObject({ status: 'withdrawn' });
  expect((await shown(id)).body['form']).toBeNull();
  expect((await historyOf(id)).at(-1)?.label).toContain('nachdem der Antrag zurückgezogen war');
});
