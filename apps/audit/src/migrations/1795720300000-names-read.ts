import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'audit.auditor_looks_at_persons';

const statements = [
  `CREATE INDEX events_names_read ON audit.events (tenant, recorded_at) WHERE type = 'NamesRead'`,
  // Which auditor asked who was told a person's name; those who watch are watched too.
  `CREATE TABLE ${table} (
    tenant text COLLATE "C" NOT NULL,
    subject_id uuid NOT NULL,
    person_id uuid NOT NULL,
    accessed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (tenant, subject_id, id)
  )`,
  ...rowLevelSecurity(table),
  `GRANT SELECT, INSERT ON ${table} TO audit_service`,
  `CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()`,
  // ALWAYS: session_replication_role = replica must not switch it off.
  `ALTER TABLE ${table} ENABLE ALWAYS TRIGGER refuse_change`,
];

/** Who was told a person's name. */
export class NamesRead1795720300000 implements MigrationInterface {
  name = 'NamesRead1795720300000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('who asked is evidence; it is not taken away by a migration'));
  }
}
