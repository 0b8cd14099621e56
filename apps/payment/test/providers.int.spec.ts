import { randomUUID } from 'node:crypto';
import { eventually } from '#testing';
import { asService } from '#commands';
import { CommandBus } from '@nestjs/cqrs';
import { BegunTransactions1795711000000 } from '../src/migrations/1795711000000-begun-transactions';
import { GiveCommand } from '../src/payment.handler';
import { RefusedCallbacks, type RefusedCallbackLine } from '../src/refused-callbacks';
import { AskedProviders } from '../src/providers/asked-providers';
import { Health } from '#http';
import { migratedAnew } from './migrated-anew';
import { startPayingService, type PayingService } from './paying-service';
import { ProviderServer } from './provider-server';
import { Stadtpay } from './stadtpay';

let stadtpay: Stadtpay;
let server: ProviderServer;
let service: PayingService;

beforeAll(async () => {
  stadtpay = new Stadtpay();
  server = await ProviderServer.start((got, response) => stadtpay.behaviour(got, response));
  service = await startPayingService(
    'stadtpay',
    `{ protocol: signed-callback, url: '${server.url}', secretFile: secret, callbackSecretFile: callback }`,
  );
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});
beforeEach(() => {
  stadtpay.mood = 'answers';
  service.clock.aheadMs = 0;
});

interface Begun {
  readonly id: string;
  readonly attemptId: string;
  readonly redirectUrl: string;
}

/** A payment that was begun, and its order. */
async function begun(): Promise<Begun & { readonly applicationId: string; readonly token: string }> {
  const order = await service.order();
  const response = await service.pay(order.applicationId, { order: order.token, method: 'credit-card' });
  expect(response.status).toBe(201);
  return { ...order, ...((await response.json()) as Begun) };
}

const anonymous = { kind: 'anonymous' } as const;
const comeBack = (paymentId: string, attemptId: string, more = '') =>
  service.request('GET', `/portal/payments/${paymentId}/return?attempt=${attemptId}${more}`, anonymous);
const call = (
  callback: { headers: Record<string, string>; body: string },
  provider = 'stadtpay',
  tenant = 'duisburg',
) => service.request('POST', `/callbacks/${provider}`, { ...anonymous, tenant }, callback);

const untilBegun = ['PaymentRequested', 'MethodChosen', 'ProviderAnswered', 'PaymentRedirected'];
const settled = [...untilBegun, 'ProviderAnswered', 'PaymentSettled'];

test('W16b a signed order leads straight to the page where the person pays', async () => {
  const { id, attemptId, redirectUrl } = await begun();
  expect(redirectUrl).toBe(stadtpay.of(attemptId).redirectUrl);
  expect(await service.events(id)).toEqual(untilBegun);
});

test('an order that was changed, or is of another application, is not believed', async () => {
  const { applicationId, token } = await service.order();
  for (const [id, order] of [
    [applicationId, `${token.slice(0, -4)}AAAA`],
    [randomUUID(), token],
  ] as const) {
    const response = await service.pay(id, { order, method: 'credit-card' });
    expect([response.status, ((await response.json()) as { type: string }).type]).toEqual([
      400,
      'urn:serviceportal:problem:order-not-believed',
    ]);
  }
});

test('pressing twice, with one key or with two, is one attempt and one charge', async () => {
  const { applicationId, token } = await service.order();
  const key = randomUUID();
  const before = stadtpay.charges.size;
  const body = { order: token, method: 'credit-card' };
  const answers = await Promise.all(
    [key, key, randomUUID()].map(async (one) => {
      const response = await service.pay(applicationId, body, one);
      return response.status === 201 ? ((await response.json()) as Begun) : response.status;
    }),
  );
  const [first] = answers.filter((answer) => typeof answer === 'object');
  expect(
    new Set(answers.filter((answer) => typeof answer === 'object').map(({ attemptId }) => attemptId)).size,
  ).toBe(1);
  expect(stadtpay.charges.size).toBe(before + 1);
  expect(server.got.filter(({ headers }) => headers['idempotency-key'] === first!.attemptId)).toHaveLength(1);
  expect(await service.events(first!.id)).toEqual(untilBegun);
});

test('while the provider is away nothing is lost: the same attempt goes on when it is back', async () => {
  const { applicationId, token } = await service.order();
  const body = { order: token, method: 'credit-card' };
  stadtpay.mood = 'away';
  const away = await service.pay(applicationId, body);
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '30']);
  stadtpay.mood = 'answers';
  const response = await service.pay(applicationId, body);
  expect(response.status).toBe(201);
  const { id } = (await response.json()) as Begun;
  expect(await service.events(id)).toEqual(untilBegun);
});

