import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts with a password of their own, the links of their mails, and sessions that end with one at a provider. */
export class AccountsHere1795700100000 implements MigrationInterface {
  name = 'AccountsHere1795700100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...sessions, ...tables, ...rights]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity.local_accounts, identity.account_links');
    await runner.query(
      'ALTER TABLE identity.sessions DROP COLUMN authenticated_at, DROP COLUMN provider_session',
    );
  }
}

const sessions = [
  `ALTER TABLE identity.sessions ADD COLUMN authenticated_at timestamptz,
    ADD COLUMN provider_session bytea CHECK (octet_length(provider_session) = 32)`,
  `COMMENT ON COLUMN identity.sessions.authenticated_at IS 'when the person last proved to the provider who they are'`,
  `COMMENT ON COLUMN identity.sessions.provider_session IS 'keyed hash of issuer and id of the session there'`,
  `CREATE INDEX sessions_of_provider ON identity.sessions (tenant, provider_session) WHERE provider_session IS NOT NULL`,
];

const tables = [
  `CREATE TABLE identity.local_accounts (
    tenant text NOT NULL,
    lookup bytea NOT NULL CHECK (octet_length(lookup) = 32),
    password text NOT NULL,
    profile text,
    person_id uuid,
    confirmed_at timestamptz NOT NULL DEFAULT now(),
    password_set_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, lookup),
    FOREIGN KEY (tenant, person_id) REFERENCES identity.persons (tenant, id) ON DELETE CASCADE
  )`,
  `COMMENT ON COLUMN identity.local_accounts.lookup IS 'keyed hash of the normalised e-mail address, as in identity.known_by'`,
  `COMMENT ON COLUMN identity.local_accounts.password IS 'Argon2id in PHC string format, keyed with a secret of the city'`,
  `COMMENT ON COLUMN identity.local_accounts.profile IS 'what was registered, sealed; until the first sign-in takes it over'`,
  `CREATE INDEX local_accounts_of_person ON identity.local_accounts (tenant, person_id)`,
  `CREATE TABLE identity.account_links (
    tenant text NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    lookup bytea NOT NULL CHECK (octet_length(lookup) = 32),
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    content text NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, id)
  )`,
  `COMMENT ON TABLE identity.account_links IS 'what waits for a link in a mail; it goes when it is used and when its time is over'`,
  `COMMENT ON COLUMN identity.account_links.content IS 'address, language and what was typed; sealed'`,
  `CREATE INDEX account_links_of_address ON identity.account_links (tenant, lookup, kind)`,
];

const rights = ['local_accounts', 'account_links'].flatMap((table) => [
  ...rowLevelSecurity(`identity.${table}`),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON identity.${table} TO identity_service`,
]);
