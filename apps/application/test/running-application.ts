import { randomUUID } from 'node:crypto';
import { json as readJson } from 'node:stream/consumers';
import type { INestApplication } from '@nestjs/common';
import type { ContractEvent } from '#contracts';
import { closeGracefully, createService, parseConfig } from '#http';
import { connectConsumers, KafkaConsumerStrategy, KafkaJsBroker } from '#messaging';
import {
  DescribedAnswers,
  eventually,
  messageSigner,
  StandIn,
  testBrokers,
  testDatabase,
  testEnvironment,
  testKeys,
  testTopic,
  tokenFor,
  type Keys,
  type TestClaims,
  type TestDatabase,
} from '#testing';
import request from 'supertest';
import { ApplicationModule } from '../src/application.module';
import { applicationVariables } from '../src/config';
import { applicationMigrations } from '../src/migrations';

export const citizenId = '00000000-0000-7000-8000-0000000000c1';
export const otherCitizenId = '00000000-0000-7000-8000-0000000000c2';
/** Somebody who has not consented to electronic notices; everybody else has. */
export const onPaperId = '00000000-0000-7000-8000-0000000000c3';
export const consentGivenAt = '2026-11-01T08:00:00.000000Z';

/** How far a mail is, to the notification service. */
export interface MailProgress {
  readonly state: string;
  readonly sentAt?: string;
}

/** A citizen to identity; everybody else that a case is given to is staff. */
export const strangerId = '00000000-0000-7000-8000-0000000000c8';
export const caseworkerId = '00000000-0000-7000-8000-0000000000a1';

/** People as the gateway's tokens present them. */
export const people = {
  citizen: { sub: citizenId, roles: ['citizen'] },
  onPaper: { sub: onPaperId, roles: ['citizen'] },
  otherCitizen: { sub: otherCitizenId, roles: ['citizen'] },
  caseworker: { sub: caseworkerId, roles: ['caseworker'], offices: ['buergerservice'] },
  caseworkerElsewhere: {
    sub: '00000000-0000-7000-8000-0000000000a2',
    roles: ['caseworker'],
    offices: ['steueramt'],
  },
  headOfOffice: {
    sub: '00000000-0000-7000-8000-0000000000a3',
    roles: ['head-of-office'],
    offices: ['buergerservice'],
  },
  operator: { sub: '00000000-0000-7000-8000-0000000000a5', roles: ['operator'] },
  auditor: { sub: '00000000-0000-7000-8000-0000000000a4', roles: ['auditor'] },
  stranger: { kind: 'anonymous' },
  mailbox: { kind: 'service', sub: 'service:mailbox' },
  audit: { kind: 'service', sub: 'service:audit' },
} as const satisfies Record<string, TestClaims>;

export type Answer = request.Response & { readonly body: Record<string, never> };

/** How a service is started. */
interface StartOptions {
  /** Where the audit service is; without it nobody knows the references that were given before. */
  readonly witnessUrl?: string;
  /** Where the service finds its database, given where that is. */
  readonly throughServer?: (url: string) => string | Promise<string>;
  /** Folder of the cities; default: as they are delivered. */
  readonly tenants?: string;
  /** It listens to what other services publish, as it does in operation: {@link RunningApplication.publish}. */
  readonly listening?: true;
  /** Further variables. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The application service on a database of its own, with a stand-in for identity that knows every person. */
export class RunningApplication {
  private constructor(
    readonly app: INestApplication,
    readonly database: TestDatabase,
    readonly url: string,
    readonly identity: StandIn,
    /** What the notification service knows, by the path at which it is asked. */
    readonly mails: Map<string, MailProgress>,
    /** What it was asked to tell staff. */
    readonly alertMails: readonly object[],
    /** What identity knows of a person, where it is more than an address. */
    readonly persons: Map<string, object>,
    /** Accounts that identity names, by the path at which it is asked: a colleague's own ones, and guests that may be claimed. */
    readonly accounts: Map<string, readonly string[]>,
    /** What identity says people are called, by their ids, and by the path at which it is asked who works for an office. */
    readonly names: Map<string, string | readonly object[]>,
    /** The proofs for declarations that identity knows, by {@link proofName}. */
    readonly proofs: Map<string, object>,
    /** The ids of who an office enters next. */
    readonly recorded: string[],
    private readonly notification: StandIn,
    private readonly keys: Keys,
    private readonly described: DescribedAnswers,
    /** Another instance of the same service, on the same database and files. */
    readonly another: () => Promise<INestApplication>,
    private readonly broker:
      { publish(event: ContractEvent): Promise<void>; close(): Promise<void> } | undefined,
    /** Where it tells the others what happened. */
    readonly topic: string,
  ) {}

