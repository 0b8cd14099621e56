import type { INestApplication } from '@nestjs/common';
import request from 'supertest';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import { readPublicKeys } from '#auth';
import { topics as contractTopics, type PublishingService } from '#contracts';
import { parseConfig } from '#http';
import { connectConsumers, KafkaJsBroker } from '#messaging';
import {
  DescribedAnswers,
  eventually,
  messageSigner,
  StandIn,
  testBrokers,
  testDatabase,
  testEnvironment,
  testKeys,
  testService,
  testTopic,
  tokenFor,
  type Keys,
  type TestClaims,
  type TestDatabase,
} from '#testing';
import { AuditModule } from '../src/audit.module';
import { auditVariables } from '../src/config';
import { auditMigrations } from '../src/migrations';
import { SourceService } from './source-service';

export const auditorId = '00000000-0000-7000-8000-0000000000f1';
export const auditor = { sub: auditorId, roles: ['auditor'] } as const satisfies TestClaims;

/** What every event of a case says. */
const matter = {
  serviceKey: 'meldebescheinigung',
  configurationVersion: 'c'.repeat(64),
  office: 'buergerservice',
  actionRequired: false,
  statusChanged: true,
};

/** The audit service on a database of its own, beside a source with a real log and relay. */
export class RunningAudit {
  private constructor(
    readonly app: INestApplication,
    readonly source: SourceService,
    readonly database: TestDatabase,
    /** Names those whom a test makes known; without one it is as if identity were away. */
    readonly identity: StandIn,
    private readonly keys: Keys,
    private readonly topics: Record<PublishingService, string>,
  ) {}

  /** @param everySeconds how often it asks the sources; without, it does so once and only the application service answers */
  static async start(everySeconds?: number): Promise<RunningAudit> {
    const keys = testKeys(['application', 'mailbox', 'identity', 'payment', 'gateway', 'audit']);
    const topics = { ...contractTopics } as Record<PublishingService, string>;
    for (const service of ['application', 'mailbox', 'identity', 'payment'] as const)
      topics[service] = await testTopic(service);
    const source = await SourceService.start(topics.application, keys);
    const database = await testDatabase('audit', auditMigrations);
    const identity = await StandIn.start(() => ({ status: 503, body: {} }));
    const config = parseConfig(auditVariables, {
      ...testEnvironment('audit', { database, keys }),
      APPLICATION_URL: source.url,
      NOTIFICATION_URL: 'http://127.0.0.1:1',
      PAYMENT_URL: everySeconds === undefined ? 'http://127.0.0.1:1' : source.url,
      MAILBOX_URL: everySeconds === undefined ? 'http://127.0.0.1:1' : source.url,
      IDENTITY_URL: everySeconds === undefined ? identity.url : source.url,
      COMPARE_INTERVAL_SECONDS: String(everySeconds ?? 3_600),
    });
    // A group of its own: two that run at once would share out each other's topics.
    const module = AuditModule.with(config, { topics, service: `audit-${uuidv7()}` });
    const app = await testService(module, { service: 'audit', ...config, configure: connectConsumers });
    await app.listen(0, '127.0.0.1');
    await app.startAllMicroservices();
    return new RunningAudit(app, source, database, identity, keys, topics);
  }

  private described: Promise<DescribedAnswers> | undefined;

  async stop(): Promise<void> {
    await this.app.close();
    this.identity.stop();
    await this.source.stop();
    await this.database.drop();
  }

  get(who: TestClaims, path: string, headers: Record<string, string> = {}): Promise<request.Response> {
    return this.ask(who, `/backoffice/audit/${path}`, headers);
  }

  /** An answer at an address of the service, as its OpenAPI document describes it. */
  async ask(
    who: TestClaims,
    address: string,
    headers: Record<string, string> = {},
  ): Promise<request.Response> {
    const url = await this.app.getUrl();
    const answer = await request(url)
      .get(address)
      .set('authorization', `Bearer ${await tokenFor(this.keys, who)}`)
      .set(headers);
    return (await (this.described ??= DescribedAnswers.of(url))).check('get', address, answer);
  }

  /** A question of another service. */
  async post(who: TestClaims, address: string, body: object): Promise<request.Response> {
    return request(await this.app.getUrl())
      .post(address)
      .set('authorization', `Bearer ${await tokenFor(this.keys, who)}`)
      .send(body);
  }

  /** A file, as its bytes. */
  async download(who: TestClaims, path: string): Promise<Buffer> {
    const answer = await fetch(`${await this.app.getUrl()}/backoffice/audit/${path}`, {
      headers: { authorization: `Bearer ${await tokenFor(this.keys, who)}` },
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  }

  /** With which the audit service signs. */
  keyOf(id: string) {
    return readPublicKeys(this.keys.publicKeysFile).get(id)?.key;
  }

  /** Sends a message as if the service that it names had told it. */
  async tell(event: { subject: string; type: string }): Promise<void> {
    const service = event.type.slice(0, event.type.indexOf('.')) as PublishingService;
    const broker = new KafkaJsBroker('testing', testBrokers());
    const publisher = await broker.openPublisher();
    const signer = await messageSigner(this.keys, service);
    const record = { key: event.subject, value: Buffer.from(JSON.stringify(event)), headers: {} };
    const topic = this.topics[service];
    await publisher.send(topic, signer.signed(topic, [record]));
    await publisher.close();
    await broker.close();
  }

  /** Waits until the witness has heard of so many events of a case. */
  async heard(id: string, count: number, who: TestClaims = auditor): Promise<void> {
    await eventually(`the witness hears of ${count} events of ${id}`, async () => {
      const { body } = await this.get(who, `applications/${id}/events`);
      return (body as { events?: unknown[] }).events?.length === count;
    });
  }
}

/** A case that is moved on event by event. */
export class Case {
  readonly id = uuidv7();
  readonly reference = `DU-2026-${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}-7`;
  private readonly applicantId = uuidv7();

  constructor(
    private readonly source: SourceService,
    readonly tenant = 'duisburg',
  ) {}

  next(type: string, status: string, more: Record<string, unknown> = {}): Promise<number> {
    const { id: applicationId, reference, applicantId } = this;
    const data = { ...matter, applicationId, reference, applicantId, status, ...more };
    return this.source.append(this.tenant, this.id, { type, data });
  }

  /** The same, dated by a clock that stands at a time in the past. */
  recordedAt(time: string, type: string, status: string): Promise<number> {
    const { id: applicationId, reference, applicantId } = this;
    const data = { ...matter, applicationId, reference, applicantId, status };
    return this.source.append(this.tenant, this.id, { type, data }, time);
  }

  accessed(personId: string, purpose: string): Promise<number> {
    const data = { applicationId: this.id, personId, role: 'caseworker', purpose };
    return this.source.append(this.tenant, uuidv5('case-access', this.id), { type: 'CaseAccessed', data });
  }

  /** A case that was drafted, filed and assigned, and of which the witness has heard. */
  static async underWay(audit: RunningAudit): Promise<Case> {
    const theCase = new Case(audit.source);
    await theCase.next('ApplicationDrafted', 'draft');
    await theCase.next('ApplicationFiled', 'filed');
    await theCase.next('CaseAssigned', 'in-processing', { assignedTo: uuidv7() });
    await audit.heard(theCase.id, 3);
    return theCase;
  }
}