test('a provider that refuses ends the attempt; what it said is kept, and another attempt can be made', async () => {
  const { applicationId, token } = await service.order();
  const body = { order: token, method: 'credit-card' };
  stadtpay.mood = 'refuses';
  expect((await service.pay(applicationId, body)).status).toBe(409);
  stadtpay.mood = 'answers';
  const response = await service.pay(applicationId, { method: 'credit-card' });
  const { id } = (await response.json()) as Begun;
  expect(await service.events(id)).toEqual([
    ...['PaymentRequested', 'MethodChosen', 'ProviderAnswered', 'PaymentFailed'],
    ...untilBegun.slice(1),
  ]);
  const [refused] = await service.query<{ payload: string }>(
    `SELECT payload FROM event_store.events WHERE stream_id = $1 AND type = 'ProviderAnswered' AND version = 3`,
    [id],
  );
  expect(JSON.parse(refused!.payload)).toMatchObject({
    status: 'failed',
    code: 'card-not-taken',
    raw: expect.stringMatching(/^s1\./) as string,
  });
});

test('the way back is believed in nothing: the provider is asked, and the page shows what it said', async () => {
  const { id, attemptId, applicationId } = await begun();
  const response = await comeBack(id, attemptId, '&status=PAYED&result=success');
  expect([response.status, response.headers.get('location')]).toEqual([
    303,
    `http://duisburg.localhost:8080/antraege/${applicationId}/bezahlen`,
  ]);
  expect(await service.events(id)).toEqual(untilBegun);
  stadtpay.pay(attemptId);
  for (let time = 0; time < 3; time += 1) await comeBack(id, attemptId);
  expect(await service.events(id)).toEqual(settled);
});

test('who comes back to what is not there is led to the portal, and nobody is asked', async () => {
  const { id, attemptId } = await begun();
  const before = stadtpay.askedAbout(attemptId);
  for (const [payment, attempt] of [
    [id, randomUUID()],
    [randomUUID(), attemptId],
    [id, "x' OR 1=1"],
    ['x', attemptId],
  ] as const) {
    const response = await comeBack(payment, encodeURIComponent(attempt));
    expect(response.headers.get('location')).toBe('http://duisburg.localhost:8080/');
  }
  expect(stadtpay.askedAbout(attemptId)).toBe(before);
});

test('return, callbacks and poller at once lead to exactly one event', async () => {
  const { id, attemptId } = await begun();
  stadtpay.pay(attemptId);
  service.clock.aheadMs = 10_000;
  await Promise.all([
    ...Array.from({ length: 5 }, () => comeBack(id, attemptId)),
    ...Array.from({ length: 5 }, () => call(stadtpay.callback(attemptId))),
    service.lookNow(),
  ]);
  expect(await service.events(id)).toEqual(settled);
});

test('the poller finds what was paid after the browser had been closed', async () => {
  const { id, attemptId } = await begun();
  stadtpay.pay(attemptId);
  service.clock.aheadMs = 10_000;
  await service.lookNow();
  await eventually('it is settled', async () => (await service.events(id)).length === settled.length);
  expect(await service.events(id)).toEqual(settled);
});

test('the poller finds what was begun by a process that died before it heard the answer', async () => {
  const { applicationId, token } = await service.order();
  stadtpay.mood = 'away';
  await service.pay(applicationId, { order: token, method: 'credit-card' });
  stadtpay.mood = 'answers';
  const [payment] = await service.query<{ id: string; attempt: string }>(
    'SELECT stream_id AS id, attempt_ids[1] AS attempt FROM payment.payments WHERE application_id = $1',
    [applicationId],
  );
  // As if the charge had been made, and its answer had been on the way.
  const charge = { id: 'ch_late', reference: payment!.attempt, amount: { value: 3000, currency: 'EUR' } };
  stadtpay.charges.set(payment!.attempt, {
    ...charge,
    status: 'succeeded',
    paidAt: new Date().toISOString(),
  });
  await service.restart();
  service.clock.aheadMs = 60_000;
  await service.lookNow();
  await eventually('it is settled', async () =>
    (await service.events(payment!.id)).includes('PaymentSettled'),
  );
  expect(await service.events(payment!.id)).toEqual([
    ...['PaymentRequested', 'MethodChosen', 'ProviderAnswered', 'PaymentSettled'],
  ]);
});

test.each([
  ['a cent less', { amount: { value: 2999, currency: 'EUR' } }],
  ['other money', { amount: { value: 3000, currency: 'CHF' } }],
])('%s than was asked for is not booked, and somebody sees it', async (_what, change) => {
  const { id, attemptId } = await begun();
  stadtpay.pay(attemptId, change);
  await comeBack(id, attemptId);
  expect(await service.events(id)).toEqual([...untilBegun, 'ProviderAnswered', 'PaymentDiffered']);
});

