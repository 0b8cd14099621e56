import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rowLevelSecurity } from '#database';

const role = 'payment_service';

const statements = [
  `CREATE TABLE payment.begun_transactions (
    tenant text COLLATE "C" NOT NULL,
    provider text COLLATE "C" NOT NULL,
    transaction_id text COLLATE "C" NOT NULL,
    attempt_id uuid NOT NULL,
    PRIMARY KEY (tenant, provider, transaction_id)
  )`,
  ...rowLevelSecurity('payment.begun_transactions'),
  `GRANT SELECT, INSERT ON payment.begun_transactions TO ${role}`,
];

/** Which attempt has begun a transaction of a provider: one that names it for another attempt as well is believed in nothing. */
export class BegunTransactions1795711000000 implements MigrationInterface {
  name = 'BegunTransactions1795711000000';

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
    await runner.query('DROP TABLE payment.begun_transactions');
  }
}

/** Those of before, by the first answer about each. */
const filling = `INSERT INTO payment.begun_transactions (tenant, provider, transaction_id, attempt_id)
  SELECT DISTINCT ON (provider, transaction_id) $1, provider, transaction_id, attempt_id
  FROM (
    SELECT chosen.payload::json ->> 'provider' AS provider, answered.payload::json ->> 'transactionId' AS transaction_id,
      (answered.payload::json ->> 'attemptId')::uuid AS attempt_id, answered.recorded_at
    FROM event_store.events AS answered
    JOIN event_store.events AS chosen ON chosen.tenant = answered.tenant AND chosen.stream_id = answered.stream_id
      AND chosen.type = 'MethodChosen' AND chosen.payload::json ->> 'attemptId' = answered.payload::json ->> 'attemptId'
    WHERE answered.tenant = $1 AND answered.stream_type = 'payment' AND answered.type = 'ProviderAnswered'
  ) AS answers
  WHERE provider IS NOT NULL AND transaction_id IS NOT NULL
  ORDER BY provider, transaction_id, recorded_at`;
