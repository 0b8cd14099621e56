import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A run may be of one provider alone, and says how far it has come. */
export class ReconciliationProgress1795706100000 implements MigrationInterface {
  name = 'ReconciliationProgress1795706100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE payment.reconciliation_runs ADD COLUMN provider text COLLATE "C",
        ADD COLUMN to_compare integer NOT NULL DEFAULT 0`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE payment.reconciliation_runs DROP COLUMN provider, DROP COLUMN to_compare',
    );
  }
}
