import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The migrations of the schema `messaging`, to be listed before the service's own.
 * @param service The service's name, e.g. `mailbox`; its role `<service>_service` may read and write, but delete nothing.
 */
export function messagingMigrations(service: string): (new () => MigrationInterface)[] {
  if (!/^[a-z][a-z0-9_]*$/.test(service)) throw new TypeError(`"${service}" is not the name of a service`);
  const role = `${service}_service`;

  class CreateMessaging1763640000001 implements MigrationInterface {
    name = 'CreateMessaging1763640000001';

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of [...schema(role), ...inbox(role), ...parked(role)])
        await runner.query(statement);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('DROP SCHEMA messaging CASCADE');
    }
  }
  return [CreateMessaging1763640000001];
}

const schema = (role: string) => [
  `CREATE SCHEMA messaging`,
  `GRANT USAGE ON SCHEMA messaging TO ${role}`,
  // How far a relay has told its topic: the place of the last event that the broker has acknowledged.
  `CREATE TABLE messaging.checkpoints (
    topic text PRIMARY KEY,
    transaction_id xid8 NOT NULL,
    position bigint NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT now()
  )`,
  `GRANT SELECT, INSERT, UPDATE ON messaging.checkpoints TO ${role}`,
];

/** Written in the transaction of the effect: a row means that the handler has had its effect of this event. */
const inbox = (role: string) => [
  `CREATE TABLE messaging.inbox (
    tenant text COLLATE "C" NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    handler text COLLATE "C" NOT NULL,
    handled_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, event_id, handler)
  )`,
  ...rowLevelSecurity('messaging.inbox'),
  `GRANT SELECT, INSERT ON messaging.inbox TO ${role}`,
];

/**
 * Not separated by row-level security: of a message that cannot be read nobody knows the tenant. Only operators see the
 * list, and only what belongs to their tenant or to none; the message itself is never shown.
 */
const parked = (role: string) => [
  `CREATE TABLE messaging.parked (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    sequence bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    topic text COLLATE "C" NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    key text COLLATE "C",
    value bytea,
    tenant text COLLATE "C",
    event_id text COLLATE "C",
    event_type text COLLATE "C",
    reason text NOT NULL,
    error text NOT NULL,
    attempts integer NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL DEFAULT 'parked' CHECK (state IN ('parked', 'replayed', 'discarded')),
    closed_at timestamptz,
    closed_by text,
    closed_why text,
    UNIQUE (topic, partition, record_offset),
    CHECK ((state = 'parked') = (closed_at IS NULL)),
    CHECK (state = 'parked' OR closed_by IS NOT NULL),
    CHECK (state <> 'discarded' OR closed_why IS NOT NULL)
  )`,
  `CREATE INDEX parked_by_key ON messaging.parked (topic, key, sequence) WHERE state = 'parked'`,
  `GRANT SELECT, INSERT ON messaging.parked TO ${role}`,
  `GRANT UPDATE (error, attempts, state, closed_at, closed_by, closed_why) ON messaging.parked TO ${role}`,
];
