import { Controller, Get, Inject, Module, Query, type DynamicModule } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { Client, escapeLiteral } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { AuthModule, CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { contractEvent, type ContractData } from '#contracts';
import {
  eventStoreMigrations,
  hashEvent,
  PostgresEventStore,
  runCommand,
  type Aggregate,
  type DomainEvent,
  type RecordedEvent,
  type StoredEvent,
} from '#event-sourcing';
import { createService, IdParam, Problem } from '#http';
import { messagingMigrations, MessagingModule } from '#messaging';
import { openTenantDatabase, rowLevelSecurity, type TenantDatabase } from '#database';
import { testBrokers, testDatabase, type Keys, type TestDatabase } from '#testing';
import { folding, StreamsModule, tellingOf, verificationMigrations } from '#verification';

/** A case as the witness's tests need it: its events carry what their contract events say. */
const cases: Aggregate<Readonly<Record<string, unknown>>, DomainEvent, DomainEvent> = {
  streamType: 'application',
  decider: {
    initialState: {},
    decide: (event) => [event],
    evolve: (_, { data }) => data as Readonly<Record<string, unknown>>,
  },
  readModels: [
    {
      table: 'application.cases',
      columns: { status: 'text' },
      row: ({ status }) => ({ status }),
    },
  ],
};
/** What it tells of an event. */
const publish = (event: RecordedEvent) => contractEvent(event, 'application', event.data as ContractData);

const accesses: typeof cases = { ...cases, streamType: 'case-access', readModels: [] };

class CreateCases1 implements MigrationInterface {
  name = 'CreateCases1763650000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA application');
    await runner.query('GRANT USAGE ON SCHEMA application TO application_service');
    await runner.query(`CREATE TABLE application.cases
      (tenant text NOT NULL, stream_id uuid NOT NULL, version integer NOT NULL, status text, PRIMARY KEY (tenant, stream_id))`);
    for (const statement of rowLevelSecurity('application.cases')) await runner.query(statement);
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON application.cases TO application_service');
  }

  async down(): Promise<void> {}
}

/** The part of `GET /internal/applications/{id}/history` that the witness compares. */
@Controller('internal/applications')
@OnlyServices('audit')
class HistoryController {
  constructor(@Inject(PostgresEventStore) private readonly store: PostgresEventStore) {}

  @Get(':id/history')
  async history(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() streamId: string,
    @Query() { asOfVersion, asOfTime, as }: Record<string, string>,
  ) {
    const { events, version } = await this.store.read(
      { tenant, streamId },
      {
        ...(asOfVersion === undefined ? {} : { upToVersion: Number(asOfVersion) }),
        ...(asOfTime === undefined ? {} : { upToTime: asOfTime }),
      },
    );
    const last = events.at(-1);
    if (last === undefined) throw new Problem('not-found');
    const { status } = last.data as { status: string };
    const history = events.map((event) => ({
      version: event.version,
      ...(as === 'auditor' ? { hash: event.hash } : {}),
    }));
    return { as, version, status, updatedAt: last.recordedAt, history };
  }
}

/** The store with a clock that stands at a time in the past. */
function recordingAt(store: PostgresEventStore, time: string): PostgresEventStore {
  return new Proxy(store, {
    get: (target, name) =>
      name === 'read'
        ? async (...of: Parameters<PostgresEventStore['read']>) => ({
            ...(await target.read(...of)),
            now: time,
          })
        : Reflect.get(target, name, target),
  });
}

@Module({})
class SourceModule {}

/** A service with a real log, relay and read model that publishes as `application`. */
export class SourceService {
  private constructor(
    private readonly app: INestApplication,
    readonly database: TestDatabase,
    private readonly connections: TenantDatabase,
    private readonly store: PostgresEventStore,
    readonly url: string,
  ) {}

