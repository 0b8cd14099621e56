import { randomUUID } from 'node:crypto';
import { TenantDatabase } from '#database';
import { eventually } from '#testing';
import type { ReconciliationRunView, ReconciliationView } from '../src/http/reconciliation.controller';
import type { PaymentView } from '../src/http/views';
import { differencesHealth } from '../src/reconciliation/differences';
import { startPayingService, type PayingService } from './paying-service';
import { ProviderServer } from './provider-server';
import { staff } from './running-payment';
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
});

const treasury = staff('treasury');
const path = '/backoffice/reconciliation';
async function read<Body>(at: string): Promise<Body> {
  return (await (await service.request('GET', at, treasury)).json()) as Body;
}
/** A payment that was begun; where somebody has paid it, its callback is heard. */
async function begun({ paid }: { readonly paid: boolean }) {
  const order = await service.order();
  const response = await service.pay(order.applicationId, { order: order.token, method: 'credit-card' });
  const { id, attemptId } = (await response.json()) as { id: string; attemptId: string };
  if (paid) {
    stadtpay.pay(attemptId);
    await service.request('GET', `/portal/payments/${id}/return?attempt=${attemptId}`, { kind: 'anonymous' });
    expect((await shown(id)).status).toBe('settled');
  }
  return { id, attemptId };
}
const shown = (id: string) => read<PaymentView>(`/backoffice/payments/${id}`);
const runs = async () => (await read<ReconciliationView>(path)).runs;
const differences = async (paymentId: string) =>
  (await read<ReconciliationView>(path)).differences.filter((one) => one.paymentId === paymentId);
const ended = (id: string) =>
  eventually('the run ends', async () => (await runs()).find((run) => run.id === id && run.endedAt));
/** The treasury has the books compared. */
async function reconciled(): Promise<ReconciliationRunView> {
  const asked = await service.request('POST', path, treasury);
  expect(asked.status).toBe(202);
  return ended(((await asked.json()) as ReconciliationRunView).id);
}

test('R28c what both have alike is reconciled, once, and then it is "Bezahlt"', async () => {
  const { id } = await begun({ paid: true });
  expect(await shown(id)).toMatchObject({ statusLabel: 'Bezahlung in Bearbeitung' });
  expect(await reconciled()).toMatchObject({ compared: 1, agreed: 1, differed: 0, unasked: 0 });
  expect(await shown(id)).toMatchObject({ status: 'reconciled', statusLabel: 'Bezahlt' });
  const events = await service.events(id);
  await reconciled();
  expect(await service.events(id)).toEqual(events);
});

test('what differs is one row, with what it means and what is to be done, until somebody of the treasury resolves it', async () => {
  const { id, attemptId } = await begun({ paid: true });
  stadtpay.of(attemptId).amount = { value: 2_999, currency: 'EUR' };
  expect(await reconciled()).toMatchObject({ differed: 1 });
  expect(await reconciled()).toMatchObject({ differed: 0 });
  const [difference, ...more] = await differences(id);
  expect(more).toEqual([]);
  expect(difference).toMatchObject({ kind: 'amount', statedCents: 2_999, reference: 'DU-2026-000123-7' });
  expect(difference?.advice).toContain('Kontoauszug');
  expect(await shown(id)).toMatchObject({ status: 'settled' });
  expect(await differencesHealth(service.part(TenantDatabase))).toMatchObject({ openDifferences: 1 });
  // Operators read which payment and what it means: no amount, and nobody.
  const operated = await service.request('GET', '/operations/reconciliation', staff('operator'));
  expect(await operated.json()).toEqual({
    ...{ lastRunEndedAt: expect.any(String), compared: expect.any(Number) },
    differences: [
      {
        ...{ differenceId: difference?.differenceId, reference: 'DU-2026-000123-7', kind: 'amount' },
        ...{ means: difference?.means, advice: difference?.advice },
      },
    ],
  });
  expect((await service.request('GET', '/operations/reconciliation', treasury)).status).toBe(403);

  const resolve = (
    who: typeof treasury,
    version: number,
    key: string = randomUUID(),
    note = 'Kontoauszug Nr. 12',
  ) =>
    service.request('POST', `${path}/${difference!.differenceId}/resolve`, who, {
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        'if-match': `"${version}"`,
      },
      body: JSON.stringify({ resolution: 'dismissed', note }),
    });
  expect((await resolve(staff('caseworker', ['buergerservice']), difference!.version)).status).toBe(403);
  expect((await resolve(staff('auditor'), difference!.version)).status).toBe(403);
  expect((await resolve({ ...treasury, tenant: 'wuppertal' }, difference!.version)).status).toBe(404);
  expect((await resolve(treasury, difference!.version - 1)).status).toBe(412);
  const key = randomUUID();
  const resolved = await resolve(treasury, difference!.version, key);
  expect(resolved.status).toBe(200);
  // The same request again is answered as the first time; another one finds nothing to resolve.
  const again = await resolve(treasury, difference!.version, key);
  expect([again.status, await again.json()]).toEqual([200, await resolved.json()]);
  expect(again.headers.get('etag')).toBe(resolved.headers.get('etag'));
  expect((await resolve(treasury, difference!.version, key, 'Etwas anderes')).status).toBe(422);
  expect((await resolve(treasury, difference!.version)).status).toBe(404);
  expect(await differences(id)).toEqual([]);
  expect((await service.events(id)).slice(-2)).toEqual(['PaymentDiffered', 'PaymentCorrected']);
  stadtpay.of(attemptId).amount = { value: 3_000, currency: 'EUR' };
});

