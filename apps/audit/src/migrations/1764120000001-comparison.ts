import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'audit_service';

const statements = [
  // In which order the witness heard: what was written before has the transaction of this migration, without being rewritten.
  `ALTER TABLE audit.events ADD COLUMN transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id()`,
  `CREATE INDEX heard ON audit.events (tenant, source, transaction_id)`,
  // Only the database says when something was heard.
  `REVOKE INSERT ON audit.events FROM ${role}`,
  `GRANT INSERT (tenant, source, stream_id, version, hash, previous_hash, stream_type, type, recorded_at, application_id, reference, event)
    ON audit.events TO ${role}`,

  // How far the copy of a source has been compared: the last transaction that was heard, the last event that the source
  // recorded, and the slow round through all streams.
  `CREATE TABLE audit.comparisons (
    tenant text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    heard xid8 NOT NULL,
    recorded_transaction_id xid8 NOT NULL DEFAULT '0',
    recorded_position bigint NOT NULL DEFAULT 0,
    compared_until timestamptz,
    behind bigint NOT NULL DEFAULT 0,
    reachable boolean NOT NULL DEFAULT true,
    begun_at timestamptz,
    after uuid,
    streams bigint NOT NULL DEFAULT 0,
    events bigint NOT NULL DEFAULT 0,
    completed_at timestamptz,
    completed_streams bigint NOT NULL DEFAULT 0,
    completed_events bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, source)
  )`,
  ...rowLevelSecurity('audit.comparisons'),
  `GRANT SELECT, INSERT, UPDATE ON audit.comparisons TO ${role}`,

  // What does not agree, stream by stream, until it does again. Unlike the copy itself this is a finding of today.
  `CREATE TABLE audit.differences (
    tenant text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    stream_id uuid NOT NULL,
    differences jsonb NOT NULL,
    found_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, source, stream_id)
  )`,
  ...rowLevelSecurity('audit.differences'),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON audit.differences TO ${role}`,
];

/** How far the copy of the witness has been compared with its sources. */
export class CreateComparison1764120000001 implements MigrationInterface {
  name = 'CreateComparison1764120000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(
      new Error('the copy of the witness is evidence; it is not changed back by a migration'),
    );
  }
}
