import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Addresses that are confirmed by a link, accounts that may move to BundID, and the hand-over of data to other portals. */
export class OwnData1795700000000 implements MigrationInterface {
  name = 'OwnData1795700000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...addresses, ...handOver, ...rights]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${tables.map((table) => `identity.${table}`).join(', ')}`);
  }
}

const tables = [
  'address_links',
  'contact_addresses',
  'movable_accounts',
  'unfinished_moves',
  'hand_over_consents',
  'hand_over_artefacts',
  'hand_over_keys',
];

const ofPerson = 'FOREIGN KEY (tenant, person_id) REFERENCES identity.persons (tenant, id) ON DELETE CASCADE';

const addresses = [
  `CREATE TABLE identity.address_links (
    tenant text NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    session uuid NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('contact', 'in-use', 'move')),
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    content text NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (tenant, id),
    ${ofPerson}
  )`,
  `COMMENT ON COLUMN identity.address_links.content IS 'address and language, sealed with the key of the city'`,
  `COMMENT ON COLUMN identity.address_links.session IS 'public handle of the session that asked for it'`,
  `CREATE INDEX address_links_of_person ON identity.address_links (tenant, person_id)`,
  // An address that was confirmed; where every account has one of its own, no other account gets it (W5).
  `CREATE TABLE identity.contact_addresses (
    tenant text NOT NULL,
    person_id uuid NOT NULL,
    lookup bytea NOT NULL CHECK (octet_length(lookup) = 32),
    sole boolean NOT NULL,
    PRIMARY KEY (tenant, person_id),
    ${ofPerson}
  )`,
  `COMMENT ON COLUMN identity.contact_addresses.lookup IS 'keyed hash of the normalised e-mail address'`,
  `CREATE UNIQUE INDEX contact_addresses_sole ON identity.contact_addresses (tenant, lookup) WHERE sole`,
  // By what an account of Servicekonto.NRW is offered to whoever comes by BundID (W11).
  `CREATE TABLE identity.movable_accounts (
    tenant text NOT NULL,
    person_id uuid NOT NULL,
    lookup bytea NOT NULL CHECK (octet_length(lookup) = 32),
    PRIMARY KEY (tenant, person_id),
    ${ofPerson}
  )`,
  `COMMENT ON COLUMN identity.movable_accounts.lookup IS 'keyed hash of address, names and date of birth together'`,
  `CREATE INDEX movable_accounts_by_lookup ON identity.movable_accounts (tenant, lookup)`,
  // A move is two appends, and an append is the first write of its transaction: what is left of it until the second one.
  `CREATE TABLE identity.unfinished_moves (
    tenant text NOT NULL,
    from_person uuid NOT NULL,
    to_person uuid NOT NULL,
    method text NOT NULL,
    proven_by text NOT NULL,
    session uuid NOT NULL,
    PRIMARY KEY (tenant, from_person)
  )`,
];

const handOver = [
  `CREATE TABLE identity.hand_over_consents (
    tenant text NOT NULL,
    person_id uuid NOT NULL,
    client_id text NOT NULL,
    attributes text[] NOT NULL,
    remembered boolean NOT NULL,
    grant_id text NOT NULL,
    given_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, person_id, client_id),
    ${ofPerson}
  )`,
  // What our OpenID Connect provider keeps of codes, tokens and sign-ins (oidc-provider): each under the hash of its secret.
  `CREATE TABLE identity.hand_over_artefacts (
    tenant text NOT NULL,
    kind text NOT NULL,
    id bytea NOT NULL CHECK (octet_length(id) = 32),
    grant_id text,
    uid text,
    payload text NOT NULL,
    consumed_at timestamptz,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, kind, id)
  )`,
  `COMMENT ON COLUMN identity.hand_over_artefacts.payload IS 'sealed with the key of the city'`,
  `CREATE INDEX hand_over_artefacts_of_grant ON identity.hand_over_artefacts (tenant, grant_id)`,
  `CREATE INDEX hand_over_artefacts_by_end ON identity.hand_over_artefacts (tenant, expires_at)`,
  `CREATE TABLE identity.hand_over_keys (
    tenant text NOT NULL,
    kid text NOT NULL,
    jwk text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, kid)
  )`,
  `COMMENT ON COLUMN identity.hand_over_keys.jwk IS 'the private key, sealed with the key of the city'`,
];

const rights = tables.flatMap((table) => [
  ...rowLevelSecurity(`identity.${table}`),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON identity.${table} TO identity_service`,
]);
