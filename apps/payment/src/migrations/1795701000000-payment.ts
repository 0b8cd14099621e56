import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rowLevelSecurity } from '#database';

const role = 'payment_service';

const statements = [
  `CREATE SCHEMA payment`,
  `GRANT USAGE ON SCHEMA payment TO ${role}`,
  `CREATE TABLE payment.payments (
    tenant text COLLATE "C" NOT NULL,
    stream_id uuid NOT NULL,
    version integer NOT NULL,
    application_id uuid NOT NULL,
    applicant_id uuid NOT NULL,
    reference text COLLATE "C" NOT NULL,
    service_key text COLLATE "C" NOT NULL,
    office text COLLATE "C" NOT NULL,
    offices_matter boolean NOT NULL,
    policy text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    amount_cents integer NOT NULL,
    received_cents integer NOT NULL,
    refunded_cents integer NOT NULL,
    method text COLLATE "C",
    attempt_ids uuid[] NOT NULL,
    unreconciled text[] NOT NULL,
    differences integer NOT NULL,
    refunds_to_approve integer NOT NULL,
    fixed_at timestamptz NOT NULL,
    paid_at timestamptz,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, stream_id)
  )`,
  `CREATE INDEX payments_by_applicant ON payment.payments (tenant, applicant_id, fixed_at, stream_id)`,
  `CREATE INDEX payments_by_office ON payment.payments (tenant, office, fixed_at, stream_id)`,
  `CREATE INDEX payments_by_time ON payment.payments (tenant, fixed_at, stream_id)`,
  `CREATE INDEX payments_by_application ON payment.payments (tenant, application_id)`,
  // What a callback is about is found by what the provider knows: the id of the attempt.
  `CREATE INDEX payments_by_attempt ON payment.payments USING gin (attempt_ids)`,
  `CREATE INDEX payments_unreconciled ON payment.payments (tenant, stream_id) WHERE unreconciled <> '{}'`,
  ...rowLevelSecurity('payment.payments'),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON payment.payments TO ${role}`,
];

/** The read model of the payments beside the event store. */
export class CreatePayment1795701000000 implements MigrationInterface {
  name = 'CreatePayment1795701000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA payment CASCADE');
  }
}
