import { rowLevelSecurity, tenantsAreNeverAll } from '#database';
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

  class SignedMessages1764133200001 implements MigrationInterface {
    name = 'SignedMessages1764133200001';

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of [...keptAsBytes, ...heldStreams(role), ...tenantsAreNeverAll])
        await runner.query(statement);
    }

    async down(): Promise<void> {
      return Promise.reject(
        new Error('messages that were parked as bytes have no place in the former table'),
      );
    }
  }
  return [CreateMessaging1763640000001, SignedMessages1764133200001];
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

/**
 * Whatever lies in a topic can be parked. `key` stays for those behind which later messages of the key wait. An offset may be
 * given out again when a topic is made anew, so what lies there counts, too. Everything is told again in signed topics: what
 * waits in an unsigned one will come from there.
 */
const keptAsBytes = [
  `ALTER TABLE messaging.parked ADD COLUMN key_bytes bytea, ADD COLUMN signature bytea, ADD COLUMN value_length integer`,
  `UPDATE messaging.parked SET key_bytes = convert_to(key, 'UTF8'), value_length = octet_length(value)`,
  `UPDATE messaging.parked SET state = 'discarded', closed_at = now(), closed_by = 'migration',
     closed_why = 'told again in a signed topic' WHERE state = 'parked' AND topic LIKE '%.events.v1'`,
  `ALTER TABLE messaging.parked DROP CONSTRAINT parked_topic_partition_record_offset_key`,
  `CREATE UNIQUE INDEX parked_once ON messaging.parked
     (topic, partition, record_offset, sha256(coalesce(key_bytes, '') || '\\x00' || coalesce(value, '')))`,
];

/**
 * Streams that the relay of a topic does not tell at present, from a version on, because that event cannot be told. The row is
 * written before the checkpoint passes the event, and goes when the stream has been told up to the checkpoint.
 */
const heldStreams = (role: string) => [
  `CREATE TABLE messaging.held_streams (
    topic text COLLATE "C" NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    stream_id uuid NOT NULL,
    from_version integer NOT NULL,
    type text COLLATE "C" NOT NULL,
    error text NOT NULL,
    held_since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, tenant, stream_id)
  )`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON messaging.held_streams TO ${role}`,
  // How many records the broker has acknowledged: a topic that holds fewer was lost.
  `ALTER TABLE messaging.checkpoints ADD COLUMN told bigint NOT NULL DEFAULT 0`,
];
