import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `ALTER TABLE payment.payments ADD COLUMN transaction_references text[] NOT NULL DEFAULT '{}'`,
  `CREATE INDEX payments_by_transaction_reference ON payment.payments USING gin (transaction_references)`,
  `CREATE INDEX payments_by_amount ON payment.payments (tenant, amount_cents, stream_id)`,
  `CREATE INDEX payments_by_status ON payment.payments (tenant, status, stream_id)`,
];

/** What the treasury looks payments up by: the Kassenzeichen of each attempt, the amount, where it stands. */
export class PaymentSearch1795706000000 implements MigrationInterface {
  name = 'PaymentSearch1795706000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    // Of every city, in its own name: row-level security holds for the owner as well.
    await runner.query(`SELECT set_config('app.tenant', '*', true)`);
    const cities = (await runner.query('SELECT DISTINCT tenant FROM payment.payments')) as {
      tenant: string;
    }[];
    for (const { tenant } of cities) {
      await runner.query(`SELECT set_config('app.tenant', $1, true)`, [tenant]);
      await runner.query(filling, [tenant]);
    }
    await runner.query(`SELECT set_config('app.tenant', '', true)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX payment.payments_by_status');
    await runner.query('DROP INDEX payment.payments_by_amount');
    await runner.query('ALTER TABLE payment.payments DROP COLUMN transaction_references');
  }
}

/** The last one of each attempt, as the fold has it. */
const filling = `UPDATE payment.payments SET transaction_references = found.all_of_them
  FROM (
    SELECT stream_id, array_agg(DISTINCT reference ORDER BY reference) AS all_of_them
    FROM (
      SELECT DISTINCT ON (stream_id, payload::json ->> 'attemptId') stream_id,
        (payload::json ->> 'transactionReference') COLLATE "C" AS reference
      FROM event_store.events
      WHERE tenant = $1 AND stream_type = 'payment' AND type = 'PaymentSettled'
        AND payload::json ->> 'transactionReference' IS NOT NULL
      ORDER BY stream_id, payload::json ->> 'attemptId', version DESC
    ) AS settled
    GROUP BY stream_id
  ) AS found
  WHERE payments.tenant = $1 AND payments.stream_id = found.stream_id`;
