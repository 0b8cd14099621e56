import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rowLevelSecurity } from '#database';

const role = 'payment_service';

const statements = [
  `CREATE TABLE payment.credited_debits (
    tenant text COLLATE "C" NOT NULL,
    attempt_id uuid NOT NULL,
    statement_id uuid NOT NULL,
    place integer NOT NULL,
    PRIMARY KEY (tenant, attempt_id)
  )`,
  ...rowLevelSecurity('payment.credited_debits'),
  `GRANT SELECT, INSERT ON payment.credited_debits TO ${role}`,
];

/** Which movement of which file of the bank has credited a debit: another one that does so again is told to the treasury. */
export class CreditedDebits1795707000000 implements MigrationInterface {
  name = 'CreditedDebits1795707000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE payment.credited_debits');
  }
}
