import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A mail may be about an account, and then about no case. */
export class MailsAboutAccounts1795700000000 implements MigrationInterface {
  name = 'MailsAboutAccounts1795700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE notification.mails DROP CONSTRAINT mails_check`);
    await runner.query(
      `ALTER TABLE notification.mails ADD CONSTRAINT mails_recipient_check
        CHECK (link_id IS NOT NULL OR recipient_id IS NOT NULL)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE notification.mails DROP CONSTRAINT mails_recipient_check`);
    await runner.query(
      `ALTER TABLE notification.mails ADD CONSTRAINT mails_check
        CHECK (link_id IS NOT NULL OR (recipient_id IS NOT NULL AND application_id IS NOT NULL)) NOT VALID`,
    );
  }
}
