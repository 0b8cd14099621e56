import { randomUUID } from 'node:crypto';
import {
  birthCertificate,
  Citizen,
  PaymentProvider,
  Staff,
  takenCents,
  UnexpectedAnswer,
  waitFor,
  type BegunPayment,
  type Items,
  type ListedPayment,
  type RunFile,
  type SeenCase,
  type ThreadItem,
} from '#portal-client';
import { disturbing, soon, wholeSystem } from '#testing';

/** Payment in the whole system: real databases and broker, the gateway, and the stand-in for payment providers. */

type City = keyof typeof birthCertificate;

let run: RunFile;
let provider: PaymentProvider;
const people: Citizen[] = [];
beforeAll(async () => {
  run = await wholeSystem();
  provider = new PaymentProvider(run);
}, 360_000);
afterAll(() => {
  for (const person of people) person.close();
  provider.close();
});

async function somebodyIn(city: City): Promise<Citizen> {
  // Herford has no sign-in by mail; on level low the form says itself who orders.
  const citizen =
    city === 'herford'
      ? await Citizen.signInAt(run, city, { person: 'hendrik.janssen', means: 'Benutzername' })
      : await Citizen.signIn(run, city, `pays-${randomUUID()}@example.org`);
  people.push(citizen);
  return citizen;
}

/** Somebody submits the order of a certificate, and owes its fee. */
async function submitted(citizen: Citizen, city: City): Promise<SeenCase> {
  const draft = await citizen.draft('personenstandsurkunde', birthCertificate[city]);
  return citizen.submit(draft);
}

const seen = (citizen: Citizen, id: string) => citizen.get<SeenCase>(`/applications/${id}`);
const paymentsOf = async (citizen: Citizen) => (await citizen.get<Items<ListedPayment>>('/payments')).items;

/** Of the draft's form, which has a version of its own. */
async function draftVersion(citizen: Citizen, id: string): Promise<number> {
  const { headers } = await citizen.browser.request('GET', `${citizen.site}/api/applications/${id}/form`);
  return Number(/\d+/.exec(headers.etag ?? '')?.[0]);
}

/** Waits until an application has got somewhere, in the citizen's list. */
async function arrives(citizen: Citizen, id: string, status: string): Promise<SeenCase> {
  await waitFor(`${id} being ${status}`, async () =>
    (await citizen.myApplications()).some((one) => one.id === id && one.status === status),
  );
  return seen(citizen, id);
}

/** Waits until a payment stands somewhere. */
function settles(citizen: Citizen, paymentId: string, status: string): Promise<ListedPayment> {
  return waitFor(`the payment ${paymentId} being ${status}`, async () =>
    (await paymentsOf(citizen)).find((one) => one.id === paymentId && one.status === status),
  );
}

/** What was paid by it has all gone back. */
async function keepsNothingOf({ attemptId }: BegunPayment): Promise<void> {
  expect(takenCents(await provider.find(attemptId))).toBe(0);
}

const factsOf = ({ history }: SeenCase, type: string) => history.find((entry) => entry.type === type)?.facts;

test('W16a W16b W16c R28c Duisburg: submitted, led straight to the payment, and filed as of the time at which it was paid', async () => {
  const citizen = await somebodyIn('duisburg');
  const owed = await submitted(citizen, 'duisburg');
  expect(owed).toMatchObject({
    status: 'submitted',
    statusLabel: 'Zahlung offen',
    order: { amountCents: 1_000 },
  });

  const payment = await citizen.pay(owed, { method: 'credit-card' });
  expect(payment.id).toBe(owed.order?.id);
  const arrived = await citizen.atTheProvider(payment, 'pay');
  // The page says how the payment stands, and leads on to the confirmation once it is paid.
  expect(arrived.href).toMatch(new RegExp(`^${citizen.site}/antraege/${owed.id}/(bezahlen|bestaetigung)$`));

  const filed = await arrives(citizen, owed.id, 'filed');
  const { paidAt = '' } = await provider.find(payment.attemptId);
  expect(factsOf(filed, 'ApplicationFiled')).toMatchObject({ filedAt: paidAt.replace('Z', '000Z') });
  expect(filed.statusLabel).toBe('Bezahlung in Bearbeitung');
  await expect(citizen.pay(filed, { method: 'credit-card' })).rejects.toMatchObject({
    problem: 'already-paid',
  });
});

