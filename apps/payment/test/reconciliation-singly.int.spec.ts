import type { ServerResponse } from 'node:http';
import { eventually } from '#testing';
import type { ReconciliationRunView, ReconciliationView } from '../src/http/reconciliation.controller';
import { startPayingService, type PayingService } from './paying-service';
import { ProviderServer, type Got } from './provider-server';
import { staff } from './running-payment';

/** A provider of XBezahldienste: it has no list, so each payment is asked about. */
let server: ProviderServer;
let service: PayingService;
/** Looks that it has not answered yet, while it is told to let them wait. */
const held: (() => void)[] = [];
let isHolding = false;
let mostAtOnce = 0;
/** What it says of every transaction that it is asked about. */
let said = 'PAYED';

const transactionOf = (id: string, requestId: string, status: string) => ({
  paymentInformation: {
    ...{ transactionId: id, status, transactionReference: `KZ-${id}` },
    ...(status === 'INITIAL' && { transactionRedirectUrl: 'https://pay.example/x' }),
    transactionTimestamp: new Date().toISOString(),
  },
  paymentRequest: { requestId, currency: 'EUR', grosAmount: 30 },
});
const behaviour = ({ method, path, body }: Got, response: ServerResponse) => {
  if (path === '/token') return { json: { access_token: 'a', token_type: 'Bearer', expires_in: 3_600 } };
  if (method === 'POST') {
    const { requestId } = JSON.parse(body) as { requestId: string };
    return { status: 201, json: transactionOf(`tx-${requestId}`, requestId, 'INITIAL') };
  }
  const id = path.split('/').at(-1) ?? '';
  const answer = () => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(transactionOf(id, id.replace('tx-', ''), said)));
  };
  if (!isHolding) return answer();
  held.push(answer);
  mostAtOnce = Math.max(mostAtOnce, held.length);
};

beforeAll(async () => {
  server = await ProviderServer.start(behaviour);
  service = await startPayingService(
    'xbezahl',
    `{ protocol: xbezahldienste, url: '${server.url}', auth: { kind: oauth2, tokenUrl: '${server.url}/token', clientId: we, clientSecretFile: secret } }`,
  );
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});

const treasury = staff('treasury');
const path = '/backoffice/reconciliation';
const runs = async () =>
  ((await (await service.request('GET', path, treasury)).json()) as ReconciliationView).runs;
async function begin(): Promise<ReconciliationRunView> {
  return (await (await service.request('POST', path, treasury)).json()) as ReconciliationRunView;
}
const standing = async (id: string) => (await runs()).find((run) => run.id === id)!;

async function paid(): Promise<string> {
  const order = await service.order();
  const response = await service.pay(order.applicationId, { order: order.token, method: 'credit-card' });
  const { id, attemptId } = (await response.json()) as { id: string; attemptId: string };
  await service.request('GET', `/portal/payments/${id}/return?attempt=${attemptId}`, { kind: 'anonymous' });
  return id;
}

test('R28c without a list each payment is asked about, six at a time, and the run shows how far it has come', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 14; n += 1) ids.push(await paid());
  isHolding = true;
  const { id } = await begin();
  const sixWait = () => eventually('six looks wait', () => held.length === 6);
  await sixWait();
  expect(await standing(id)).toMatchObject({ toCompare: 14, compared: 0 });
  for (const answer of held.splice(0)) answer();
  await sixWait();
  const under = await standing(id);
  expect(under.endedAt).toBeUndefined();
  expect(under.compared).toBeGreaterThan(0);
  expect(under.compared).toBeLessThan(14);
  isHolding = false;
  for (const answer of held.splice(0)) answer();
  const run = await eventually('the run ends', async () => {
    const found = await standing(id);
    return found.endedAt !== undefined && found;
  });
  expect(run).toMatchObject({ toCompare: 14, compared: 14, agreed: 14, differed: 0, unasked: 0 });
  expect(mostAtOnce).toBe(6);
  for (const paymentId of ids)
    expect((await service.events(paymentId)).filter((type) => type === 'PaymentReconciled').length).toBe(1);
});

test('a provider without a list that changes its mind is asked about what had come to nothing, too', async () => {
  said = 'CANCELED';
  const payment = await paid();
  expect((await service.events(payment)).at(-1)).toBe('PaymentCancelled');
  said = 'PAYED';
  const ended = async (id: string) =>
    eventually('the run ends', async () => (await standing(id)).endedAt !== undefined, 20_000);
  await ended((await begin()).id);
  expect((await service.events(payment)).slice(-2)).toEqual(['ProviderAnswered', 'PaymentSettled']);
  await ended((await begin()).id);
  expect((await service.events(payment)).at(-1)).toBe('PaymentReconciled');
});

test('a payment that cannot be read stops no other', async () => {
  const [broken, other] = [await paid(), await paid()];
  await service.query(
    `INSERT INTO event_store.events
        (tenant, stream_id, version, stream_type, type, schema_version, recorded_at, metadata, payload, previous_hash, hash)
      SELECT tenant, stream_id, version + 1, stream_type, 'Nonsense', schema_version, recorded_at, metadata, payload, hash, hash
      FROM event_store.events WHERE stream_id = $1 ORDER BY version DESC LIMIT 1`,
    [broken],
    'duisburg',
  );
  const { id } = await begin();
  const run = await eventually('the run ends', async () => {
    const found = await standing(id);
    return found.endedAt !== undefined && found;
  });
  expect(run).toMatchObject({ compared: 2, agreed: 1, unasked: 1 });
  expect((await service.events(other)).at(-1)).toBe('PaymentReconciled');
});