test('what was paid and never heard of is found, by the answer of the provider', async () => {
  const { id, attemptId } = await begun({ paid: false });
  stadtpay.pay(attemptId);
  await reconciled();
  expect((await service.events(id)).slice(-3)).toEqual([
    'ProviderAnswered',
    'PaymentSettled',
    'PaymentReconciled',
  ]);
});

test('what the provider has taken twice for one attempt is a difference, for what was reconciled as well', async () => {
  const { id, attemptId } = await begun({ paid: true });
  await reconciled();
  expect(await shown(id)).toMatchObject({ status: 'reconciled' });
  stadtpay.charges.set('again', { ...stadtpay.of(attemptId), id: 'ch_again' });
  await reconciled();
  expect(await differences(id)).toMatchObject([{ kind: 'amount', statedCents: 6_000 }]);
  await reconciled();
  const [difference, ...more] = await differences(id);
  expect(more).toEqual([]);
  stadtpay.charges.delete('again');
  const resolved = await service.request('POST', `${path}/${difference!.differenceId}/resolve`, treasury, {
    headers: {
      ...{ 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      'if-match': `"${difference!.version}"`,
    },
    body: JSON.stringify({ resolution: 'dismissed', note: 'Der Anbieter hat eine zurückgezahlt.' }),
  });
  expect(resolved.status).toBe(200);
});

test('what the provider does not know any more is a difference, and stays booked', async () => {
  const { id, attemptId } = await begun({ paid: true });
  stadtpay.charges.delete(attemptId);
  await reconciled();
  expect(await differences(id)).toMatchObject([{ kind: 'missing-there' }]);
  expect(await shown(id)).toMatchObject({ status: 'settled' });
});

test('while the provider is away nothing is booked and nothing differs: the run says how many it could not ask', async () => {
  const { id } = await begun({ paid: true });
  const events = await service.events(id);
  stadtpay.mood = 'away';
  const { unasked } = await reconciled();
  expect(unasked).toBeGreaterThan(0);
  expect(await service.events(id)).toEqual(events);
});

test('two instances that are asked at once make one run: the list is read once, each payment reconciled and each difference found once', async () => {
  const paid = await Promise.all(Array.from({ length: 6 }, () => begun({ paid: true })));
  stadtpay.of(paid[0]!.attemptId).amount = { value: 2_998, currency: 'EUR' };
  const other = await service.another();
  try {
    const [before, lists] = [await runs(), stadtpay.lists];
    const asked = await Promise.all(
      [service, other, service, other].map((one) => one.request('POST', path, treasury)),
    );
    const ids = await Promise.all(
      asked.map(async (answer) => ((await answer.json()) as ReconciliationRunView).id),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await ended(ids[0]!)).toMatchObject({ differed: 1 });
    expect([(await runs()).length, stadtpay.lists]).toEqual([before.length + 1, lists + 1]);
    for (const { id } of paid.slice(1))
      expect((await service.events(id)).filter((type) => type === 'PaymentReconciled').length).toBe(1);
    expect((await service.events(paid[0]!.id)).filter((type) => type === 'PaymentDiffered').length).toBe(1);
    expect(await differences(paid[0]!.id)).toMatchObject([{ kind: 'amount', statedCents: 2_998 }]);
  } finally {
    await other.stop();
  }
});

test('every payment is gone through once, whatever comes of it, and the run says of how many', async () => {
  const [agrees, differs] = [await begun({ paid: true }), await begun({ paid: true })];
  stadtpay.of(differs.attemptId).amount = { value: 1, currency: 'EUR' };
  const { toCompare, compared, agreed, differed } = await reconciled();
  expect(await shown(agrees.id)).toMatchObject({ status: 'reconciled' });
  expect([compared, differed]).toEqual([toCompare, 1]);
  // Those of the tests before that differ are looked at anew, and have no news.
  const open = (await read<ReconciliationView>(path)).differences.length;
  expect(agreed).toBe(compared - open);
});

test('of what the provider gave back its list alone tells: more than we know of is a difference', async () => {
  const { id } = await begun({ paid: true });
  stadtpay.refundedCents = 100;
  await reconciled();
  stadtpay.refundedCents = 0;
  expect(await differences(id)).toMatchObject([{ kind: 'refund', statedCents: 100 }]);
});

test('the books of one provider alone, which has to be one of the city', async () => {
  const asked = (provider: string) =>
    service.request('POST', path, treasury, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ provider }),
    });
  const answer = await asked('stadtpay');
  expect(answer.status).toBe(202);
  const { id } = (await answer.json()) as ReconciliationRunView;
  expect(await ended(id)).toMatchObject({ provider: 'stadtpay' });
  const refused = await asked('elsewhere');
  expect([refused.status, await refused.json()]).toMatchObject([400, { parameter: 'provider' }]);
  const malformed = await asked('No Key');
  expect([malformed.status, await malformed.json()]).toMatchObject([
    400,
    { errors: [{ pointer: '/provider' }] },
  ]);
});

