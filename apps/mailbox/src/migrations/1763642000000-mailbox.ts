import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rowLevelSecurity } from '#database';

const role = 'mailbox_service';

const statements = [
  `CREATE SCHEMA mailbox`,
  `GRANT USAGE ON SCHEMA mailbox TO ${role}`,
  `CREATE TABLE mailbox.thread_overview (
    tenant text COLLATE "C" NOT NULL,
    stream_id uuid NOT NULL,
    version integer NOT NULL,
    application_id uuid NOT NULL,
    applicant_id uuid NOT NULL,
    office text COLLATE "C" NOT NULL,
    filed boolean NOT NULL,
    service_key text COLLATE "C" NOT NULL,
    reference text COLLATE "C" NOT NULL,
    notice_ids uuid[] NOT NULL,
    messages integer NOT NULL,
    unread_by_citizen integer NOT NULL,
    unread_by_office integer NOT NULL,
    latest_kind text COLLATE "C",
    latest_at timestamptz,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, stream_id)
  )`,
  `CREATE INDEX thread_overview_by_applicant ON mailbox.thread_overview (tenant, applicant_id, latest_at, application_id)`,
  `CREATE INDEX thread_overview_by_office ON mailbox.thread_overview (tenant, office, latest_at, application_id) WHERE filed`,
  ...rowLevelSecurity('mailbox.thread_overview'),
  `GRANT SELECT, INSERT, UPDATE, DELETE ON mailbox.thread_overview TO ${role}`,
];

/** The read model of the mailbox beside the event store. */
export class CreateMailbox1763642000000 implements MigrationInterface {
  name = 'CreateMailbox1763642000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA mailbox CASCADE');
  }
}
