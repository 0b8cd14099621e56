import type { Due } from '#event-sourcing';
import type { PoolClient } from 'pg';
import type { Asking, AttemptName } from './asking';
import type { Attempt } from './domain/attempt';
import { Looking, nextTry } from './looking';
import type { AskedProviders } from './providers/asked-providers';

const chosenAt = '2026-11-26T12:00:00.000000Z';
const began = Date.parse(chosenAt);
const after = (age: number, earliestMs = 0) =>
  (nextTry(chosenAt, began + age * 1_000, earliestMs) - began) / 1_000;

test('an attempt is looked at after 5 s, 20 s, 80 s, 6 min and 21 min, then hourly, after three days daily', () => {
  const [hour, day] = [3_600, 86_400];
  expect([0, 5, 20, 80, 380].map((age) => after(age))).toEqual([5, 20, 80, 380, 1_280]);
  expect([1_280, hour, 2 * day].map((age) => after(age) - age)).toEqual([hour, hour, hour]);
  expect([3 * day, 30 * day].map((age) => after(age) - age)).toEqual([day, day]);
});

test('one that may just be beginning is left alone for half a minute', () => {
  expect([0, 20].map((age) => after(age, 30_000))).toEqual([80, 80]);
});

/** A provider's answers, which a test gives one by one. */
function lookedAt(attempt: Partial<Attempt> = {}, restsUntil?: number) {
  const looks: { readonly name: AttemptName; readonly end: () => void; readonly fail: () => void }[] = [];
  const asking = {
    payment: () => Promise.resolve({ attempts: [{ ...awaited, ...attempt }] }),
    look: (name: AttemptName) =>
      new Promise<void>((end, fail) => looks.push({ name, end, fail: () => fail(new Error('away')) })),
  } as unknown as Asking;
  const providers = { restsUntil: () => restsUntil } as unknown as AskedProviders;
  const looking = new Looking(asking, providers, () => began + 10_000);
  const due = {
    tenant: 'duisburg',
    streamId: 'payment',
    kind: 'payment-look',
    dueAt: chosenAt,
    now: chosenAt,
    failures: 0,
  };
  return { looks, looking, whenDue: () => looking.whenDue(due as Due, {} as PoolClient) };
}
const awaited: Attempt = {
  ...{ attemptId: 'attempt', method: 'credit-card', provider: 'one', amountCents: 1, language: 'de' },
  ...{ chosenAt, status: 'under-way', transactionId: 't' },
};
const name = { tenant: 'duisburg', paymentId: 'payment', attemptId: 'attempt' };
const turn = () => new Promise(setImmediate);

test('whoever comes while a look is under way waits for the next one, which is one for all of them', async () => {
  const { looks, looking } = lookedAt();
  const first = looking.look(name);
  const others = [looking.look(name), looking.look(name), looking.look(name)];
  expect(looks).toHaveLength(1);
  looks[0]!.end();
  await first;
  await turn();
  expect(looks).toHaveLength(2);
  looks[1]!.end();
  await Promise.all(others);
  expect(looks).toHaveLength(2);
});

test('a look that fails, fails for who asked for it, and the next one is a new one', async () => {
  const { looks, looking } = lookedAt();
  const [first, second] = [looking.look(name), looking.look(name)];
  looks[0]!.fail();
  await expect(first).rejects.toThrow('away');
  await turn();
  looks[1]!.end();
  await second;
});

test('what is due is looked at without keeping the worker: its provider may be silent', async () => {
  const { looks, whenDue } = lookedAt();
  expect(await whenDue()).toEqual({ againAt: new Date(began + 20_000).toISOString() });
  expect(looks.map(({ name }) => name)).toEqual([name]);
  // It is still under way: no second one beside it.
  await whenDue();
  expect(looks).toHaveLength(1);
});

test('while it may be beginning, and while its provider is absent, nobody asks', async () => {
  const beginning = lookedAt({ status: 'chosen', transactionId: undefined } as unknown as Partial<Attempt>);
  expect(await beginning.whenDue()).toEqual({ againAt: new Date(began + 80_000).toISOString() });
  const absent = lookedAt({}, began + 300_000);
  const { againAt } = (await absent.whenDue()) as { againAt: string };
  expect(Date.parse(againAt)).toBeGreaterThanOrEqual(began + 300_000);
  expect([...beginning.looks, ...absent.looks]).toEqual([]);
});

test('money goes back when its day has come, and not before', async () => {
  const refunds: string[] = [];
  const refundAt = (refundId: string, notBefore: number) => ({
    ...{ refundId, attemptId: 'attempt', amountCents: 1, reason: 'request', requestedBy: 'x' },
    ...{ status: 'approved', notBefore: new Date(notBefore).toISOString() },
  });
  const now = began + 10_000;
  const asking = {
    payment: () => Promise.resolve({ refunds: [refundAt('now', now), refundAt('later', now + 1)] }),
    refund: (_tenant: string, _payment: string, refundId: string) =>
      Promise.resolve(refunds.push(refundId) > 0),
  } as unknown as Asking;
  const looking = new Looking(asking, {} as AskedProviders, () => now);
  const due = { tenant: 'duisburg', streamId: 'payment', dueAt: chosenAt };
  expect(await looking.refundsWhenDue(due as Due, {} as PoolClient)).toEqual({
    againAt: new Date(began + 20_000).toISOString(),
  });
  expect(refunds).toEqual(['now']);
});

test('what is over is not due any more', async () => {
  expect(await lookedAt({ status: 'settled' }).whenDue()).toBeUndefined();
});