test('what comes twice goes back once, by the provider', async () => {
  const first = await begun();
  // The person pays by another attempt, too, which was begun before.
  const { id, attemptId, applicationId } = first;
  stadtpay.of(attemptId).status = 'failed';
  await comeBack(id, attemptId);
  const second = (await (await service.pay(applicationId, { method: 'credit-card' })).json()) as Begun;
  stadtpay.pay(second.attemptId);
  await comeBack(id, second.attemptId);
  // It changes its mind.
  stadtpay.pay(attemptId);
  const callback = stadtpay.callback(attemptId);
  expect((await call(callback)).status).toBe(204);
  await eventually('it went back', async () => (await service.events(id)).includes('RefundIssued'));
  expect((await service.events(id)).slice(-5)).toEqual([
    ...['ProviderAnswered', 'PaymentSettled', 'RefundRequested', 'RefundApproved', 'RefundIssued'],
  ]);
  expect([...stadtpay.refunds.values()].map(({ amount }) => amount)).toEqual([3000]);
});

describe('callbacks', () => {
  const refusals = async () => {
    const operator = { roles: ['operator'] } as const;
    const response = await service.request('GET', '/operations/refused-callbacks', operator);
    const { items: lines } = (await response.json()) as { items: RefusedCallbackLine[] };
    return Object.fromEntries(lines.map(({ provider, reason, count }) => [`${provider} ${reason}`, count]));
  };

  test('one that is signed has the provider asked', async () => {
    const { id, attemptId } = await begun();
    stadtpay.pay(attemptId);
    expect((await call(stadtpay.callback(attemptId))).status).toBe(204);
    expect(await service.events(id)).toEqual(settled);
  });

  test('one that says more than the provider books nothing', async () => {
    const { id, attemptId } = await begun();
    expect((await call(stadtpay.callback(attemptId, { status: 'succeeded' }))).status).toBe(204);
    expect(await service.events(id)).toEqual(untilBegun);
  });

  test('one that is sent again is known, and nobody is asked', async () => {
    const { attemptId } = await begun();
    const callback = stadtpay.callback(attemptId);
    await call(callback);
    const before = stadtpay.askedAbout(attemptId);
    expect((await call(callback)).status).toBe(204);
    expect(stadtpay.askedAbout(attemptId)).toBe(before);
  });

  test('out of order they lead to what the provider says now', async () => {
    const { id, attemptId } = await begun();
    const pending = stadtpay.callback(attemptId, { status: 'pending' });
    stadtpay.pay(attemptId);
    await call(stadtpay.callback(attemptId, { status: 'succeeded' }));
    await call(pending);
    await call(stadtpay.callback(attemptId, { status: 'failed' }));
    expect(await service.events(id)).toEqual(settled);
  });

  test('a charge-back is found by one after everything was settled', async () => {
    const { id, attemptId } = await begun();
    stadtpay.pay(attemptId);
    await comeBack(id, attemptId);
    stadtpay.of(attemptId).status = 'charged-back';
    await call(stadtpay.callback(attemptId));
    expect(await service.events(id)).toEqual([...settled, 'ProviderAnswered', 'PaymentChargedBack']);
  });

  test('one that nobody could look at is to be sent again, and then is looked at', async () => {
    const { id, attemptId } = await begun();
    stadtpay.pay(attemptId);
    const callback = stadtpay.callback(attemptId);
    stadtpay.mood = 'away';
    expect((await call(callback)).status).toBe(503);
    stadtpay.mood = 'answers';
    expect((await call(callback)).status).toBe(204);
    expect(await service.events(id)).toEqual(settled);
  });

  test('forged, old, strange and foreign ones book nothing, ask nobody, and the operator sees them', async () => {
    const { id, attemptId } = await begun();
    stadtpay.pay(attemptId);
    const before = { asked: stadtpay.askedAbout(attemptId), refused: await refusals() };
    const good = stadtpay.callback(attemptId);
    const cases = [
      [400, await call(stadtpay.callback(attemptId, { secret: 'guess' }))],
      [400, await call({ ...good, body: good.body.replace('succeeded', 'failed') })],
      [400, await call({ body: good.body, headers: { 'content-type': 'application/json' } })],
      [400, await call(stadtpay.callback(attemptId, { at: Date.now() - 301_000 }))],
      [404, await call(stadtpay.callback(randomUUID()))],
      [404, await call(stadtpay.callback("' OR 1=1"))],
      [404, await call(good, 'nobody')],
      [404, await call(good, 'stadtpay', 'wuppertal')],
      [413, await call({ ...good, body: good.body.padEnd(100_000) })],
    ] as const;
    expect(cases.map(([, { status }]) => status)).toEqual(cases.map(([status]) => status));
    expect(stadtpay.askedAbout(attemptId)).toBe(before.asked);
    expect(await service.events(id)).toEqual(untilBegun);
    const refused = await refusals();
    const more = Object.entries(refused).map(([kind, count]) => [kind, count - (before.refused[kind] ?? 0)]);
    expect(Object.fromEntries(more)).toEqual({
      'stadtpay bad-signature': 2,
      'stadtpay unsigned': 1,
      'stadtpay too-old': 1,
      'stadtpay unknown-transaction': 2,
    });
    expect(await service.part(RefusedCallbacks).list('wuppertal')).toMatchObject([
      { provider: 'stadtpay', reason: 'unknown-transaction', count: 1 },
    ]);
  });

  test('thousands of forged ones are one row', async () => {
    const rows = () => service.query('SELECT 1 FROM payment.refused_callbacks');
    const before = (await rows()).length;
    const refused = service.part(RefusedCallbacks);
    for (let nth = 0; nth < 5_000; nth += 1)
      refused.note('duisburg', 'stadtpay', 'bad-signature', Buffer.from(String(nth)));
    await refused.write();
    expect((await rows()).length).toBe(before);
  });
});

