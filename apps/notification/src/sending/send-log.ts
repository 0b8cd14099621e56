import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '#database';
import { noteHandledSql } from '#messaging';
import type { Applicant, Recipient } from '../processes/mail';
import { filingConfirmed, type MailKind, type MailToSend } from '../processes/mails';

/**
 * How long a claim on a mail lasts, in seconds, unless it is renewed. Who is killed renews no more, so the mail is due again, and
 * is sent with the same Message-ID. See docs/adr/0007-what-once-means-for-mail.md.
 */
const CLAIM_SECONDS = 6;
/** How often claims are renewed, in ms: three renewals may fail before one runs out. */
export const RENEWAL_MS = 1_500;

/** Why a mail was given up. Codes only: what a mail server says can contain the address. */
export type FailureReason = 'expired' | 'recipient-unknown' | 'no-address' | `smtp-${number}`;

/**
 * How long changes of one case are gathered after a mail about it went to the same person, in seconds. Somebody who works on a
 * case takes several steps in a row; each is a change, and together they are one piece of news.
 */
const GATHERING_SECONDS = 60;

/** A mail that an event leads to. */
export interface NewMail extends MailToSend {
  readonly tenant: string;
  readonly mailId: string;
  /** `<stream>/<version>`. */
  readonly eventId: string;
  /** The same for every attempt: receivers recognise a repeated delivery by it. */
  readonly messageId: string;
  readonly correlationId: string;
}

/** A mail to somebody of the staff; no event leads to it by itself. */
export interface StaffMail extends Pick<
  NewMail,
  'tenant' | 'mailId' | 'kinds' | 'messageId' | 'correlationId' | 'usefulMinutes'
> {
  readonly recipientId: string;
}

/** What stands in the place of the event in the row of a mail to staff. */
export const alertsId = (mailId: string): string => `alerts/${mailId}`;

/** A mail that this process is to send now. */
export interface ClaimedMail {
  readonly tenant: string;
  readonly mailId: string;
  readonly kind: MailKind;
  /** What it tells of beside `kind`. */
  readonly furtherKinds: readonly MailKind[];
  readonly recipientId: string | null;
  readonly applicationId: string | null;
  /** Null as long as no event of the case has named it. */
  readonly reference: string | null;
  readonly linkId: string | null;
  readonly messageId: string;
  readonly correlationId: string;
  readonly queuedAt: Date;
  /** This attempt included. */
  readonly attempts: number;
  readonly expired: boolean;
}

/**
 * The send log: every event that leads to a mail, from then to the acceptance of its mail by the mail server. A mail is claimed
 * before it is sent and settled after: what happens in between a crash cannot tell. See docs/adr/0007-what-once-means-for-mail.md.
 */
@Injectable()
export class SendLog {
  constructor(private readonly database: TenantDatabase) {}

  /**
   * Queues the mail of an event by the one statement that notes the event as handled (`ConsumerContext.onceWith`).
   * @param handler under whose name it is noted
   * @returns whether something may be due at once
   */
  queue(mail: NewMail, handler: string): Promise<boolean> {
    const { to } = mail;
    return 'applicationId' in to
      ? this.queueAboutCase(mail, to, handler)
      : this.queueAlone(mail, to, handler);
  }

  /** A mail about no case: a link, or news of an account. */
  private async queueAlone(mail: NewMail, to: Exclude<Recipient, Applicant>, handler: string): Promise<true> {
    await this.database.withTenant(mail.tenant, (client) =>
      client.query({
        name: 'queue_mail',
        text: `
        WITH noted AS (${noteHandledSql})
        INSERT INTO notification.mails (tenant, mail_id, event_id, kind, link_id, recipient_id, message_id, correlation_id, urgent, state, expires_at)
        VALUES ($1, $4, $2, $5, $6, $11, $7, $8, $9, 'queued', now() + make_interval(mins => $10))
        ON CONFLICT DO NOTHING`,
        values: [
          mail.tenant,
          mail.eventId,
          handler,
          mail.mailId,
          mail.kinds[0],
          'linkId' in to ? to.linkId : null,
          mail.messageId,
          mail.correlationId,
          mail.urgent,
          mail.usefulMinutes,
          'recipientId' in to ? to.recipientId : null,
        ],
      }),
    );
    return true;
  }

  /** A mail that tells somebody of the staff of something; told again under the same id it is one mail. */
  async queueForStaff(mail: StaffMail): Promise<void> {
    const [kind, ...furtherKinds] = mail.kinds;
    await this.database.withTenant(mail.tenant, (client) =>
      client.query({
        name: 'queue_mail_for_staff',
        text: `
        INSERT INTO notification.mails (tenant, mail_id, event_id, kind, further_kinds, recipient_id, message_id, correlation_id,
          urgent, state, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, false, 'queued', now() + make_interval(mins => $9)) ON CONFLICT DO NOTHING`,
        values: [
          mail.tenant,
          mail.mailId,
          alertsId(mail.mailId),
          kind,
          furtherKinds,
          mail.recipientId,
          mail.messageId,
          mail.correlationId,
          mail.usefulMinutes,
        ],
      }),
    );
  }