  static async start(topic: string, keys: Keys) {
    const database = await testDatabase('application', [
      ...eventStoreMigrations('application'),
      ...messagingMigrations('application'),
      ...verificationMigrations('application'),
      CreateCases1,
    ]);
    const connections = openTenantDatabase(database.serviceUrl, { connectTimeoutMs: 30_000 });
    const store = new PostgresEventStore(connections);
    const module: DynamicModule = {
      module: SourceModule,
      imports: [
        AuthModule.forRoot({
          service: 'application',
          privateKeyFile: keys.privateKeyFile('application'),
          publicKeysFile: keys.publicKeysFile,
        }),
        MessagingModule.forRoot({
          service: 'application',
          brokers: testBrokers(),
          database: connections,
          topic: {
            name: topic,
            store,
            publish,
          },
        }),
        StreamsModule.forRoot({
          database: connections,
          store,
          foldings: [folding(cases), folding(accesses)],
          telling: tellingOf(publish),
        }),
      ],
      controllers: [HistoryController],
      providers: [{ provide: PostgresEventStore, useValue: store }],
    };
    const app = await createService(module, {
      service: 'application',
      HOST: '127.0.0.1',
      PORT: 0,
      LOG_LEVEL: 'silent',
    });
    await app.listen(0, '127.0.0.1');
    return new SourceService(app, database, connections, store, await app.getUrl());
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.connections.close();
    await this.database.drop();
  }

  /** Appends one event to a stream of a case. @returns the new version. */
  async append(tenant: string, streamId: string, event: DomainEvent, recordedAt?: string): Promise<number> {
    const commandId = uuidv7();
    const aggregate = event.type === 'CaseAccessed' ? accesses : cases;
    const store = recordedAt === undefined ? this.store : recordingAt(this.store, recordedAt);
    const { version } = await runCommand(store, aggregate, { tenant, streamId }, event, {
      metadata: {
        actor: { personId: uuidv7(), role: 'caseworker' },
        commandId,
        correlationId: commandId,
        causationId: commandId,
      },
    });
    return version;
  }

  /** The events of a stream as they stand. */
  async events(tenant: string, streamId: string) {
    return (await this.store.read({ tenant, streamId })).events;
  }

  /** Changes the payloads of a stream and computes every hash anew, so that the chain fits. */
  async forgeWholeChain(
    tenant: string,
    streamId: string,
    change: (payload: string) => string,
  ): Promise<void> {
    const { rows } = await this.connections.withTenant(tenant, (client) =>
      client.query<Omit<StoredEvent, 'hash' | 'previousHash'>>(
        `SELECT tenant, stream_id AS "streamId", version, stream_type AS "streamType", type,
          schema_version AS "schemaVersion", metadata, payload,
          to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "recordedAt"
        FROM event_store.events WHERE tenant = $1 AND stream_id = $2 ORDER BY version`,
        [tenant, streamId],
      ),
    );
    let previousHash = '';
    for (const row of rows) {
      const payload = change(row.payload);
      const hash = hashEvent({ ...row, payload, previousHash });
      await this.forge(
        tenant,
        `UPDATE event_store.events SET payload = ${escapeLiteral(payload)}, hash = decode('${hash}', 'hex'),
          previous_hash = decode('${previousHash}', 'hex') WHERE stream_id = '${streamId}' AND version = ${row.version}`,
      );
      previousHash = hash;
    }
  }

  /** Runs a statement as the owner of the database who has switched its protection off. */
  async forge(tenant: string, statement: string): Promise<void> {
    const owner = new Client({ connectionString: this.database.ownerUrl });
    await owner.connect();
    await owner.query(`SELECT set_config('app.tenant', $1, false)`, [tenant]);
    await owner.query('ALTER TABLE event_store.events DISABLE TRIGGER refuse_change');
    await owner.query(statement);
    await owner.query('ALTER TABLE event_store.events ENABLE ALWAYS TRIGGER refuse_change');
    await owner.end();
  }
}
