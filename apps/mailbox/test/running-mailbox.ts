import { randomUUID } from 'node:crypto';
import { closeGracefully, createService, parseConfig } from '#http';
import { contractEvent, type ContractData, type ContractEvent } from '#contracts';
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
import { mailboxVariables } from '../src/config';
import { MailboxModule } from '../src/mailbox.module';
import { mailboxMigrations } from '../src/migrations';

export type RunningMailbox = Awaited<ReturnType<typeof startMailbox>>;

/** What the application service answers to the mailbox, by path; everything else is 404. */
export type CaseFileTexts = Map<string, unknown>;

/**
 * The mailbox service on a database and topics of its own; `texts` stands for the application service.
 * @param further variables of its environment
 */
export async function startMailbox(texts: CaseFileTexts, further: Readonly<Record<string, string>> = {}) {
  const database = await testDatabase('mailbox', mailboxMigrations);
  const [application, own] = [await testTopic('application'), await testTopic('mailbox')];
  const topics = { application, mailbox: own, identity: own, payment: await testTopic('payment') };
  const caseFiles = await StandIn.start(({ url = '', headers: { authorization } }) =>
    texts.has(url) && authorization?.startsWith('Bearer ') ? { body: texts.get(url) } : undefined,
  );
  const keys = testKeys(['identity', 'gateway', 'mailbox', 'application', 'payment', 'audit']);
  const environment = testEnvironment('mailbox', { database, keys });
  const config = parseConfig(mailboxVariables, {
    ...environment,
    APPLICATION_URL: caseFiles.url,
    PAYMENT_URL: caseFiles.url,
    ...further,
  });
  const app = await createService(MailboxModule.with(config, { service: own, topics }), {
    service: 'mailbox',
    ...config,
    configure: connectConsumers,
  });
  await app.listen(0, '127.0.0.1');
  await app.startAllMicroservices();
  const consumers = app.get(KafkaConsumerStrategy, { strict: false });
  await eventually('the mailbox joins its consumer group', () => consumers.state?.joined, 30_000);
  const client = new KafkaJsBroker('test', testBrokers());
  const publisher: Publisher = await client.openPublisher();
  const signers = {
    application: await messageSigner(keys, 'application'),
    payment: await messageSigner(keys, 'payment'),
  };
  const published = await readTopic(client, topics.mailbox);
  const url = await app.getUrl();

  return {
    app,
    url,
    published,
    tokenFor: (claims: TestClaims) => tokenFor(keys, claims),
    /** Tells the mailbox about an event of a case or a payment, as the relay of its service does. */
    async tell(event: ContractEvent): Promise<void> {
      const record = {
        ...{ key: event.subject, value: Buffer.from(JSON.stringify(event)) },
        headers: { ce_id: event.id },
      };
      const by = event.type.startsWith('payment.') ? 'payment' : 'application';
      await publisher.send(topics[by], signers[by].signed(topics[by], [record]));
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
    query: database.query,
    async stop(): Promise<void> {
      await publisher.close();
      await published.stop();
      await client.close();
      await closeGracefully(app);
      caseFiles.stop();
      await database.drop();
    },
  };
}

async function readTopic(broker: KafkaJsBroker, topic: string) {
  const events: ContractEvent[] = [];
  const raw: string[] = [];
  const subscriber = broker.subscribe({
    group: `reader-of-${topic}`,
    topics: [topic],
    handle: (records, _, done) => {
      for (const record of records) {
        raw.push(String(record.value));
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
  return { events, raw, stop: () => subscriber.stop() };
}

/** A case of the application service, as its contract events tell about it. */
export class Case {
  readonly id = randomUUID();
  readonly applicantId = randomUUID();
  office = 'buergerservice';
  private version = 0;

  constructor(private readonly tenant = 'duisburg') {}

  /** The next event of this case. */
  next(type: string, more: Record<string, unknown> = {}): ContractEvent {
    this.version += 1;
    const data = {
      applicationId: this.id,
      reference: 'DU-2026-000123-7',
      serviceKey: 'bewohnerparkausweis',
      configurationVersion: 'c'.repeat(64),
      office: this.office,
      applicantId: this.applicantId,
      status: 'filed',
      actionRequired: false,
      statusChanged: true,
      ...more,
    };
    const stored = {
      tenant: this.tenant,
      streamId: this.id,
      streamType: 'application',
      version: this.version,
      type,
      metadata: {
        actor: { personId: this.applicantId, role: 'citizen' },
        correlationId: randomUUID(),
        causationId: randomUUID(),
      },
      recordedAt: new Date().toISOString().replace('Z', '000Z'),
      hash: String(this.version).padStart(64, '0'),
      previousHash: this.version === 1 ? '' : String(this.version - 1).padStart(64, '0'),
    } as const;
    return contractEvent(stored, 'application', data as ContractData);
  }

  get citizen(): TestClaims {
    return { sub: this.applicantId, tenant: this.tenant };
  }
}

/** An event of a payment of a case, as its contract tells it. */
export function paymentEvent(
  { id: applicationId, applicantId, office }: Pick<Case, 'id' | 'applicantId' | 'office'>,
  type: string,
  { orderId, version = 1, ...more }: { readonly orderId: string; readonly version?: number },
): ContractEvent {
  const stored = {
    ...{ tenant: 'duisburg', streamId: orderId, streamType: 'payment', version, type },
    metadata: {
      actor: { personId: 'service:payment', role: 'service' },
      ...{ correlationId: randomUUID(), causationId: randomUUID() },
    },
    recordedAt: new Date().toISOString().replace('Z', '000Z'),
    hash: String(version).padStart(64, '0'),
    previousHash: version === 1 ? '' : String(version - 1).padStart(64, '0'),
  } as const;
  const data = {
    ...{ orderId, applicationId, applicantId, office, serviceKey: 'bewohnerparkausweis' },
    ...{ payment: 'settled', amountCents: 3_070, ...more },
  };
  return contractEvent(stored, 'payment', data as unknown as ContractData);
}

/** A caseworker of an office. */
export function caseworkerOf(office: string, tenant = 'duisburg'): TestClaims {
  return { sub: randomUUID(), tenant, roles: ['caseworker'], offices: [office] };
}
