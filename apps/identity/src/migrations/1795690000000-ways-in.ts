import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that are found by several ways in, levels of a session, sign-ins at providers and proofs for one declaration. */
export class WaysIn1795690000000 implements MigrationInterface {
  name = 'WaysIn1795690000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...knownBy, ...tables, ...rights]) await runner.query(statement);
    // Of every city, in its own name: row-level security holds for the owner as well.
    await runner.query(`SELECT set_config('app.tenant', '*', true)`);
    const cities = (await runner.query('SELECT DISTINCT tenant FROM identity.persons')) as {
      tenant: string;
    }[];
    for (const { tenant } of cities) {
      await runner.query(`SELECT set_config('app.tenant', $1, true)`, [tenant]);
      await runner.query(
        `INSERT INTO identity.known_by (tenant, lookup, person_id, purpose)
         SELECT tenant, lookup, id, ${purposeOf('kind')} FROM identity.persons`,
      );
    }
    await runner.query(`SELECT set_config('app.tenant', '', true)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE identity.known_by, identity.session_levels, identity.sign_in_attempts, identity.declaration_proofs',
    );
    await runner.query('DROP FUNCTION identity.person_is_known() CASCADE');
  }
}

/** The two ways in that there were before: a link in a mail, and the directory of the staff. */
const purposeOf = (kind: string) => `CASE ${kind} WHEN 'staff' THEN 'staff-subject' ELSE 'email-address' END`;

const knownBy = [
  `CREATE TABLE identity.known_by (
    tenant text NOT NULL,
    lookup bytea NOT NULL CHECK (octet_length(lookup) = 32),
    person_id uuid NOT NULL,
    purpose text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, lookup),
    FOREIGN KEY (tenant, person_id) REFERENCES identity.persons (tenant, id) ON DELETE CASCADE
  )`,
  `COMMENT ON COLUMN identity.known_by.lookup IS 'keyed hash of the normalised e-mail address, of issuer and subject, or of bPK2'`,
  `CREATE INDEX known_by_person ON identity.known_by (tenant, person_id)`,
  `ALTER TABLE identity.persons ALTER COLUMN lookup DROP NOT NULL`,
  `COMMENT ON COLUMN identity.persons.lookup IS 'what the former version finds a person by; identity.known_by is what counts'`,
  // While the former version still runs beside this one, whoever it registers is found by both.
  `CREATE FUNCTION identity.person_is_known() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO identity.known_by (tenant, lookup, person_id, purpose)
    VALUES (NEW.tenant, NEW.lookup, NEW.id, ${purposeOf('NEW.kind')}) ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER person_is_known AFTER INSERT ON identity.persons FOR EACH ROW WHEN (NEW.lookup IS NOT NULL)
    EXECUTE FUNCTION identity.person_is_known()`,
];

const tables = [
  `CREATE TABLE identity.session_levels (
    tenant text NOT NULL,
    handle uuid NOT NULL,
    level text NOT NULL CHECK (level IN ('substantial', 'high')),
    method text NOT NULL,
    means text,
    proven_at timestamptz NOT NULL DEFAULT now(),
    idle_seconds integer NOT NULL CHECK (idle_seconds > 0),
    idle_until timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, handle, level),
    FOREIGN KEY (tenant, handle) REFERENCES identity.sessions (tenant, handle) ON DELETE CASCADE
  )`,
  `ALTER TABLE identity.sessions ADD COLUMN means text`,
  `CREATE TABLE identity.sign_in_attempts (
    tenant text NOT NULL,
    id uuid NOT NULL,
    method text NOT NULL,
    browser_hash bytea NOT NULL CHECK (octet_length(browser_hash) = 32),
    content text NOT NULL,
    outcome text,
    expires_at timestamptz NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (tenant, id)
  )`,
  `COMMENT ON COLUMN identity.sign_in_attempts.content IS 'purpose, way back and what the protocol must remember; sealed'`,
  `COMMENT ON COLUMN identity.sign_in_attempts.outcome IS 'what was proven, or why nothing was; sealed'`,
  `CREATE INDEX sign_in_attempts_by_end ON identity.sign_in_attempts (tenant, expires_at)`,
  `CREATE TABLE identity.declaration_proofs (
    tenant text NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    application_id uuid NOT NULL,
    declaration_hash bytea NOT NULL CHECK (octet_length(declaration_hash) = 32),
    method text NOT NULL,
    means text,
    level text NOT NULL,
    proven_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, person_id) REFERENCES identity.persons (tenant, id) ON DELETE CASCADE
  )`,
  `CREATE INDEX declaration_proofs_of_application ON identity.declaration_proofs (tenant, application_id, person_id)`,
];

const rights = ['known_by', 'session_levels', 'sign_in_attempts', 'declaration_proofs'].flatMap((table) => [
  ...rowLevelSecurity(`identity.${table}`),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON identity.${table} TO identity_service`,
]);
