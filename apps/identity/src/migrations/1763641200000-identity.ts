import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Persons, their sessions, the sign-in links and the counters that limit how many are sent. */
export class CreateIdentity1763641200000 implements MigrationInterface {
  name = 'CreateIdentity1763641200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...rights]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA identity CASCADE');
  }
}

const tables = [
  `CREATE SCHEMA identity`,
  `CREATE TABLE identity.persons (
    tenant text NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('citizen', 'staff')),
    lookup bytea NOT NULL CHECK (octet_length(lookup) = 32),
    profile text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    registered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, lookup)
  )`,
  `COMMENT ON COLUMN identity.persons.lookup IS 'keyed hash of the normalised e-mail address, or of issuer and subject'`,
  `COMMENT ON COLUMN identity.persons.profile IS 'sealed with the data key of the person'`,
  `CREATE TABLE identity.sessions (
    tenant text NOT NULL,
    id_hash bytea NOT NULL CHECK (octet_length(id_hash) = 32),
    handle uuid NOT NULL,
    person_id uuid NOT NULL,
    method text NOT NULL,
    level_of_assurance text NOT NULL CHECK (level_of_assurance IN ('none', 'low', 'substantial', 'high')),
    roles text[] NOT NULL,
    offices text[] NOT NULL,
    signed_in_at timestamptz NOT NULL DEFAULT now(),
    idle_seconds integer NOT NULL CHECK (idle_seconds > 0),
    idle_until timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, id_hash),
    UNIQUE (tenant, handle),
    FOREIGN KEY (tenant, person_id) REFERENCES identity.persons (tenant, id)
  )`,
  `CREATE INDEX sessions_of_person ON identity.sessions (tenant, person_id)`,
  `CREATE TABLE identity.sign_in_links (
    tenant text NOT NULL,
    id uuid NOT NULL,
    lookup bytea NOT NULL CHECK (octet_length(lookup) = 32),
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    content text NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (tenant, id)
  )`,
  `COMMENT ON COLUMN identity.sign_in_links.content IS 'address, language and way back, sealed with the data key of the tenant''s links'`,
  `CREATE INDEX links_of_address ON identity.sign_in_links (tenant, lookup)`,
  `CREATE TABLE identity.attempts (
    tenant text NOT NULL,
    counted bytea NOT NULL CHECK (octet_length(counted) = 32),
    window_start timestamptz NOT NULL,
    number integer NOT NULL,
    PRIMARY KEY (tenant, counted)
  )`,
  `COMMENT ON COLUMN identity.attempts.counted IS 'keyed hash of what is counted: an address or a client'`,
];

const rights = [
  `GRANT USAGE ON SCHEMA identity TO identity_service`,
  ...['persons', 'sessions', 'sign_in_links', 'attempts'].flatMap((table) => [
    ...rowLevelSecurity(`identity.${table}`),
    `GRANT SELECT, INSERT, UPDATE, DELETE ON identity.${table} TO identity_service`,
  ]),
];