test('a payment that came for an order that had died goes back when the application asks for it', async () => {
  const { id, attemptId } = await begun();
  const give = (name: 'end' | 'ask-refund', input: object) =>
    service
      .part(CommandBus)
      .execute(new GiveCommand(asService('payment', 'duisburg'), id, { name, input } as never));
  await give('end', { reason: 'expired' });
  stadtpay.pay(attemptId);
  await call(stadtpay.callback(attemptId));
  await give('ask-refund', { reason: 'too-late' });
  await eventually('it went back', async () => (await service.events(id)).includes('RefundIssued'));
  expect(await service.events(id)).toEqual([
    ...untilBegun,
    'PaymentClosed',
    ...['ProviderAnswered', 'PaymentSettled', 'RefundRequested', 'RefundApproved', 'RefundIssued'],
  ]);
});

test('a charge that another payment has begun pays for that one alone, whatever the provider says', async () => {
  const first = await begun();
  stadtpay.pay(first.attemptId);
  await call(stadtpay.callback(first.attemptId));
  expect(await service.events(first.id)).toEqual(settled);
  const { id: known, paidAt = '' } = stadtpay.of(first.attemptId);
  stadtpay.next = { id: known, status: 'succeeded', paidAt };
  const { applicationId, token } = await service.order();
  expect((await service.pay(applicationId, { order: token, method: 'credit-card' })).status).toBe(503);
  const attemptId = [...stadtpay.charges.keys()].at(-1)!;
  expect((await call(stadtpay.callback(attemptId))).status).toBe(204);
  const [payment] = await service.query<{ id: string; status: string; differences: number }>(
    'SELECT stream_id AS id, status, differences FROM payment.payments WHERE attempt_ids @> ARRAY[$1::uuid]',
    [attemptId],
    'duisburg',
  );
  expect(payment).toMatchObject({ status: 'under-way', differences: 1 });
  expect(await service.events(payment!.id)).toEqual([
    ...['PaymentRequested', 'MethodChosen', 'PaymentDiffered'],
  ]);
  expect(await service.events(first.id)).toEqual(settled);
  stadtpay.charges.delete(attemptId);
  // One that counts from the beginning again says for which request it does.
  stadtpay.next = { id: known };
  const again = await begun();
  stadtpay.charges.delete(first.attemptId);
  stadtpay.pay(again.attemptId);
  await call(stadtpay.callback(again.attemptId));
  expect(await service.events(again.id)).toEqual(settled);
});

test('whose the transactions of the former version are is known after the migration', async () => {
  const rows = () =>
    service.query(
      'SELECT provider, transaction_id, attempt_id FROM payment.begun_transactions ORDER BY transaction_id',
      [],
      'duisburg',
    );
  const before = await rows();
  expect(before.length).toBeGreaterThan(5);
  await migratedAnew(service.ownerUrl, new BegunTransactions1795711000000());
  expect(await rows()).toEqual(before);
});

test('a provider that does not answer is said on health, and the service stays ready', async () => {
  const health = service.part(Health);
  const providers = async () => (await health.look()).parts['providers'];
  expect(await providers()).toEqual({ status: 'up', info: { providers: { stadtpay: 'answers' } } });
  const { applicationId, token } = await service.order();
  stadtpay.mood = 'away';
  const { order, method } = { order: token, method: 'credit-card' };
  for (let time = 0; time < 5; time += 1) await service.pay(applicationId, { order, method });
  const asked = stadtpay.asked;
  expect((await service.pay(applicationId, { order, method })).status).toBe(503);
  expect(stadtpay.asked).toBe(asked);
  expect(service.part(AskedProviders).health()).toEqual({
    degraded: 'payment providers that do not answer: stadtpay',
    providers: { stadtpay: 'away: no answer (UND_ERR_SOCKET)' },
  });
});
