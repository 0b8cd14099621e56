import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who files without an account, who acts for whom, and which accounts are one person's (law 7, R10a, § 20 VwVfG). */
export class Acting1795690200000 implements MigrationInterface {
  name = 'Acting1795690200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...sessions, ...rights]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE identity.sessions DROP COLUMN mandate_id');
    await runner.query('DROP TABLE identity.guests, identity.mandates, identity.same_person');
  }
}

const tables = [
  `CREATE TABLE identity.guests (
    tenant text NOT NULL,
    person_id uuid NOT NULL,
    address_hash bytea CHECK (octet_length(address_hash) = 32),
    offered_to uuid,
    claimed_by uuid,
    admitted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, person_id),
    FOREIGN KEY (tenant, person_id) REFERENCES identity.persons (tenant, id) ON DELETE CASCADE
  )`,
  `COMMENT ON COLUMN identity.guests.address_hash IS 'keyed hash of the address whose link was opened; the same as in identity.known_by'`,
  `COMMENT ON COLUMN identity.guests.offered_to IS 'who signed in with the browser of this guest, and may take over what the guest filed'`,
  `CREATE INDEX guests_of_address ON identity.guests (tenant, address_hash)`,
  `CREATE TABLE identity.mandates (
    tenant text NOT NULL,
    id uuid NOT NULL,
    grantor_id uuid NOT NULL,
    representative_id uuid,
    code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    code_until timestamptz NOT NULL,
    ends_on date NOT NULL,
    ends_at timestamptz NOT NULL,
    offered_at timestamptz NOT NULL DEFAULT now(),
    given_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, code_hash),
    FOREIGN KEY (tenant, grantor_id) REFERENCES identity.persons (tenant, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant, representative_id) REFERENCES identity.persons (tenant, id) ON DELETE CASCADE
  )`,
  `COMMENT ON COLUMN identity.mandates.ends_at IS 'the end of ends_on in Europe/Berlin'`,
  `CREATE INDEX mandates_of_grantor ON identity.mandates (tenant, grantor_id)`,
  `CREATE INDEX mandates_of_representative ON identity.mandates (tenant, representative_id)`,
  `CREATE TABLE identity.same_person (
    tenant text NOT NULL,
    person_id uuid NOT NULL,
    mark bytea NOT NULL CHECK (octet_length(mark) = 32),
    PRIMARY KEY (tenant, person_id, mark),
    FOREIGN KEY (tenant, person_id) REFERENCES identity.persons (tenant, id) ON DELETE CASCADE
  )`,
  `COMMENT ON COLUMN identity.same_person.mark IS 'keyed hash of what tells a person apart: proven address, official name with birth date'`,
  `CREATE INDEX same_person_by_mark ON identity.same_person (tenant, mark)`,
];

/** A session that begins or ends to act for somebody goes on under a new handle, so that nothing of the former one goes on with it. */
const sessions = [
  `ALTER TABLE identity.sessions ADD COLUMN mandate_id uuid`,
  `ALTER TABLE identity.session_levels DROP CONSTRAINT session_levels_tenant_handle_fkey`,
  `ALTER TABLE identity.session_levels ADD CONSTRAINT session_levels_tenant_handle_fkey
    FOREIGN KEY (tenant, handle) REFERENCES identity.sessions (tenant, handle) ON UPDATE CASCADE ON DELETE CASCADE`,
  `CREATE INDEX sessions_by_mandate ON identity.sessions (tenant, mandate_id) WHERE mandate_id IS NOT NULL`,
];

const rights = ['guests', 'mandates', 'same_person'].flatMap((table) => [
  ...rowLevelSecurity(`identity.${table}`),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON identity.${table} TO identity_service`,
]);
