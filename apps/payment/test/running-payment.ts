import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { SigningKey, signStatement } from '#auth';
import { asService, type Acting } from '#commands';
import { contractEvent, type ContractData, type ContractEvent, type SignedOrder } from '#contracts';
import { closeGracefully, parseConfig, rootModule, servedBy, type FastifyService } from '#http';
import { DueWorker } from '#event-sourcing';
import { connectConsumers, KafkaConsumerStrategy, KafkaJsBroker, type Publisher } from '#messaging';
import {
  eventually,
  messageSigner,
  StandIn,
  testBrokers,
  testDatabase,
  testEnvironment,
  testKeys,
  testTopic,
  tokenFor,
  type TestClaims,
} from '#testing';
import { CityPayments } from '../src/city-payments';
import type { AskedCommand } from '../src/commands';
import { paymentVariables } from '../src/config';
import { paymentMigrations } from '../src/migrations';
import { PaymentModule } from '../src/payment.module';
import { GiveCommand } from '../src/payment.handler';

export type RunningPayment = Awaited<ReturnType<typeof startPayment>>;

/** A city where a credit card and a direct debit are offered, and a refund above 50 € needs a second person. */
class SomeCity extends CityPayments {
  methods() {
    return [{ method: 'credit-card', provider: 'xbezahl' }, { method: 'direct-debit' }] as const;
  }

  debitPlan() {
    return { creditorId: 'DE98ZZZ09999999999', mandateReference: 'DU-2026-000123-7-1', dueOn: '2026-12-10' };
  }

  approvalAboveCents() {
    return 5_000;
  }

  account() {
    return {};
  }
}

