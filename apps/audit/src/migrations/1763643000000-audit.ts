import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'audit_service';

const statements = [
  `CREATE SCHEMA audit`,
  `GRANT USAGE ON SCHEMA audit TO ${role}`,

  // The hash is part of the key: a second, different event for the same version is kept beside the first, as evidence.
  `CREATE TABLE audit.events (
    tenant text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    stream_id uuid NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    previous_hash bytea NOT NULL,
    stream_type text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    recorded_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    application_id uuid,
    reference text COLLATE "C",
    event text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, source, stream_id, version, hash)
  )`,
  `CREATE INDEX events_by_case ON audit.events (tenant, application_id, recorded_at) WHERE application_id IS NOT NULL`,
  `CREATE INDEX events_by_reference ON audit.events (tenant, reference) WHERE reference IS NOT NULL AND version = 1`,
  ...rowLevelSecurity('audit.events'),

  // Who of the auditors looked at which case; those who watch are watched too.
  `CREATE TABLE audit.auditor_accesses (
    tenant text COLLATE "C" NOT NULL,
    application_id uuid NOT NULL,
    person_id uuid NOT NULL,
    purpose text COLLATE "C" NOT NULL,
    accessed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (tenant, application_id, id)
  )`,
  ...rowLevelSecurity('audit.auditor_accesses'),

  `CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'what the witness heard is never changed or deleted (% on %.%)', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
      USING ERRCODE = 'restrict_violation';
  END $$`,
  ...['events', 'auditor_accesses'].flatMap((table) => [
    `GRANT SELECT, INSERT ON audit.${table} TO ${role}`,
    `CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.${table}
      FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()`,
    // ALWAYS: session_replication_role = replica must not switch it off.
    `ALTER TABLE audit.${table} ENABLE ALWAYS TRIGGER refuse_change`,
  ]),
];

/** The witness's own copy of the contract events. */
export class CreateAudit1763643000000 implements MigrationInterface {
  name = 'CreateAudit1763643000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(
      new Error('the copy of the witness is evidence; it is not taken away by a migration'),
    );
  }
}
