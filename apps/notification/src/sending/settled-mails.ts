import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '#database';
import type { MailState } from './mails-for-operators';

/** How far a mail is; `sentAt` (UTC, ISO 8601) when the mail server took it over. */
export interface MailProgress {
  readonly state: MailState;
  readonly sentAt?: string;
}

/** The send log as the service whose event led to a mail sees it. */
@Injectable()
export class SettledMails {
  constructor(private readonly database: TenantDatabase) {}

  /** The mail in which an event was told, also where that is the mail of another one; undefined where no mail tells of it. */
  async about(tenant: string, eventId: string): Promise<MailProgress | undefined> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ state: MailState; sentAt: string | null }>({
        name: 'mail_about',
        text: `SELECT told.state, to_char(told.sent_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "sentAt"
          FROM notification.mails AS own
          JOIN notification.mails AS told ON told.tenant = $1 AND told.mail_id = coalesce(own.gathered_into, own.mail_id)
          WHERE own.tenant = $1 AND own.event_id = $2`,
        values: [tenant, eventId],
      }),
    );
    const [mail] = rows;
    return mail && { state: mail.state, ...(mail.sentAt !== null && { sentAt: mail.sentAt }) };
  }
}
