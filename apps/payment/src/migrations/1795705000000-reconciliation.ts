import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rowLevelSecurity } from '#database';

const role = 'payment_service';

const statements = [
  `CREATE TABLE payment.reconciliation_runs (
    tenant text COLLATE "C" NOT NULL,
    run_id uuid NOT NULL,
    night date,
    asked_by text COLLATE "C" NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz,
    compared integer NOT NULL DEFAULT 0,
    agreed integer NOT NULL DEFAULT 0,
    differed integer NOT NULL DEFAULT 0,
    unasked integer NOT NULL DEFAULT 0,
    strangers integer NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, run_id)
  )`,
  // One run a night, whichever instance begins it.
  `CREATE UNIQUE INDEX reconciliation_run_of_night ON payment.reconciliation_runs (tenant, night)`,
  `CREATE UNIQUE INDEX reconciliation_run_under_way ON payment.reconciliation_runs (tenant) WHERE ended_at IS NULL`,
  ...rowLevelSecurity('payment.reconciliation_runs'),
  `GRANT SELECT, INSERT, UPDATE ON payment.reconciliation_runs TO ${role}`,
  `CREATE INDEX payments_that_differ ON payment.payments (tenant, stream_id) WHERE differences > 0`,
  `CREATE INDEX payments_under_way ON payment.payments (tenant, stream_id) WHERE status = 'under-way'`,
];

/** The runs of the reconciliation, and how what differs is found. */
export class Reconciliation1795705000000 implements MigrationInterface {
  name = 'Reconciliation1795705000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX payment.payments_under_way');
    await runner.query('DROP INDEX payment.payments_that_differ');
    await runner.query('DROP TABLE payment.reconciliation_runs');
  }
}
