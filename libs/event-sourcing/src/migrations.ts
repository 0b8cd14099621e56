import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { staleRow } from './append-statement';

/**
 * The migrations of the schema `event_store`, to be listed before the service's own.
 * @param service The service's name, e.g. `application`; its role `<service>_service` may insert and select, no more.
 */
export function eventStoreMigrations(service: string): readonly (new () => MigrationInterface)[] {
  if (!/^[a-z][a-z0-9_]*$/.test(service)) throw new TypeError(`"${service}" is not the name of a service`);
  const role = `${service}_service`;

  class CreateEventStore1763640000000 implements MigrationInterface {
    name = 'CreateEventStore1763640000000';

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of [...events(role), ...refusals, ...keptAnswers(role)])
        await runner.query(statement);
    }

    async down(): Promise<void> {
      return Promise.reject(
        new Error('the event store is the case file; it is not taken away by a migration'),
      );
    }
  }
  class CreateDue1764115000000 implements MigrationInterface {
    name = 'CreateDue1764115000000';

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of [staleRowRefusal, ...due(role)]) await runner.query(statement);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('DROP TABLE event_store.due');
      await runner.query('DROP FUNCTION event_store.refuse_stale_row()');
    }
  }
  return [CreateEventStore1763640000000, CreateDue1764115000000];
}

/** Ends an append that depends on a row which another one has changed meanwhile: nothing of it is written. */
const staleRowRefusal = `CREATE FUNCTION event_store.refuse_stale_row() RETURNS integer LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'a row that this append depends on has changed meanwhile' USING ERRCODE = '${staleRow}';
  END $$`;

/** What has to happen to a stream at a time (see `DueKind`). */
const due = (role: string) => [
  `CREATE TABLE event_store.due (
    tenant text COLLATE "C" NOT NULL,
    stream_id uuid NOT NULL,
    kind text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    due_at timestamptz NOT NULL,
    look_at timestamptz NOT NULL,
    failures integer NOT NULL DEFAULT 0,
    problem text,
    PRIMARY KEY (tenant, stream_id, kind)
  )`,
  // Of all tenants: the worker asks for the next one of the whole service.
  `CREATE INDEX due_next ON event_store.due (look_at)`,
  ...rowLevelSecurity('event_store.due'),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON event_store.due TO ${role}`,
];

/**
 * What a value must be is said by domains: PostgreSQL reads the conditions of a domain once for a connection, those of a
 * table for every statement, which was measured to be a quarter of the time of an append.
 */
const domains = [
  // A header field is one line of the hashed text (see `hashEvent`).
  `CREATE DOMAIN event_store.header_field AS text COLLATE "C" CHECK (VALUE <> '' AND position(E'\\n' IN VALUE) = 0)`,
  `CREATE DOMAIN event_store.version AS integer CHECK (VALUE >= 1)`,
  `CREATE DOMAIN event_store.schema_version AS smallint CHECK (VALUE >= 1)`,
  `CREATE DOMAIN event_store.sha256 AS bytea CHECK (octet_length(VALUE) = 32)`,
  // Empty for the first event of a stream.
  `CREATE DOMAIN event_store.sha256_or_empty AS bytea CHECK (octet_length(VALUE) IN (0, 32))`,
];

const events = (role: string) => [
  `CREATE SCHEMA event_store`,
  `GRANT USAGE ON SCHEMA event_store TO ${role}`,
  ...domains,
  `CREATE TABLE event_store.events (
    tenant event_store.header_field NOT NULL,
    stream_id uuid NOT NULL,
    version event_store.version NOT NULL,
    stream_type event_store.header_field NOT NULL,
    type event_store.header_field NOT NULL,
    schema_version event_store.schema_version NOT NULL,
    recorded_at timestamptz NOT NULL,
    metadata event_store.header_field NOT NULL,
    payload text COLLATE "C" NOT NULL,
    previous_hash event_store.sha256_or_empty NOT NULL,
    hash event_store.sha256 NOT NULL,
    transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (tenant, stream_id, version)
  )`,
  `CREATE INDEX feed ON event_store.events (transaction_id, position)`,
  ...rowLevelSecurity('event_store.events'),
  `GRANT SELECT ON event_store.events TO ${role}`,
  // Not on transaction_id and position: only the database says where in the feed an event stands.
  `GRANT INSERT (tenant, stream_id, version, stream_type, type, schema_version, recorded_at, metadata, payload, previous_hash, hash)
    ON event_store.events TO ${role}`,
];

const refusals = [
  `CREATE FUNCTION event_store.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'events are never changed or deleted (% on %.%); append a correction instead',
      TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$`,
  `CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON event_store.events
    FOR EACH STATEMENT EXECUTE FUNCTION event_store.refuse_change()`,
  `CREATE FUNCTION event_store.refuse_late_append() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'an append must be the first write of its transaction; move it before the other writes'
      USING ERRCODE = 'invalid_transaction_state',
        DETAIL = 'The transaction id was taken by an earlier write, so the feed would deliver these events out of order.';
  END $$`,
  // As a condition of the trigger the check costs next to nothing: the function runs only to refuse.
  `CREATE TRIGGER refuse_late_append BEFORE INSERT ON event_store.events
    FOR EACH STATEMENT WHEN (pg_current_xact_id_if_assigned() IS NOT NULL) EXECUTE FUNCTION event_store.refuse_late_append()`,
  // ALWAYS: session_replication_role = replica must not switch them off.
  `ALTER TABLE event_store.events ENABLE ALWAYS TRIGGER refuse_change`,
  `ALTER TABLE event_store.events ENABLE ALWAYS TRIGGER refuse_late_append`,
];

const keptAnswers = (role: string) => [
  `CREATE TABLE event_store.kept_answers (
    tenant text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    stream_id uuid NOT NULL,
    version integer NOT NULL,
    answer text NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, key)
  )`,
  ...rowLevelSecurity('event_store.kept_answers'),
  `GRANT SELECT, INSERT ON event_store.kept_answers TO ${role}`,
];
