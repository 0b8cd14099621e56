import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'application_service';

const statements = [
  // What is closed grows for years; what caseworkers look at does not.
  `CREATE INDEX work_list_open ON application.work_list (tenant, office, filed_at, stream_id)
    WHERE status NOT IN ('withdrawn', 'closed')`,
  `CREATE TABLE application.unread_messages (
    tenant text COLLATE "C" NOT NULL,
    application_id uuid NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (tenant, application_id)
  )`,
  ...rowLevelSecurity('application.unread_messages'),
  `GRANT SELECT, INSERT, DELETE ON application.unread_messages TO ${role}`,
];

/** The cases that are open, and those with a message that the office has not read (heard from the mailbox from now on). */
export class OpenCases1795720100000 implements MigrationInterface {
  name = 'OpenCases1795720100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE application.unread_messages');
    await runner.query('DROP INDEX application.work_list_open');
  }
}