test('a run that ended with its process goes on in the next', async () => {
  const before = (await runs()).length;
  const runId = randomUUID();
  await service.query(
    `INSERT INTO payment.reconciliation_runs (tenant, run_id, night, asked_by) VALUES ('duisburg', $1, '2026-01-02', 'service:payment')`,
    [runId],
    'duisburg',
  );
  await service.restart();
  await ended(runId);
  expect((await runs()).length).toBe(before + 1);
});

test('a night that was missed is made up for, once', async () => {
  await service.query(
    `UPDATE payment.payments SET updated_at = updated_at - interval '2 days'`,
    [],
    'duisburg',
  );
  await service.restart();
  const ofNight = async () => (await runs()).filter(({ askedBy }) => askedBy === 'service:payment');
  const [first] = await eventually('the run of the night', async () => {
    const found = (await ofNight()).filter(({ night }) => night !== '2026-01-02');
    return found.length > 0 && found;
  });
  await ended(first!.id);
  const before = (await ofNight()).length;
  await service.restart();
  await reconciled();
  expect((await ofNight()).length).toBe(before);
});

test('only the treasury has the books compared; auditors see the runs', async () => {
  const status = async (method: string, who: typeof treasury) =>
    (await service.request(method, path, who)).status;
  expect(await status('POST', staff('caseworker', ['buergerservice']))).toBe(403);
  expect(await status('POST', staff('auditor'))).toBe(403);
  expect(await status('GET', staff('auditor'))).toBe(200);
  expect(await status('GET', staff('head-of-office', ['buergerservice']))).toBe(403);
  expect(await status('GET', { sub: randomUUID() })).toBe(403);
});