test('W16c who cancels or fails at the provider may pay another way, and is believed nothing that their browser says', async () => {
  const citizen = await somebodyIn('duisburg');
  const owed = await submitted(citizen, 'duisburg');
  const cancelled = await citizen.pay(owed, { method: 'credit-card' });
  await citizen.atTheProvider(cancelled, 'cancel');
  await settles(citizen, cancelled.id, 'cancelled');
  const failed = await citizen.pay(owed, { method: 'paypal' });
  await citizen.atTheProvider(failed, 'fail');
  await settles(citizen, failed.id, 'failed');
  // A browser that comes back without having paid.
  const left = await citizen.pay(owed, { method: 'credit-card' });
  await citizen.atTheProvider(left, 'stall');
  expect(await seen(citizen, owed.id)).toMatchObject({ status: 'submitted' });

  await provider.let(left.attemptId, 'pay');
  // Nobody calls, and the browser is gone: the service asks by itself.
  await arrives(citizen, owed.id, 'filed');
});

test('W16c Rees: taken back and submitted anew, what was paid for the first version goes back, and the second is filed', async () => {
  const citizen = await somebodyIn('rees');
  const first = await submitted(citizen, 'rees');
  const old = await citizen.pay(first, { method: 'credit-card' });
  const draft = await citizen.post(`/applications/${first.id}/take-back`, {}, first.version);
  expect(draft.status).toBe('draft');
  const second = await citizen.submit({ id: first.id, version: await draftVersion(citizen, first.id) });
  expect(second.order?.id).not.toBe(first.order?.id);

  await citizen.atTheProvider(old, 'pay');
  await settles(citizen, old.id, 'refunded');
  await keepsNothingOf(old);
  expect(await seen(citizen, first.id)).toMatchObject({ status: 'submitted' });

  await citizen.atTheProvider(await citizen.pay(second, { method: 'paypal' }), 'pay');
  await arrives(citizen, first.id, 'filed');
});

test('W16c Rees: what is paid after the application was withdrawn is refunded, and the citizen reads why', async () => {
  const citizen = await somebodyIn('rees');
  const owed = await submitted(citizen, 'rees');
  const payment = await citizen.pay(owed, { method: 'credit-card' });
  await citizen.post(`/applications/${owed.id}/withdraw`, {}, owed.version);
  await citizen.atTheProvider(payment, 'pay');
  await settles(citizen, payment.id, 'refunded');
  await keepsNothingOf(payment);
  const told = await waitFor('the line in the history', async () =>
    factsOf(await seen(citizen, owed.id), 'RefundNoted'),
  );
  expect(told).toMatchObject({ orderId: payment.id, reason: 'withdrawn' });
});

test('W16c Rees: who pays on two pages is filed once, and gets the second payment back', async () => {
  const citizen = await somebodyIn('rees');
  const owed = await submitted(citizen, 'rees');
  const [one, other] = [
    await citizen.pay(owed, { method: 'credit-card' }),
    await citizen.pay(owed, { method: 'paypal' }),
  ];
  await Promise.all([
    citizen.atTheProvider(one, 'answer-twice'),
    citizen.atTheProvider(other, 'answer-twice'),
  ]);
  await arrives(citizen, owed.id, 'filed');
  await waitFor('one of them being given back', async () => {
    const transactions = await Promise.all([provider.find(one.attemptId), provider.find(other.attemptId)]);
    return transactions.reduce((sum, transaction) => sum + takenCents(transaction), 0) === 1_200;
  });
  // The provider has given it back a moment before our own books say so.
  await soon(async () =>
    expect(await paymentsOf(citizen)).toMatchObject([{ receivedCents: 2_400, refundedCents: 1_200 }]),
  );
});

test('D23a N7b R20 Wuppertal takes a direct debit, of an account that there is, and files at once; Rees does not', async () => {
  const citizen = await somebodyIn('wuppertal');
  const owed = await submitted(citizen, 'wuppertal');
  const debit = { method: 'direct-debit', accountHolder: 'Erika Müstermann' };
  const wrong = citizen.pay(owed, { ...debit, iban: 'DE02120300000000202052' });
  await expect(wrong).rejects.toMatchObject({ problem: 'invalid-input' });
  const payment = await citizen.pay(owed, { ...debit, iban: 'DE02 1203 0000 0000 2020 51' });
  expect(payment.redirectUrl).toBeUndefined();
  await arrives(citizen, owed.id, 'filed');
  await settles(citizen, payment.id, 'authorised');

  const elsewhere = await somebodyIn('rees');
  const refused = elsewhere.pay(await submitted(elsewhere, 'rees'), {
    ...debit,
    iban: 'DE02120300000000202051',
  });
  await expect(refused).rejects.toBeInstanceOf(UnexpectedAnswer);
  await expect(refused).rejects.toMatchObject({ problem: 'method-not-offered' });
});

