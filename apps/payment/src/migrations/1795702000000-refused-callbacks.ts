import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rowLevelSecurity } from '#database';

const role = 'payment_service';

const statements = [
  `CREATE TABLE payment.refused_callbacks (
    tenant text COLLATE "C" NOT NULL,
    provider text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    count bigint NOT NULL,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    last_digest text NOT NULL,
    PRIMARY KEY (tenant, provider, reason)
  )`,
  ...rowLevelSecurity('payment.refused_callbacks'),
  `GRANT SELECT, INSERT, UPDATE ON payment.refused_callbacks TO ${role}`,
];

/** What came in the name of a payment provider and was not believed. */
export class RefusedCallbacks1795702000000 implements MigrationInterface {
  name = 'RefusedCallbacks1795702000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE payment.refused_callbacks');
  }
}