/** The payment service on a database and topics of its own. @param further variables of its environment */
export async function startPayment(further: Readonly<Record<string, string>> = {}) {
  const database = await testDatabase('payment', paymentMigrations);
  const [application, own] = [await testTopic('application'), await testTopic('payment')];
  const topics = { application, payment: own, mailbox: own, identity: own };
  /** What the application service does not answer. */
  const away = { payer: false };
  /** The orders that the application service has, by id. */
  const orders = new Map<string, SignedOrder>();
  const applications = await StandIn.start(({ url = '', headers: { authorization } }) => {
    if (/^\/internal\/orders\/[^/]+\/payer$/.test(url))
      return away.payer ? undefined : { body: { payer: erika } };
    const order = orders.get(url.replace('/internal/orders/', ''));
    return order !== undefined && authorization?.startsWith('Bearer ') ? { body: { order } } : undefined;
  });
  const keys = testKeys(['identity', 'gateway', 'payment', 'application', 'mailbox', 'audit']);
  const config = parseConfig(paymentVariables, {
    ...testEnvironment('payment', { database, keys }),
    APPLICATION_URL: applications.url,
    PUBLIC_PORT: '8080',
    ...further,
  });
  const app = await applicationOf(PaymentModule.with(config, { service: own, topics }), {
    service: 'payment',
    ...config,
    configure: connectConsumers,
  });
  await app.listen(0, '127.0.0.1');
  await app.startAllMicroservices();
  const consumers = app.get(KafkaConsumerStrategy, { strict: false });
  await eventually('the payment service joins its consumer group', () => consumers.state?.joined, 30_000);
  const client = new KafkaJsBroker('test', testBrokers());
  const publisher: Publisher = await client.openPublisher();
  const signer = await messageSigner(keys, 'application');
  const published = await readTopic(client, topics.payment);
  const url = await app.getUrl();
  const commands = app.get(CommandBus, { strict: false });

  return {
    ...{ app, url, published, orders, keys, away },
    query: database.query,
    /** Resolves once every paper of a payment is made. */
    papersMade: (id: string) =>
      eventually('the papers of a payment', async () => {
        const due = await database.query(
          `SELECT 1 FROM event_store.due WHERE stream_id = '${id}' AND kind = 'payment-papers'`,
        );
        return due.length === 0;
      }),
    /** What is due is worked now, whenever its time would be. */
    async workNow(): Promise<void> {
      await database.query('UPDATE event_store.due SET look_at = clock_timestamp()', [], 'duisburg');
      app.get(DueWorker, { strict: false }).wake();
    },
    /** The database as the role that migrates. */
    ownerUrl: database.ownerUrl,
    /** An order as the application service hands it to the browser. */
    signed: (order: SignedOrder, by = 'application') =>
      signStatement(SigningKey.fromFile(by, keys.privateKeyFile(by)), {
        ...{ audience: 'payment', subject: order.orderId, says: { order }, until: Date.now() + 60_000 },
      }),
    /** Gives a command as the service itself does, or in somebody's name. */
    give: (id: string, asked: AskedCommand, acting: Acting = asService('payment', 'duisburg')) =>
      commands.execute(new GiveCommand(acting, id, asked)),
    /** Tells the payment service about an event of the application service, as its relay does. */
    async tell(event: ContractEvent): Promise<void> {
      const record = {
        ...{ key: event.subject, value: Buffer.from(JSON.stringify(event)) },
        headers: { ce_id: event.id },
      };
      await publisher.send(topics.application, signer.signed(topics.application, [record]));
    },
    async send(
      method: string,
      path: string,
      claims: TestClaims,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Response> {
      return fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${await tokenFor(keys, claims)}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    },
    async stop(): Promise<void> {
      await publisher.close();
      await published.stop();
      await client.close();
      await closeGracefully(app);
      applications.stop();
      await database.drop();
    },
  };
}

const erika = { firstName: 'Erika', name: 'Müstermann', address: { city: 'Duisburg' } };

/** The service as `createService` makes it, in a city of the test. */
async function applicationOf(
  module: ReturnType<typeof PaymentModule.with>,
  service: FastifyService,
): Promise<INestApplication<Server>> {
  const tested = await Test.createTestingModule({ imports: [rootModule(module)] })
    .overrideProvider(CityPayments)
    .useClass(SomeCity)
    .compile();
  const { adapter, options, prepare } = await servedBy(service);
  const app = tested.createNestApplication<INestApplication<Server>>(adapter, options);
  prepare(app);
  return app;
}

async function readTopic(broker: KafkaJsBroker, topic: string) {
  const events: ContractEvent[] = [];
  const subscriber = broker.subscribe({
    group: `reader-of-${topic}`,
    topics: [topic],
    handle: (records, _, done) => {
      for (const record of records) {
        events.push(JSON.parse(String(record.value)) as ContractEvent);
        done(record);
      }
      return Promise.resolve();
    },
    onCrash: (error) => {
      throw error;
    },
  });
  await eventually('the reader joins its group', () => subscriber.state.joined, 30_000);
  return { events, stop: () => subscriber.stop() };
}

/** An order of Duisburg over 30.70 €, of which a part says otherwise. */
export function someOrder(more: Partial<SignedOrder> = {}): SignedOrder {
  const item = {
    ...{ key: 'gebuehr', text: { de: 'Bewohnerparkausweis', en: 'Resident parking permit' }, quantity: 1 },
    ...{ unitCents: 3_070, totalCents: 3_070, taxPercent: 0, taxCents: 0, accountingKey: '12200.431100' },
  };
  return {
    ...{ orderId: randomUUID(), amountCents: 3_070, currency: 'EUR', policy: 'before-filing', items: [item] },
    ...{ configurationVersion: 'c'.repeat(64), fixedAt: '2026-11-20T09:00:00.000000Z' },
    ...{ tenant: 'duisburg', applicationId: randomUUID(), applicantId: randomUUID() },
    ...{ reference: 'DU-2026-000123-7', serviceKey: 'bewohnerparkausweis', office: 'buergerservice' },
    renderedAtOnce: false,
    ...more,
  };
}

/** The person whose order it is. */
export const citizenOf = ({ applicantId, tenant }: SignedOrder): TestClaims => ({ sub: applicantId, tenant });
/** Somebody of the city's staff. */
export const staff = (
  role: NonNullable<TestClaims['roles']>[number],
  offices: string[] = [],
): TestClaims => ({
  ...{ sub: randomUUID(), tenant: 'duisburg', roles: [role], offices },
});

/** A contract event as the application service tells it. */
export function applicationEvent(
  streamType: 'application' | 'filing',
  streamId: string,
  version: number,
  type: string,
  data: object,
  tenant = 'duisburg',
): ContractEvent {
  const stored = {
    ...{ tenant, streamId, streamType, version, type },
    metadata: {
      actor: { personId: 'service:application', role: 'service' },
      ...{ correlationId: randomUUID(), causationId: randomUUID() },
    },
    recordedAt: new Date().toISOString().replace('Z', '000Z'),
    hash: String(version).padStart(64, '0'),
    previousHash: version === 1 ? '' : String(version - 1).padStart(64, '0'),
  } as const;
  return contractEvent(stored, 'application', data as ContractData);
}
