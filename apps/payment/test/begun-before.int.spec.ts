import { startPayingService, type PayingService } from './paying-service';
import { ProviderServer } from './provider-server';

/** XBezahldienste, where a transaction that was begun cannot be found by our id. */
let server: ProviderServer;
let service: PayingService;

beforeAll(async () => {
  server = await ProviderServer.start(({ method, path }) => {
    if (path === '/token') return { json: { access_token: 'token', token_type: 'bearer' } };
    return method === 'POST'
      ? { status: 400, json: { functionalCode: 'PAYMENT_EXISTS' } }
      : { status: 404, json: { functionalCode: 'UNSPECIFIED' } };
  });
  service = await startPayingService(
    'pmpay',
    `{ protocol: xbezahldienste, url: '${server.url}', auth: { kind: oauth2, tokenUrl: '${server.url}/token', clientId: city, clientSecretFile: secret } }`,
  );
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});

test('what exists already is no failure while its first answer may be on its way: the person tries again', async () => {
  const { applicationId, token } = await service.order();
  const response = await service.pay(applicationId, { order: token, method: 'credit-card' });
  expect(response.status).toBe(503);
  const [payment] = await service.query<{ id: string; status: string }>(
    'SELECT stream_id AS id, status FROM payment.payments WHERE application_id = $1',
    [applicationId],
  );
  expect([payment!.status, await service.events(payment!.id)]).toEqual([
    'under-way',
    ['PaymentRequested', 'MethodChosen'],
  ]);
});
