import { contractEvent, type ContractEvent, type PublishingService } from '#contracts';
import { eventStoreMigrations, PostgresEventStore, type RecordedEvent } from '#event-sourcing';
import { messagingMigrations, type Publication } from '#messaging';
import { openTenantDatabase, rowLevelSecurity, type TenantDatabase } from '#database';
import { testDatabase, testDatabaseServer, type TestDatabase } from '#testing';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';

/** What the handlers of these tests do: one row for each effect, so that a second effect would be seen. */
class CreateEffects1763640000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA testing');
    await runner.query('GRANT USAGE ON SCHEMA testing TO testing_service');
    await runner.query(`CREATE TABLE testing.effects (
      sequence bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, tenant text NOT NULL, stream_id uuid NOT NULL,
      version integer NOT NULL, type text NOT NULL)`);
    for (const statement of rowLevelSecurity('testing.effects')) await runner.query(statement);
    await runner.query('GRANT SELECT, INSERT ON testing.effects TO testing_service');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('dropped with its database'));
  }
}

export const migrations = [
  ...eventStoreMigrations('testing'),
  ...messagingMigrations('testing'),
  CreateEffects1763640000002,
];

/** A service's database as it is in production: event store, messaging, and a table that effects are written to. */
export interface TestService {
  readonly urls: TestDatabase;
  readonly database: TenantDatabase;
  readonly store: PostgresEventStore;
  /** A consumer group of its own. */
  readonly group: string;
  close(): Promise<void>;
}

export async function openService(): Promise<TestService> {
  const urls = await testDatabase('testing', migrations);
  const database = openTenantDatabase(urls.serviceUrl, { connectTimeoutMs: 30_000 });
  return {
    urls,
    database,
    store: new PostgresEventStore(database),
    group: `testing-${randomBytes(6).toString('hex')}`,
    close: async () => {
      await database.close();
      await urls.drop();
    },
  };
}

export const newStream = (): string => uuidv7();

/** Appends the versions `from` … `to` of a stream, one event each. */
export async function append(
  store: Pick<PostgresEventStore, 'append' | 'read'>,
  streamId: string,
  {
    type = 'FormSaved',
    times = 1,
    atOnce = 1,
    tenant = 'duisburg',
  }: { type?: string; times?: number; /** Events of one append. */ atOnce?: number; tenant?: string } = {},
): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    const { version, now, events } = await store.read({ tenant, streamId });
    const previousHash = events.at(-1)?.hash;
    await store.append({
      tenant,
      streamId,
      streamType: 'application',
      expectedVersion: version,
      events: Array.from({ length: atOnce }, () => ({ type, data: {} })),
      metadata: {
        actor: { personId: streamId, role: 'citizen' },
        commandId: uuidv7(),
        correlationId: uuidv7(),
        causationId: uuidv7(),
      },
      recordedAt: now,
      ...(previousHash === undefined ? {} : { previousHash }),
    });
  }
}

/** The contract event of a stored event, as if it came from the application service. */
export function asContract(event: RecordedEvent): ContractEvent {
  return contractEvent(event, 'application', {
    applicationId: event.streamId,
    reference: 'DU-2026-000123-7',
    serviceKey: 'bewohnerparkausweis',
    configurationVersion: 'c'.repeat(64),
    office: 'buergerservice',
    applicantId: event.streamId,
    status: 'draft',
    actionRequired: false,
    statusChanged: false,
  });
}

export function publicationOf(store: PostgresEventStore, name: string): Publication {
  return { name, store, publish: asContract };
}

/** All services publish to one topic of the test. */
export function everythingOn(topic: string): Record<PublishingService, string> {
  return { application: topic, mailbox: topic, identity: topic, payment: topic };
}

export interface Effect {
  readonly stream_id: string;
  readonly version: number;
  readonly type: string;
}

/** The effects that the handlers have had, in the order in which they were committed. */
export async function effects(database: TenantDatabase): Promise<Effect[]> {
  const { rows } = await database.acrossTenants((client) =>
    client.query<Effect>('SELECT stream_id, version, type FROM testing.effects ORDER BY sequence'),
  );
  return rows;
}

/** The versions that had an effect, by stream, in order of the effect. */
export async function versionsByStream(database: TenantDatabase): Promise<Record<string, number[]>> {
  const byStream: Record<string, number[]> = {};
  for (const { stream_id, version } of await effects(database)) (byStream[stream_id] ??= []).push(version);
  return byStream;
}

/** Runs a statement as the server's administrator, in the service's database. */
export async function asAdministrator<Row extends object>(
  urls: TestDatabase,
  statement: string,
  values: unknown[] = [],
  elsewhere = false,
): Promise<Row[]> {
  const url = new URL(testDatabaseServer());
  if (!elsewhere) url.pathname = new URL(urls.ownerUrl).pathname;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}
