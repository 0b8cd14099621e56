import { Injectable } from '@nestjs/common';
import { isoTime, TenantDatabase } from '#database';
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
        // Joined by the bare column: where rows are protected, coalesce(…) counts as what may leak, and no index is used for it.
        text: `SELECT coalesce(told.state, own.state) AS state, ${isoTime('coalesce(told.sent_at, own.sent_at)')} AS "sentAt"
          FROM notification.mails AS own
          LEFT JOIN notification.mails AS told ON told.tenant = $1 AND told.mail_id = own.gathered_into
          WHERE own.tenant = $1 AND own.event_id = $2`,
        values: [tenant, eventId],
      }),
    );
    const [mail] = rows;
    return mail && { state: mail.state, ...(mail.sentAt !== null && { sentAt: mail.sentAt }) };
  }
}