  /** @param options what is other than usual */
  static async start({
    witnessUrl,
    throughServer = (url) => url,
    tenants,
    listening,
    environment: further = {},
  }: StartOptions = {}): Promise<RunningApplication> {
    const keys = testKeys(['application', 'identity', 'gateway', 'mailbox', 'audit', 'payment']);
    const database = await testDatabase('application', applicationMigrations);
    const email = { value: 'erika@example.org', source: 'confirmed', levelOfAssurance: 'low' };
    const persons = new Map<string, object>();
    const accounts = new Map<string, readonly string[]>();
    const names = new Map<string, string | readonly object[]>();
    const proofs = new Map<string, object>();
    const recorded: string[] = [];
    const identity = await StandIn.start(({ url = '' }) => {
      const personIds = accounts.get(url);
      if (personIds !== undefined) return { body: { personIds } };
      if (url === '/internal/recorded-persons')
        return { body: { personId: recorded.shift() ?? randomUUID() } };
      if (url === '/internal/names') return { body: { names: Object.fromEntries(names) } };
      if (url.startsWith('/internal/colleagues')) return { body: { items: names.get(url) ?? [] } };
      if (url.startsWith('/internal/declaration-proofs')) return { body: proofFor(url, proofs) };
      if (url.endsWith('/kind')) return { body: { kind: url.includes(strangerId) ? 'citizen' : 'staff' } };
      if (url.endsWith('/consents')) {
        return { body: url.includes(onPaperId) ? {} : { electronicNotices: consentGivenAt } };
      }
      const personId = /persons\/([^/]+)/.exec(url)?.[1] ?? citizenId;
      return { body: { personId, ...(persons.get(personId) ?? { attributes: { email } }) } };
    });
    const mails = new Map<string, MailProgress>();
    const alertMails: object[] = [];
    const notification = await StandIn.start((asked) => {
      const { url = '' } = asked;
      if (url === '/internal/alert-mails') {
        void readJson(asked).then((mail) => alertMails.push(mail as object));
        return { status: 202, body: {} };
      }
      const mail = mails.get(url);
      return mail && { body: mail };
    });
    const environment = testEnvironment('application', { database, keys });
    const config = parseConfig(applicationVariables, {
      ...environment,
      IDENTITY_URL: identity.url,
      NOTIFICATION_URL: notification.url,
      DATABASE_URL: await throughServer(database.serviceUrl),
      // Nothing is added to a case by itself, unless a test is about that.
      MAKES_PAPERS: 'false',
      ...(witnessUrl && { AUDIT_URL: witnessUrl }),
      ...(tenants !== undefined && { TENANTS_DIR: tenants }),
      ...further,
    });
    const topic = await testTopic('application');
    const others = listening ? await testTopic('others') : undefined;
    const instance = async (): Promise<INestApplication> => {
      const module = ApplicationModule.with(config, topic, others === undefined ? {} : listeningTo(others));
      const options = {
        service: 'application',
        ...config,
        ...(listening && { configure: connectConsumers }),
      };
      const app = await createService(module, options);
      await app.listen(0, '127.0.0.1');
      if (listening) {
        await app.startAllMicroservices();
        const consumers = app.get(KafkaConsumerStrategy, { strict: false });
        await eventually('the service joins its consumer group', () => consumers.state?.joined, 30_000);
      }
      return app;
    };
    const broker = others === undefined ? undefined : await publisherTo(others, keys);
    const app = await instance();
    const url = await app.getUrl();
    const described = await DescribedAnswers.of(url);
    return new RunningApplication(
      app,
      database,
      url,
      identity,
      mails,
      alertMails,
      persons,
      accounts,
      names,
      proofs,
      recorded,
      notification,
      keys,
      described,
      instance,
      broker,
      topic,
    );
  }

  /** Tells the service what happened in another one, as the relay of that one does: signed with its key. */
  async publish(event: ContractEvent): Promise<void> {
    if (this.broker === undefined) throw new Error('start it with listening: true');
    await this.broker.publish(event);
  }

  async stop(): Promise<void> {
    await this.broker?.close();
    await closeGracefully(this.app);
    this.identity.stop();
    this.notification.stop();
    await this.database.drop();
  }

  /** Where the public keys of all services are. */
  get publicKeysFile(): string {
    return this.keys.publicKeysFile;
  }

  token(claims: TestClaims): Promise<string> {
    return tokenFor(this.keys, claims);
  }

  async get(who: TestClaims, path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await request(this.url)
      .get(path)
      .set('authorization', `Bearer ${await this.token(who)}`)
      .set(headers);
    return this.described.check('get', path, answer);
  }

