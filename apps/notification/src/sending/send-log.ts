import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { TenantDatabase } from '#database';
import type { MailKind } from '../processes/mails';

/**
 * How long a claim on a mail lasts, in seconds, unless it is renewed. Who is killed renews no more, so the mail is due again, and
 * is sent with the same Message-ID. See docs/adr/0007-what-once-means-for-mail.md.
 */
const CLAIM_SECONDS = 6;
/** How often claims are renewed, in ms: three renewals may fail before one runs out. */
export const RENEWAL_MS = 1_500;

/** Why a mail was given up. Codes only: what a mail server says can contain the address. */
export type FailureReason = 'expired' | 'recipient-unknown' | 'no-address' | `smtp-${number}`;

/** A mail that an event leads to. */
export interface NewMail {
  readonly tenant: string;
  readonly mailId: string;
  /** `<stream>/<version>`. */
  readonly eventId: string;
  readonly kind: MailKind;
  /** Person id; of a sign-in link `linkId` says more. */
  readonly recipientId?: string;
  readonly applicationId?: string;
  readonly linkId?: string;
  /** The same for every attempt: receivers recognise a repeated delivery by it. */
  readonly messageId: string;
  readonly correlationId: string;
  readonly urgent: boolean;
  readonly usefulMinutes: number;
}

/** A mail that this process is to send now. */
export interface ClaimedMail {
  readonly tenant: string;
  readonly mailId: string;
  readonly kind: MailKind;
  readonly recipientId: string | null;
  readonly applicationId: string | null;
  readonly linkId: string | null;
  readonly messageId: string;
  readonly correlationId: string;
  readonly queuedAt: Date;
  /** This attempt included. */
  readonly attempts: number;
  readonly expired: boolean;
}

/**
 * The send log: every mail, from the event that led to it to its acceptance by the mail server. A mail is claimed before it is
 * sent and settled after: what happens in between a crash cannot tell.
 */
@Injectable()
export class SendLog {
  constructor(private readonly database: TenantDatabase) {}

  /** Queues a mail in the consumer's transaction. An event leads to one mail, however often it is delivered. */
  async queue(client: PoolClient, mail: NewMail): Promise<void> {
    await client.query({
      name: 'queue_mail',
      text: `
        INSERT INTO notification.mails (tenant, mail_id, event_id, kind, recipient_id, application_id, link_id, message_id,
          correlation_id, urgent, state, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'queued', now() + make_interval(mins => $11))
        ON CONFLICT DO NOTHING`,
      values: [
        mail.tenant,
        mail.mailId,
        mail.eventId,
        mail.kind,
        mail.recipientId ?? null,
        mail.applicationId ?? null,
        mail.linkId ?? null,
        mail.messageId,
        mail.correlationId,
        mail.urgent,
        mail.usefulMinutes,
      ],
    });
  }

  /** Takes the mails that are due, urgent ones first, for this process alone. */
  async claim(limit: number): Promise<readonly ClaimedMail[]> {
    const tenants = await this.database.acrossTenants((client) =>
      client.query<{ tenant: string }>({
        name: 'tenants_with_due_mail',
        text: `
          SELECT tenant FROM (
            SELECT tenant, urgent, due_at FROM notification.mails
            WHERE state IN ('queued', 'sending') AND due_at <= now()
            ORDER BY urgent DESC, due_at LIMIT $1) AS due
          GROUP BY tenant ORDER BY bool_or(urgent) DESC, min(due_at)`,
        values: [limit],
      }),
    );
    const claimed: ClaimedMail[] = [];
    for (const { tenant } of tenants.rows) {
      if (claimed.length < limit) claimed.push(...(await this.claimOf(tenant, limit - claimed.length)));
    }
    return claimed;
  }

  private async claimOf(tenant: string, limit: number): Promise<readonly ClaimedMail[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<ClaimedMail>({
        name: 'claim_mails',
        text: `
          UPDATE notification.mails AS mail
          SET state = 'sending', attempts = attempts + 1, due_at = now() + make_interval(secs => $3)
          FROM (
            SELECT mail_id FROM notification.mails
            WHERE tenant = $1 AND state IN ('queued', 'sending') AND due_at <= now()
            ORDER BY urgent DESC, due_at LIMIT $2 FOR UPDATE SKIP LOCKED) AS due
          WHERE mail.tenant = $1 AND mail.mail_id = due.mail_id
          RETURNING tenant, mail.mail_id AS "mailId", kind, recipient_id AS "recipientId", application_id AS "applicationId",
            link_id AS "linkId", message_id AS "messageId", correlation_id AS "correlationId", queued_at AS "queuedAt", attempts,
            expires_at <= now() AS expired`,
        values: [tenant, limit, CLAIM_SECONDS],
      }),
    );
    return rows;
  }

  /** Keeps the claim on a mail that is still on its way. */
  async renew(mail: ClaimedMail): Promise<void> {
    await this.settle(
      'renew_claim',
      mail,
      `UPDATE notification.mails SET due_at = now() + make_interval(secs => $3)
       WHERE tenant = $1 AND mail_id = $2 AND state = 'sending'`,
      CLAIM_SECONDS,
    );
  }

  /** The mail server accepted the mail. */
  async sent(mail: ClaimedMail): Promise<void> {
    await this.settle(
      'mail_sent',
      mail,
      `UPDATE notification.mails SET state = 'sent', sent_at = now(), reason = NULL WHERE tenant = $1 AND mail_id = $2`,
    );
  }

  /** It did not work this time; it is tried again after a pause that grows with the attempts. @returns the pause in ms. */
  async postpone(mail: ClaimedMail): Promise<number> {
    const pauseMs = delayAfter(mail.attempts);
    await this.settle(
      'postpone_mail',
      mail,
      `UPDATE notification.mails SET state = 'queued', due_at = now() + make_interval(secs => $3)
       WHERE tenant = $1 AND mail_id = $2 AND state = 'sending'`,
      pauseMs / 1_000,
    );
    return pauseMs;
  }

  /** It will never work. Operators see it, and can have it tried again. */
  async giveUp(mail: ClaimedMail, reason: FailureReason): Promise<void> {
    await this.settle(
      'give_up_mail',
      mail,
      `UPDATE notification.mails SET state = 'failed', reason = $3 WHERE tenant = $1 AND mail_id = $2 AND state = 'sending'`,
      reason,
    );
  }

  private async settle(
    name: string,
    { tenant, mailId }: ClaimedMail,
    text: string,
    ...values: unknown[]
  ): Promise<void> {
    await this.database.withTenant(tenant, (client) =>
      client.query({ name, text, values: [tenant, mailId, ...values] }),
    );
  }
}

/** Milliseconds until the next attempt after this many: 1 s, doubling, at most 30 s, so that mail flows again soon after an outage. */
export function delayAfter(attempts: number): number {
  return Math.min(1_000 * 2 ** Math.max(0, attempts - 1), 30_000);
}
