import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rowLevelSecurity } from '#database';

const role = 'notification_service';

const statements = [
  `CREATE SCHEMA notification`,
  `GRANT USAGE ON SCHEMA notification TO ${role}`,
  // The send log: one row per mail that an event led to. No address, no name, no text: these are asked for when it is sent.
  `CREATE TABLE notification.mails (
    tenant text COLLATE "C" NOT NULL,
    mail_id uuid NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    recipient_id uuid,
    application_id uuid,
    link_id uuid,
    message_id text COLLATE "C" NOT NULL,
    correlation_id uuid NOT NULL,
    urgent boolean NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    queued_at timestamptz NOT NULL DEFAULT now(),
    due_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    sent_at timestamptz,
    reason text COLLATE "C",
    PRIMARY KEY (tenant, mail_id),
    UNIQUE (tenant, event_id),
    CHECK (link_id IS NOT NULL OR (recipient_id IS NOT NULL AND application_id IS NOT NULL))
  )`,
  // What is due, urgent first; a mail in state sending is due again when its sender has not come back.
  `CREATE INDEX mails_due ON notification.mails (urgent DESC, due_at) WHERE state IN ('queued', 'sending')`,
  `CREATE INDEX mails_by_state ON notification.mails (tenant, state, queued_at, mail_id)`,
  ...rowLevelSecurity('notification.mails'),
  `GRANT SELECT, INSERT, UPDATE ON notification.mails TO ${role}`,
];

/** The send log. */
export class CreateNotification1763643000000 implements MigrationInterface {
  name = 'CreateNotification1763643000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA notification CASCADE');
  }
}
