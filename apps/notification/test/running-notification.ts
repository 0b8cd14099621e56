import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  contractEvent,
  topics,
  type ContractData,
  type ContractEvent,
  type PublishingService,
} from '#contracts';
import { KafkaJsBroker } from '#messaging';
import {
  createTopics,
  eventually,
  freePort,
  messageSigner,
  StandIn,
  startOwnBroker,
  tenantsFolder,
  testDatabase,
  testEnvironment,
  testKeys,
  tokenFor,
  type TestClaims,
} from '#testing';
import { notificationMigrations } from '../src/migrations';
import { TestMailServer } from './test-mail-server';

const root = resolve(__dirname, '../../..');

/** What identity knows about a person or a sign-in link. */
export interface Contact {
  readonly email: string;
  readonly language: string;
  readonly url?: string;
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/** Everything around the notification service: database, broker, mail server, and a stand-in for identity. */
export async function startWorld() {
  const [broker, database] = await Promise.all([
    startOwnBroker(),
    testDatabase('notification', notificationMigrations),
  ]);
  await createTopics(broker.brokers, Object.values(topics));
  const mailServer = new TestMailServer();
  await mailServer.start();
  const contacts = new Map<string, Contact>();
  const identity = await StandIn.start(({ method, url }) => {
    const body = contacts.get(`${method} ${url}`);
    return body && { body };
  });
  // What the witness has heard.
  const heard: ContractEvent[] = [];
  const audit = await StandIn.start(({ url = '' }) => {
    const ids = /^\/internal\/events\/known\?ids=(.*)$/.exec(url)?.[1];
    if (ids === undefined) return { body: { events: heard } };
    return { body: { known: ids.split(',').filter((id) => heard.some((event) => event.id === id)) } };
  });
  const keys = testKeys(['identity', 'gateway', 'notification', 'application', 'mailbox', 'audit']);
  const client = new KafkaJsBroker('test', broker.brokers);
  const publisher = await client.openPublisher();
  const [port, innerPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  let service: ChildProcess | undefined;
  let log = '';

  const world = {
    heard,
    mailServer,
    log: () => log,
    /** Starts the service as a process of its own, as the launcher does, and waits until it is ready. */
    async start(): Promise<void> {
      const started = spawn(
        process.execPath,
        [
          '--conditions=repo-source',
          '--require',
          `${root}/libs/messaging/test/child/typescript.cjs`,
          `${root}/apps/notification/src/main.ts`,
        ],
        {
          cwd: root,
          env: {
            PATH: process.env['PATH'],
            ...testEnvironment('notification', { database, keys, brokers: broker.brokers }),
            PORT: String(port),
            INNER_PORT: String(innerPort),
            LOG_LEVEL: 'trace',
            IDENTITY_URL: identity.url,
            AUDIT_URL: audit.url,
            SMTP_URL: `smtp://127.0.0.1:${mailServer.port}`,
            PUBLIC_PORT: '8080',
          },
        },
      );
      for (const output of [started.stdout, started.stderr])
        output.on('data', (chunk) => (log += String(chunk)));
      service = started;
      await eventually(
        'the notification service is ready',
        async () => {
          if (started.exitCode !== null) throw new Error(`it ended: ${log.slice(-2_000)}`);
          return (await world.health('ready')).ok;
        },
        90_000,
      );
    },
    /** What the service says of its health: whether it is `live` or `ready`. */
    health: (what: 'live' | 'ready') => fetch(`http://127.0.0.1:${innerPort}/health/${what}`),
    /** kill -9 */
    kill(): void {
      service?.kill('SIGKILL');
    },
    async stop(): Promise<void> {
      if (service && service.exitCode === null && service.signalCode === null) {
        service.kill('SIGTERM');
        await once(service, 'exit');
      }
    },
    /** Makes a person known to identity; returns their id. */
    person(email: string, language = 'de'): string {
      const id = randomUUID();
      contacts.set(`GET /internal/persons/${id}/contact`, { email, language });
      return id;
    },
    signInLink(contact: Contact): string {
      const id = randomUUID();
      contacts.set(`POST /internal/sign-in-links/${id}/mail`, contact);
      return id;
    },
    async tell(...events: ContractEvent[]): Promise<void> {
      for (const event of events) {
        const service = event.type.split('.')[0] as PublishingService;
        const signer = await messageSigner(keys, service);
        const value = Buffer.from(JSON.stringify(event));
        await publisher.send(
          topics[service],
          signer.signed(topics[service], [{ key: event.subject, value, headers: { ce_id: event.id } }]),
        );
      }
    },
    async send(
      method: string,
      path: string,
      claims: TestClaims,
      headers: Readonly<Record<string, string>> = {},
      body?: string,
    ): Promise<Response> {
      return fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${await tokenFor(keys, claims)}`, ...headers },
        ...(body !== undefined && { body }),
      });
    },
    query: database.query,
    /** Puts every time that the service goes by a minute back, as if one had passed. */
    async aMinutePasses(): Promise<void> {
      for (const tenant of readdirSync(tenantsFolder)) {
        await database.query(
          `UPDATE notification.mails SET due_at = due_at - interval '1 minute' WHERE state = 'queued'`,
          [],
          tenant,
        );
        await database.query(
          `UPDATE notification.correspondences SET quiet_until = quiet_until - interval '1 minute'`,
          [],
          tenant,
        );
      }
    },
    async mailOf(
      event: ContractEvent,
    ): Promise<{ state: string; attempts: number; reason: string | null } | undefined> {
      const rows = await database.query<{ state: string; attempts: number; reason: string | null }>(
        'SELECT state, attempts, reason FROM notification.mails WHERE event_id = $1',
        [event.id],
      );
      return rows[0];
    },
    async remove(): Promise<void> {
      await world.stop();
      await publisher.close();
      await client.close();
      identity.stop();
      audit.stop();
      await mailServer.stop();
      await Promise.all([database.drop(), broker.remove()]);
    },
  };
  return world;
}

/** A contract event as its service's relay sends it. */
export function told(
  type: string,
  data: Record<string, unknown>,
  {
    tenant = 'duisburg',
    streamId = randomUUID(),
    version = 1,
  }: { tenant?: string; streamId?: string; version?: number } = {},
): ContractEvent {
  const [service = '', name = ''] = type.split('.');
  const metadata = {
    actor: { personId: `service:${service}`, role: 'service' },
    correlationId: randomUUID(),
    causationId: randomUUID(),
  } as const;
  const chain = { hash: 'a'.repeat(64), previousHash: version === 1 ? '' : 'b'.repeat(64) };
  const recordedAt = new Date().toISOString().replace('Z', '000Z');
  return contractEvent(
    { tenant, streamId, streamType: 'test', version, type: name, metadata, recordedAt, ...chain },
    service,
    data as ContractData,
  );
}

/** Something happened in a case of a person, which changed its status. */
export function caseEvent(
  name: string,
  applicantId: string,
  more: Record<string, unknown> = {},
  tenant = 'duisburg',
): ContractEvent {
  return caseOf(applicantId, tenant)(name, more);
}

/** What happens in one case of a person, one event after the other; each changes its status. */
export function caseOf(applicantId: string, tenant = 'duisburg', applicationId: string = randomUUID()) {
  let version = 0;
  return (name: string, more: Record<string, unknown> = {}): ContractEvent => {
    const data = {
      applicationId,
      reference: 'DU-2026-000123-7',
      serviceKey: 'bewohnerparkausweis',
      configurationVersion: 'c'.repeat(64),
      office: 'buergerservice',
      applicantId,
      status: 'in-processing',
      actionRequired: false,
      statusChanged: true,
      ...(name === 'NoticeProvided' && { noticeId: randomUUID(), status: 'notice-available' }),
      ...more,
    };
    return told(`application.${name}`, data, { tenant, streamId: applicationId, version: (version += 1) });
  };
}

export function messageEvent(
  applicantId: string,
  recipient: 'citizen' | 'office',
  applicationId: string = randomUUID(),
): ContractEvent {
  const ofCase = { applicationId, applicantId, office: 'buergerservice' };
  return told('mailbox.MessageWritten', {
    ...ofCase,
    messageId: randomUUID(),
    authorRole: recipient === 'office' ? 'citizen' : 'caseworker',
    recipient,
  });
}
