import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'audit.auditor_searches';

const statements = [
  // A list of cases is read off their filings, the latest first: nothing is kept twice that somebody could change in one place.
  `CREATE INDEX events_filed ON audit.events (tenant, recorded_at DESC, application_id)
   WHERE source = 'application' AND type = 'ApplicationFiled'`,
  // Which auditor looked for what, and which cases were shown; those who watch are watched too.
  `CREATE TABLE ${table} (
    tenant text COLLATE "C" NOT NULL,
    person_id uuid NOT NULL,
    asked jsonb NOT NULL,
    cases uuid[] NOT NULL,
    accessed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (tenant, id)
  )`,
  `CREATE INDEX auditor_searches_by_case ON ${table} USING gin (cases)`,
  ...rowLevelSecurity(table),
  `GRANT SELECT, INSERT ON ${table} TO audit_service`,
  `CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()`,
  // ALWAYS: session_replication_role = replica must not switch it off.
  `ALTER TABLE ${table} ENABLE ALWAYS TRIGGER refuse_change`,
];

/** Cases are listed and looked for. */
export class CasesFound1795900000005 implements MigrationInterface {
  name = 'CasesFound1795900000005';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('who looked for what is evidence; it is not taken away by a migration'));
  }
}
