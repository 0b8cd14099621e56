import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The mails about one case are found without a look at all of them. */
export class MailsOfACase1795900000005 implements MigrationInterface {
  name = 'MailsOfACase1795900000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX mails_of_case ON notification.mails (tenant, application_id) WHERE application_id IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX notification.mails_of_case');
  }
}