test('R28c Herford: filed at once, paid afterwards, with a receipt in the Postkorb, and "in Bearbeitung" until the books agree', async () => {
  const citizen = await somebodyIn('herford');
  const treasury = await Staff.signIn(run, 'w.kasse');
  const owed = await submitted(citizen, 'herford');
  expect(owed).toMatchObject({ status: 'filed', statusLabel: 'Zahlung offen' });
  const payment = await citizen.pay(owed, { method: 'paypal' });
  await citizen.atTheProvider(payment, 'pay');
  const label = (wanted: string) =>
    waitFor(`"${wanted}"`, async () => (await seen(citizen, owed.id)).statusLabel === wanted);
  await label('Bezahlung in Bearbeitung');

  const receipt = await waitFor('the receipt in the Postkorb', async () => {
    const { items } = await citizen.get<Items<ThreadItem>>(`/applications/${owed.id}/messages`);
    return items.find(({ entryKind }) => entryKind === 'receipt-issued')?.document;
  });
  expect(receipt.name).toMatch(/^Zahlungsbeleg-.*\.pdf$/);
  const path = `/api/payments/${receipt.paymentId}/documents/${receipt.documentId}`;
  const { status, headers } = await citizen.browser.request('GET', `${citizen.site}${path}`);
  expect([status, headers['content-type'], Number(headers['content-length'])]).toEqual([
    ...[200, 'application/pdf', receipt.size],
  ]);

  await treasury.post('/reconciliation', {});
  await label('Eingegangen');
  await settles(citizen, payment.id, 'reconciled');
  treasury.close();
});

/** How long a payment may take to come to its end after everything was killed, in ms. */
const endsWithinMs = 180_000;

describe('W16c services and provider are killed in the middle of twenty payments', () => {
  const killed = new Map([
    [3, 'payment'],
    [6, 'application'],
    [9, 'payment-provider'],
    [13, 'payment'],
    [16, 'application'],
  ]);

  test(
    'all money is with a filed application or refunded',
    () =>
      disturbing(async () => {
        const citizens = await Promise.all(Array.from({ length: 4 }, () => somebodyIn('rees')));
        // A part that is killed twice while the machine is busy is away for longer than people wait.
        for (const { browser } of citizens) browser.patience = endsWithinMs;
        let begun = 0;
        const paid = async (citizen: Citizen, nth: number) => {
          const owed = await submitted(citizen, 'rees');
          const payment = await citizen.pay(owed, { method: nth % 2 === 0 ? 'credit-card' : 'paypal' });
          // Every fourth is given up while its page is open.
          if (nth % 4 === 3) await citizen.post(`/applications/${owed.id}/withdraw`, {}, owed.version);
          begun += 1;
          await kill(killed.get(begun));
          await provider.let(payment.attemptId, 'pay');
          return { citizen, id: owed.id, payment };
        };
        const all = await Promise.all(
          citizens.flatMap((citizen, at) => [0, 1, 2, 3, 4].map((nth) => paid(citizen, at * 5 + nth))),
        );
        await Promise.all(
          all.map(({ citizen, id, payment }) =>
            waitFor(
              `the end of ${payment.id}`,
              async () => {
                const { status } = await seen(citizen, id);
                const kept = takenCents(await provider.find(payment.attemptId));
                return (status === 'filed' && kept === 1_200) || (status === 'withdrawn' && kept === 0);
              },
              endsWithinMs,
            ),
          ),
        );
        const ends = await Promise.all(all.map(async ({ citizen, id }) => (await seen(citizen, id)).status));
        expect(ends.filter((status) => status === 'filed')).toHaveLength(15);
        expect(ends.filter((status) => status === 'withdrawn')).toHaveLength(5);
      }),
    600_000,
  );
});

/** kill -9 of a process of the system, which its launcher starts again. */
async function kill(name: string | undefined): Promise<void> {
  if (name === undefined) return;
  // It may be starting again after the time before.
  const found = await waitFor(
    `the process ${name}`,
    async () => {
      const { processes } = await wholeSystem();
      return processes.find((process) => process.name === name);
    },
    endsWithinMs,
  );
  process.kill(found.pid, 'SIGKILL');
}
