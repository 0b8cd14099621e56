import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rowLevelSecurity } from '#database';

const role = 'payment_service';

const statements = [
  `ALTER TABLE payment.payments ADD COLUMN debits jsonb NOT NULL DEFAULT '[]', ADD COLUMN debit_due_on date,
    ADD COLUMN transfers jsonb NOT NULL DEFAULT '[]', ADD COLUMN transfers_due integer NOT NULL DEFAULT 0`,
  `CREATE INDEX payments_by_collection ON payment.payments USING gin (debits jsonb_path_ops)`,
  `CREATE INDEX payments_to_collect ON payment.payments (tenant, stream_id) WHERE debit_due_on IS NOT NULL`,
  `CREATE INDEX payments_by_transfer ON payment.payments USING gin (transfers jsonb_path_ops)`,
  `CREATE INDEX payments_to_transfer ON payment.payments (tenant, stream_id) WHERE transfers_due > 0`,
  `CREATE TABLE payment.bank_orders (
    tenant text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    request_key text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text COLLATE "C" NOT NULL,
    until date NOT NULL,
    creditor jsonb NOT NULL,
    made_at timestamptz,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, request_key)
  )`,
  // What was begun is gone on with before another one begins.
  `CREATE UNIQUE INDEX bank_orders_begun ON payment.bank_orders (tenant, kind) WHERE made_at IS NULL`,
  `CREATE TABLE payment.bank_statements (
    tenant text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    received_by text COLLATE "C" NOT NULL,
    entries integer NOT NULL,
    booked integer NOT NULL DEFAULT 0,
    returned integer NOT NULL DEFAULT 0,
    unmatched integer NOT NULL DEFAULT 0,
    booked_at timestamptz,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, sha256)
  )`,
  `CREATE TABLE payment.unmatched_entries (
    tenant text COLLATE "C" NOT NULL,
    statement_id uuid NOT NULL,
    place integer NOT NULL,
    line integer NOT NULL,
    reason text COLLATE "C" NOT NULL,
    amount_cents bigint,
    direction text COLLATE "C",
    end_to_end_id text,
    payment_id uuid,
    PRIMARY KEY (tenant, statement_id, place)
  )`,
  ...['bank_orders', 'bank_statements', 'unmatched_entries'].flatMap((table) => [
    ...rowLevelSecurity(`payment.${table}`),
    `GRANT SELECT, INSERT, UPDATE ON payment.${table} TO ${role}`,
  ]),
];

/** Direct debits: which are due, the files that went to the bank, and what came back from it. */
export class Sepa1795704000000 implements MigrationInterface {
  name = 'Sepa1795704000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['unmatched_entries', 'bank_statements', 'bank_orders'])
      await runner.query(`DROP TABLE payment.${table}`);
    await runner.query(
      'ALTER TABLE payment.payments DROP COLUMN debits, DROP COLUMN debit_due_on, DROP COLUMN transfers, DROP COLUMN transfers_due',
    );
  }
}
