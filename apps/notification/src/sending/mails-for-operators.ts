import { Injectable } from '@nestjs/common';
import { isoTime, TenantDatabase } from '#database';
import type { MailKind } from '../processes/mails';

export const mailStates = ['queued', 'sending', 'sent', 'failed', 'gathered'] as const;
export type MailState = (typeof mailStates)[number];

/** A mail as operators see it. Times in UTC, ISO 8601. */
export interface ListedMail {
  readonly mailId: string;
  readonly eventId: string;
  readonly kind: MailKind;
  readonly state: MailState;
  /** The mail in which the event is told, where that is not its own; that one's state is the one that counts. */
  readonly gatheredInto: string | null;
  readonly messageId: string;
  readonly attempts: number;
  readonly queuedAt: string;
  readonly sentAt: string | null;
  readonly reason: string | null;
}

/** What is told of a mail: no address and no text, which are not stored. Times in UTC. */
const listed = `mail_id AS "mailId", event_id AS "eventId", kind, state, gathered_into AS "gatheredInto",
  message_id AS "messageId", attempts, ${isoTime('queued_at')} AS "queuedAt", ${isoTime('sent_at')} AS "sentAt", reason`;

/** The send log as operators see it: a mail that was given up is theirs to look at and to try again. */
@Injectable()
export class MailsForOperators {
  constructor(private readonly database: TenantDatabase) {}

  /** Mails of a tenant in one state, oldest first, after the mail `after`. */
  async list(
    tenant: string,
    { state, after, limit }: { readonly state: MailState; readonly after?: string; readonly limit: number },
  ): Promise<readonly ListedMail[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<ListedMail>(
        `SELECT ${listed} FROM notification.mails
         WHERE tenant = $1 AND state = $2 AND ($3::uuid IS NULL OR (queued_at, mail_id) >
           (SELECT queued_at, mail_id FROM notification.mails WHERE tenant = $1 AND mail_id = $3))
         ORDER BY queued_at, mail_id LIMIT $4`,
        [tenant, state, after ?? null, limit],
      ),
    );
    return rows;
  }

  /** Every mail about a case, oldest first: what an auditor has as evidence that somebody was told. */
  async ofCase(tenant: string, applicationId: string): Promise<readonly ListedMail[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<ListedMail>(
        `SELECT ${listed} FROM notification.mails WHERE tenant = $1 AND application_id = $2
         ORDER BY queued_at, mail_id`,
        [tenant, applicationId],
      ),
    );
    return rows;
  }

  /** How many mails of a tenant are in each state. */
  async counts(tenant: string): Promise<Readonly<Record<MailState, number>>> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ state: MailState; count: number }>(
        `SELECT state, count(*)::int AS count FROM notification.mails WHERE tenant = $1 GROUP BY state`,
        [tenant],
      ),
    );
    const counts = { queued: 0, sending: 0, sent: 0, failed: 0, gathered: 0 };
    for (const { state, count } of rows) counts[state] = count;
    return counts;
  }

  /** Queues a mail that was given up once more, for another day at least. */
  async replay(tenant: string, mailId: string): Promise<'queued' | 'unknown' | 'not-failed'> {
    return this.database.withTenant(tenant, async (client) => {
      const { rowCount } = await client.query(
        `UPDATE notification.mails SET state = 'queued', reason = NULL, attempts = 0, due_at = now(),
           expires_at = greatest(expires_at, now() + interval '1 day')
         WHERE tenant = $1 AND mail_id = $2 AND state = 'failed'`,
        [tenant, mailId],
      );
      if (rowCount === 1) return 'queued';
      const { rows } = await client.query(
        `SELECT FROM notification.mails WHERE tenant = $1 AND mail_id = $2`,
        [tenant, mailId],
      );
      return rows.length === 0 ? 'unknown' : 'not-failed';
    });
  }
}
