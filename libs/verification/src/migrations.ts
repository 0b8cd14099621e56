import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The migrations of the schema `verification`, to be listed after those of the event store.
 * @param service The service's name, e.g. `application`; its role `<service>_service` notes how far its verification is.
 */
export function verificationMigrations(service: string): (new () => MigrationInterface)[] {
  if (!/^[a-z][a-z0-9_]*$/.test(service)) throw new TypeError(`"${service}" is not the name of a service`);
  const role = `${service}_service`;

  class CreateVerification1764120000000 implements MigrationInterface {
    name = 'CreateVerification1764120000000';

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of statements(role)) await runner.query(statement);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('DROP SCHEMA verification CASCADE');
    }
  }

  class AddUnreadable1764206400000 implements MigrationInterface {
    name = 'AddUnreadable1764206400000';

    async up(runner: QueryRunner): Promise<void> {
      // Why a stream cannot be read; nothing is said of its read models then.
      await runner.query('ALTER TABLE verification.differences ADD COLUMN unreadable text');
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('ALTER TABLE verification.differences DROP COLUMN unreadable');
    }
  }
  return [CreateVerification1764120000000, AddUnreadable1764206400000];
}

const statements = (role: string) => [
  `CREATE SCHEMA verification`,
  `GRANT USAGE ON SCHEMA verification TO ${role}`,

  // Up to where in the feed everything that changed has been checked. One row; the feed is that of all tenants.
  `CREATE TABLE verification.cursor (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    transaction_id xid8 NOT NULL,
    position bigint NOT NULL
  )`,
  `GRANT SELECT, INSERT, UPDATE ON verification.cursor TO ${role}`,

  // The slow round through all streams of a tenant: where it is, and what the last complete one has seen.
  `CREATE TABLE verification.rounds (
    tenant text COLLATE "C" PRIMARY KEY,
    begun_at timestamptz,
    after uuid,
    streams bigint NOT NULL DEFAULT 0,
    events bigint NOT NULL DEFAULT 0,
    completed_at timestamptz,
    completed_streams bigint NOT NULL DEFAULT 0,
    completed_events bigint NOT NULL DEFAULT 0
  )`,
  ...rowLevelSecurity('verification.rounds'),
  `GRANT SELECT, INSERT, UPDATE ON verification.rounds TO ${role}`,

  // The streams that are not what their events say, until they are again.
  `CREATE TABLE verification.differences (
    tenant text COLLATE "C" NOT NULL,
    stream_id uuid NOT NULL,
    broken_at integer,
    differences jsonb NOT NULL,
    found_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, stream_id)
  )`,
  ...rowLevelSecurity('verification.differences'),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON verification.differences TO ${role}`,
];