  /**
   * One row per event and one mail for all that comes within a minute. The latest mail of the case, as long as nobody has begun
   * to send it, takes in what comes: then the event's row says in which mail it is told, and that mail goes at once where this
   * event must not wait. Everything else is a mail of its own, a minute after the one before, or at once.
   *
   * The row of the correspondence is locked first, so two instances take turns. What was locked is the newest row; a mail that
   * the other instance wrote meanwhile cannot be seen by this statement and takes nothing in: then there are two mails, the
   * second a minute later.
   */
  private async queueAboutCase(mail: NewMail, to: Applicant, handler: string): Promise<boolean> {
    const isHeldBack = mail.importance !== 'action' && mail.importance !== 'notice';
    const { rows } = await this.database.withTenant(mail.tenant, (client) =>
      client.query<{ dueNow: boolean }>({
        name: 'queue_mail_about_case',
        text: `
        WITH noted AS (${noteHandledSql}),
        former AS (
          SELECT latest_mail_id, quiet_until, filing_confirmed FROM notification.correspondences
          WHERE tenant = $1 AND application_id = $7 AND recipient_id = $6 FOR UPDATE),
        told AS (
          SELECT CASE WHEN (SELECT filing_confirmed FROM former) THEN array_remove($5::text[], $13) ELSE $5::text[] END AS kinds),
        gathering AS (
          UPDATE notification.mails AS mail SET
            further_kinds = further_kinds || ARRAY(SELECT unnest(kinds) EXCEPT SELECT unnest(kind || further_kinds)),
            due_at = CASE WHEN $11 THEN mail.due_at ELSE least(mail.due_at, now()) END,
            expires_at = greatest(mail.expires_at, now() + make_interval(mins => $10))
          FROM told
          -- One value, so that the row is found by its key whatever the plan knew of the table when it was made.
          WHERE mail.tenant = $1 AND mail.mail_id = (SELECT latest_mail_id FROM former) AND state = 'queued' AND attempts = 0 AND kinds <> '{}'
          RETURNING mail.mail_id, mail.due_at),
        due AS (
          SELECT coalesce(
            (SELECT due_at FROM gathering),
            CASE WHEN $11
              THEN greatest((SELECT quiet_until FROM former), now() + make_interval(secs => $12))
              ELSE now() END) AS at),
        queued AS (
          INSERT INTO notification.mails (tenant, mail_id, event_id, kind, further_kinds, recipient_id, application_id, message_id,
            correlation_id, urgent, state, gathered_into, due_at, expires_at)
          SELECT $1, $4, $2, kinds[1], kinds[2:], $6, $7, $8,
            $9, false, CASE WHEN gathering IS NULL THEN 'queued' ELSE 'gathered' END, gathering.mail_id, at,
            now() + make_interval(mins => $10)
          FROM told CROSS JOIN due LEFT JOIN gathering ON true WHERE kinds <> '{}'
          ON CONFLICT DO NOTHING)
        INSERT INTO notification.correspondences AS correspondence (tenant, application_id, recipient_id, reference,
          filing_confirmed, latest_mail_id, quiet_until)
        SELECT $1, $7, $6, $14, $13 = ANY (kinds), coalesce((SELECT mail_id FROM gathering), $4),
          at + make_interval(secs => $15)
        FROM told CROSS JOIN due WHERE kinds <> '{}'
        ON CONFLICT (tenant, application_id, recipient_id) DO UPDATE SET
          reference = coalesce(excluded.reference, correspondence.reference),
          filing_confirmed = correspondence.filing_confirmed OR excluded.filing_confirmed,
          latest_mail_id = excluded.latest_mail_id,
          quiet_until = excluded.quiet_until
        RETURNING (SELECT at <= now() FROM due) AS "dueNow"`,
        values: [
          mail.tenant,
          mail.eventId,
          handler,
          mail.mailId,
          mail.kinds,
          to.recipientId,
          to.applicationId,
          mail.messageId,
          mail.correlationId,
          mail.usefulMinutes,
          isHeldBack,
          mail.importance === 'outcome' ? GATHERING_SECONDS : 0,
          filingConfirmed,
          to.reference ?? null,
          GATHERING_SECONDS,
        ],
      }),
    );
    return rows[0]?.dueNow === true;
  }

  /** Takes the mails of these tenants that are due, urgent ones first, for this process alone. */
  async claim(limit: number, tenants: readonly string[]): Promise<readonly ClaimedMail[]> {
    const claimed: ClaimedMail[] = [];
    for (const tenant of tenants) {
      if (claimed.length < limit) claimed.push(...(await this.claimOf(tenant, limit - claimed.length)));
    }
    return claimed;
  }

  /** The tenants of the mails that are due, those of urgent ones first. @param limit mails that are looked at */
  async tenantsWithDueMail(limit: number): Promise<readonly string[]> {
    const { rows } = await this.database.acrossTenants((client) =>
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
    return rows.map(({ tenant }) => tenant);
  }

  private async claimOf(tenant: string, limit: number): Promise<readonly ClaimedMail[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<ClaimedMail>({
        name: 'claim_mails',
        text: `
          UPDATE notification.mails AS mail
          SET state = 'sending', attempts = attempts + 1, due_at = now() + make_interval(secs => $3)
          -- An array, so that they are looked for once: joined, a plan may look for them again for each mail of the tenant, and find others.
          WHERE tenant = $1 AND mail_id = ANY (ARRAY(
            SELECT mail_id FROM notification.mails
            WHERE tenant = $1 AND state IN ('queued', 'sending') AND due_at <= now()
            ORDER BY urgent DESC, due_at LIMIT $2 FOR UPDATE SKIP LOCKED))
          RETURNING tenant, mail_id AS "mailId", kind, further_kinds AS "furtherKinds", recipient_id AS "recipientId",
            application_id AS "applicationId", (
              SELECT reference FROM notification.correspondences AS correspondence
              WHERE correspondence.tenant = $1 AND correspondence.application_id = mail.application_id
                AND correspondence.recipient_id = mail.recipient_id) AS reference,
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