  /** A POST as a well-behaved client sends it; `undefined` leaves a header out. */
  async post(
    who: TestClaims,
    path: string,
    body: object,
    headers: { ifMatch?: number | string; key?: string | null; language?: string } = {},
  ): Promise<Answer> {
    const { ifMatch, key = randomUUID(), language = 'de' } = headers;
    const post = request(this.url)
      .post(path)
      .set('authorization', `Bearer ${await this.token(who)}`)
      .set('accept-language', language);
    if (ifMatch !== undefined) post.set('if-match', typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch);
    if (key !== null) post.set('idempotency-key', key);
    return this.described.check('post', path, await post.send(body));
  }

  async saveForm(who: TestClaims, id: string, patch: unknown, ifMatch: number): Promise<Answer> {
    const path = `/portal/applications/${id}/form`;
    const answer = await request(this.url)
      .patch(path)
      .set('authorization', `Bearer ${await this.token(who)}`)
      .set('if-match', `"${ifMatch}"`)
      .set('content-type', 'application/merge-patch+json')
      .send(JSON.stringify(patch));
    return this.described.check('patch', path, answer);
  }

  /** A draft of a service, filled in where a form is given. */
  async draft(
    who: TestClaims = people.citizen,
    serviceKey = 'meldebescheinigung',
    form?: object,
  ): Promise<string> {
    const drafted = await this.post(who, '/portal/applications', { serviceKey });
    expect([drafted.status, drafted.body]).toEqual([201, expect.objectContaining({ status: 'draft' })]);
    const id: string = drafted.body['id'] ?? '';
    if (form !== undefined) {
      const saved = await this.saveForm(who, id, form, 1);
      expect([saved.status, saved.body]).toEqual([200, expect.objectContaining({ status: 'draft' })]);
    }
    return id;
  }

  /** Reviews and submits what stands in a draft. */
  async submit(who: TestClaims, id: string): Promise<Answer> {
    const review = await this.get(who, `/portal/applications/${id}/review`);
    const { declarationHash } = review.body;
    const version = Number(/\d+/.exec(review.headers['etag'] ?? '')?.[0]);
    const body = { declarationHash, warningAcknowledged: true };
    return this.post(who, `/portal/applications/${id}/submit`, body, { ifMatch: version });
  }

  /** A filed application. */
  async filed(who: TestClaims = people.citizen): Promise<string> {
    const id = await this.draft(who, 'meldebescheinigung', completeForm);
    const submitted = await this.submit(who, id);
    expect([submitted.status, submitted.body]).toEqual([200, expect.objectContaining({ status: 'filed' })]);
    return id;
  }

  /** A command of the staff upon whatever version the case has. */
  async command(who: TestClaims, id: string, name: string, body: object = {}): Promise<Answer> {
    const shown = await this.get(who, `/backoffice/applications/${id}`);
    return this.post(who, `/backoffice/applications/${id}/${name}`, body, {
      ifMatch: Number(shown.body['version']),
    });
  }
}

/** All that others publish in one topic. Members of one group that listen to different topics would take each other's. */
function listeningTo(topic: string) {
  const topics = { application: topic, mailbox: topic, identity: topic, payment: topic };
  return { topics, group: `application of ${topic}` };
}

/** Publishes to a topic what any service says, each with its own key. */
async function publisherTo(topic: string, keys: Keys) {
  const client = new KafkaJsBroker('test', testBrokers());
  const publisher = await client.openPublisher();
  return {
    async publish(event: ContractEvent): Promise<void> {
      const signer = await messageSigner(keys, event.type.slice(0, event.type.indexOf('.')));
      const value = Buffer.from(JSON.stringify(event));
      const record = { key: event.subject, value, headers: { ce_id: event.id } };
      await publisher.send(topic, signer.signed(topic, [record]));
    },
    async close(): Promise<void> {
      await publisher.close();
      await client.close();
    },
  };
}

/** Which declaration of whom a proof is for. */
export const proofName = (application: string, person: string, hash: string): string =>
  [application, person, hash].join(' ');

/** What identity answers about a proof. */
function proofFor(url: string, proofs: ReadonlyMap<string, object>): object {
  const query = new URL(url, 'http://identity').searchParams;
  const [application = '', person = '', hash = ''] = ['application', 'person', 'hash'].map(
    (name) => query.get(name) ?? '',
  );
  const proof = proofs.get(proofName(application, person, hash));
  const isOther = [...proofs.keys()].some((known) => known.startsWith(`${application} ${person} `));
  return proof === undefined ? { ofOtherDeclaration: isOther } : { proof, ofOtherDeclaration: false };
}

/** A form of `meldebescheinigung` that can be submitted. */
export const completeForm = {
  person: { givenNames: 'Erika', familyName: 'Müstermann', birthDate: '1964-08-12' },
  postcode: '47051',
  kind: 'simple',
  purpose: 'bank',
};
