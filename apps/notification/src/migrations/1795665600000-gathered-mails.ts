import { rowLevelSecurity } from '#database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'notification_service';

const statements = [
  // What a mail tells of beside its own event, and the mail in which an event that came soon after another is told.
  `ALTER TABLE notification.mails
    ADD COLUMN further_kinds text[] COLLATE "C" NOT NULL DEFAULT '{}',
    ADD COLUMN gathered_into uuid,
    DROP CONSTRAINT mails_state_check,
    ADD CONSTRAINT mails_state_check CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'gathered')),
    ADD CONSTRAINT mails_gathered_check CHECK ((state = 'gathered') = (gathered_into IS NOT NULL))`,
  // What a person has been told of a case: one row, which everything that is told next goes past.
  `CREATE TABLE notification.correspondences (
    tenant text COLLATE "C" NOT NULL,
    application_id uuid NOT NULL,
    recipient_id uuid NOT NULL,
    reference text COLLATE "C",
    filing_confirmed boolean NOT NULL,
    latest_mail_id uuid,
    quiet_until timestamptz NOT NULL,
    PRIMARY KEY (tenant, application_id, recipient_id)
  )`,
  // The former version confirmed the filing with the mail about it and with that about a notice.
  `SELECT set_config('app.tenant', '*', true)`,
  `INSERT INTO notification.correspondences (tenant, application_id, recipient_id, filing_confirmed, quiet_until)
   SELECT tenant, application_id, recipient_id,
     bool_or(kind IN ('application-filed', 'notice-available') AND state <> 'failed'),
     max(queued_at) + interval '1 minute'
   FROM notification.mails WHERE application_id IS NOT NULL
   GROUP BY tenant, application_id, recipient_id`,
  ...rowLevelSecurity('notification.correspondences'),
  `GRANT SELECT, INSERT, UPDATE ON notification.correspondences TO ${role}`,
];

/** Changes of one case within a minute are one mail, which names the case by its reference. */
export class GatherMails1795665600000 implements MigrationInterface {
  name = 'GatherMails1795665600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE notification.correspondences');
    await runner.query(`ALTER TABLE notification.mails
      DROP COLUMN further_kinds, DROP COLUMN gathered_into, DROP CONSTRAINT mails_state_check,
      ADD CONSTRAINT mails_state_check CHECK (state IN ('queued', 'sending', 'sent', 'failed'))`);
  }
}
