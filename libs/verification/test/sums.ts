import type { QueryResult } from 'pg';
import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  dueRow,
  eventStoreMigrations,
  hashEvent,
  PostgresEventStore,
  runCommand,
  type Aggregate,
  type EventStore,
  type StoredEvent,
} from '#event-sourcing';
import { openTenantDatabase, rowLevelSecurity, type TenantDatabase } from '#database';
import { testDatabase, type TestDatabase } from '#testing';
import { folding, verificationMigrations, type Log } from '#verification';

export interface Added {
  readonly type: 'Added';
  readonly data: { readonly amount: number };
}

/** When a large sum is looked at, and when it is paid. */
const atTheEnd = '2099-12-31T00:00:00.000000Z';
const isLarge = (sum: number) => sum >= 100;

/** A sum that is listed unless it is 0; its tags are JSON and its time is a column type of its own. A large one is due. */
export const sums: Aggregate<number, number, Added> = {
  streamType: 'sum',
  decider: {
    initialState: 0,
    decide: (amount) => [{ type: 'Added', data: { amount } }],
    evolve: (sum, { data }) => sum + data.amount,
  },
  readModels: [
    {
      table: 'sums.sums',
      columns: { total: 'integer', tags: 'jsonb', updated_at: 'timestamptz' },
      row: (sum, { recordedAt }) =>
        sum === 0 ? undefined : { total: sum, tags: [{ even: sum % 2 === 0 }], updated_at: recordedAt },
    },
  ],
  due: [
    { kind: 'audit', at: (sum) => (isLarge(sum) ? atTheEnd : undefined) },
    { kind: 'payment', at: () => undefined, stands: isLarge },
  ],
  besides: (_command, _events, sum) => (isLarge(sum) ? [dueRow('payment', atTheEnd)] : []),
};

class CreateSums1 implements MigrationInterface {
  name = 'CreateSums1764130000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA sums');
    await runner.query('GRANT USAGE ON SCHEMA sums TO verification_service');
    await runner.query(`CREATE TABLE sums.sums (tenant text NOT NULL, stream_id uuid NOT NULL, version integer NOT NULL,
      total integer NOT NULL, tags jsonb NOT NULL, updated_at timestamptz NOT NULL, PRIMARY KEY (tenant, stream_id))`);
    for (const statement of rowLevelSecurity('sums.sums')) await runner.query(statement);
    await runner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON sums.sums TO verification_service');
  }

  async down(): Promise<void> {}
}

/** Sums in a database of their own. */
export class SumsUnderTest {
  readonly database: TenantDatabase;
  readonly store: PostgresEventStore;
  readonly log: Log;

  private constructor(private readonly files: TestDatabase) {
    this.database = openTenantDatabase(files.serviceUrl, { connectTimeoutMs: 30_000 });
    this.store = new PostgresEventStore(this.database);
    this.log = { database: this.database, store: this.store, foldings: [folding(sums)] };
  }

  static async open(): Promise<SumsUnderTest> {
    const migrations = [
      ...eventStoreMigrations('verification'),
      ...verificationMigrations('verification'),
      CreateSums1,
    ];
    return new SumsUnderTest(await testDatabase('verification', migrations));
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.files.drop();
  }

  get ownerUrl(): string {
    return this.files.ownerUrl;
  }

  async add(
    streamId: string,
    amount: number,
    tenant = 'duisburg',
    into: EventStore = this.store,
  ): Promise<void> {
    const commandId = uuidv7();
    await runCommand(into, sums, { tenant, streamId }, amount, {
      metadata: {
        actor: { personId: uuidv7(), role: 'caseworker' },
        commandId,
        correlationId: commandId,
        causationId: commandId,
      },
    });
  }

  /** Runs a statement as the service's role. */
  asService(statement: string, tenant = 'duisburg'): Promise<QueryResult> {
    return this.database.withTenant(tenant, (client) => client.query(statement));
  }

  /** Runs a statement as the owner of the tables. */
  async asOwner(...statements: readonly string[]): Promise<void> {
    const owner = new Client({ connectionString: this.files.ownerUrl });
    await owner.connect();
    await owner.query(`SELECT set_config('app.tenant', 'duisburg', false)`);
    for (const statement of statements) await owner.query(statement);
    await owner.end();
  }

  /** Puts other content into the last event of a stream, so that it fits the chain: damage that no hash shows. */
  async replaceLast(streamId: string, payload: string): Promise<void> {
    const [last] = await this.files.query<StoredEvent>(
      `SELECT tenant, stream_id AS "streamId", version, stream_type AS "streamType", type, schema_version AS "schemaVersion",
         to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "recordedAt", metadata,
         encode(previous_hash, 'hex') AS "previousHash"
       FROM event_store.events WHERE stream_id = $1 ORDER BY version DESC LIMIT 1`,
      [streamId],
    );
    if (last === undefined) throw new Error(`${streamId} has no events`);
    const hash = hashEvent({ ...last, payload });
    await this.forge(
      `UPDATE event_store.events SET payload = '${payload}', hash = decode('${hash}', 'hex')
       WHERE stream_id = '${streamId}' AND version = ${last.version}`,
    );
  }

  /** Runs a statement as somebody who owns the database and switches its protection off. */
  forge(statement: string): Promise<void> {
    return this.asOwner(
      'ALTER TABLE event_store.events DISABLE TRIGGER refuse_change',
      statement,
      'ALTER TABLE event_store.events ENABLE ALWAYS TRIGGER refuse_change',
    );
  }
}
