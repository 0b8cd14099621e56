import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { SigningKey, signStatement } from '#auth';
import type { SignedOrder } from '#contracts';
import { closeGracefully, parseConfig } from '#http';
import {
  testDatabase,
  testEnvironment,
  testKeys,
  testService,
  testTopic,
  tokenFor,
  type TestClaims,
} from '#testing';
import { v7 as uuidv7 } from 'uuid';
import { DueWorker } from '#event-sourcing';
import { Asking } from '../src/asking';
import { CityPayments } from '../src/city-payments';
import type { DebitPlan, OfferedMethod } from '../src/commands/facts';
import { paymentVariables } from '../src/config';
import { Looking } from '../src/looking';
import { paymentMigrations } from '../src/migrations';
import { PaymentModule } from '../src/payment.module';
import { AskedProviders } from '../src/providers/asked-providers';
import { folderOf } from './provider-server';

/** A city that offers a method at one provider, where it has an account. */
class OneProvider extends CityPayments {
  constructor(private readonly provider: string) {
    super();
  }

  methods = (): readonly OfferedMethod[] => [{ method: 'credit-card', provider: this.provider }];
  approvalAboveCents = (): number => 0;
  account = () => ({ originatorId: 'parken', endPointId: '05112000', merchantId: 'duisburg' });
  debitPlan(): DebitPlan {
    throw new Error('this city takes no direct debits');
  }
}

export type PayingService = Awaited<ReturnType<typeof startPayingService>>;

/**
 * The payment service on a database of its own, with a provider `provider` of the test.
 * @param settings of the provider, as they stand in the file of PAYMENT_PROVIDERS
 */
export async function startPayingService(provider: string, settings: string) {
  const database = await testDatabase('payment', paymentMigrations);
  const keys = testKeys(['identity', 'gateway', 'payment', 'application', 'audit']);
  const own = await testTopic('payment');
  const topics = { application: own, mailbox: own, identity: own, payment: own };
  const folder = folderOf({
    secret: 'hush',
    callback: 'whisper',
    'providers.yaml': `${provider}: ${settings}`,
  });
  const start = async () => {
    const config = parseConfig(paymentVariables, {
      ...testEnvironment('payment', { database, keys }),
      APPLICATION_URL: 'http://127.0.0.1:9',
      PUBLIC_PORT: '8080',
      PAYMENT_PROVIDERS: join(folder, 'providers.yaml'),
    });
    const app = await testService(
      PaymentModule.with(config, { service: own, topics }),
      { service: 'payment', ...config },
      (module) =>
        module
          .overrideProvider(CityPayments)
          .useValue(new OneProvider(provider))
          .overrideProvider(Looking)
          .useFactory({
            inject: [Asking, AskedProviders],
            factory: (asking: Asking, asked: AskedProviders) =>
              new Looking(asking, asked, () => Date.now() + clock.aheadMs),
          }),
    );
    await app.listen(0, '127.0.0.1');
    return app;
  };
  const clock = { aheadMs: 0 };
  let app = await start();
  const applicant = randomUUID();
  const request = async (method: string, path: string, claims: TestClaims, init: RequestInit = {}) =>
    requestOf(app, method, path, claims, init);
  const requestOf = async (
    instance: typeof app,
    method: string,
    path: string,
    claims: TestClaims,
    init: RequestInit = {},
  ) =>
    fetch((await instance.getUrl()) + path, {
      method,
      redirect: 'manual',
      ...init,
      headers: { authorization: `Bearer ${await tokenFor(keys, claims)}`, ...init.headers },
    });

  return {
    applicant,
    query: database.query,
    ownerUrl: database.ownerUrl,
    /** Of who looks when it is time. */
    clock,
    /** What is due is looked at now, whenever its time would be. */
    async lookNow(): Promise<void> {
      await database.query('UPDATE event_store.due SET look_at = clock_timestamp()', [], 'duisburg');
      app.get(DueWorker, { strict: false }).wake();
    },
    /** A part of the running service. */
    part: <Part>(token: abstract new (...parts: never[]) => Part): Part =>
      app.get<Part>(token as never, { strict: false }),
    request,
    /** An order of an application of the applicant, signed by the application service. */
    async order(change: Partial<SignedOrder> = {}): Promise<{ applicationId: string; token: string }> {
      const order = { ...orderOf(applicant), ...change };
      const key = SigningKey.fromFile('application', keys.privateKeyFile('application'));
      return {
        applicationId: order.applicationId,
        token: await signStatement(key, {
          ...{ audience: 'payment', subject: order.orderId, says: { order }, until: Date.now() + 60_000 },
        }),
      };
    },
    /** The applicant begins to pay. */
    pay(applicationId: string, body: object, key: string = randomUUID()): Promise<Response> {
      return request(
        'POST',
        `/portal/applications/${applicationId}/payments`,
        { sub: applicant },
        {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', 'idempotency-key': key },
        },
      );
    },
    /** The types of the events of a payment, in their order. */
    async events(paymentId: string): Promise<readonly string[]> {
      const rows = await database.query<{ type: string }>(
        'SELECT type FROM event_store.events WHERE stream_id = $1 ORDER BY version',
        [paymentId],
      );
      return rows.map(({ type }) => type);
    },
    /** A second instance on the same database, with the same provider. */
    async another() {
      const other = await start();
      return {
        request: (...asked: Parameters<typeof request>) => requestOf(other, ...asked),
        stop: () => closeGracefully(other),
      };
    },
    /** Ends the service and starts it anew on the same database. */
    async restart(): Promise<void> {
      await closeGracefully(app);
      app = await start();
    },
    async stop(): Promise<void> {
      await closeGracefully(app);
      await database.drop();
    },
  };
}

function orderOf(applicantId: string): SignedOrder {
  return {
    orderId: uuidv7(),
    tenant: 'duisburg',
    applicationId: randomUUID(),
    applicantId,
    reference: 'DU-2026-000123-7',
    serviceKey: 'bewohnerparkausweis',
    office: 'buergerservice',
    renderedAtOnce: false,
    amountCents: 3000,
    currency: 'EUR',
    policy: 'before-filing',
    items: [
      {
        key: 'grundgebuehr',
        text: { de: 'Grundgebühr', en: 'Basic fee' },
        quantity: 1,
        unitCents: 3000,
        totalCents: 3000,
        taxPercent: 0,
        taxCents: 0,
        accountingKey: '1220.4310',
      },
    ],
    configurationVersion: 'c'.repeat(64),
    fixedAt: '2026-11-26T12:00:00.000000Z',
  };
}
