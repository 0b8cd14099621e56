import { Inject, Injectable } from '@nestjs/common';
import { ServiceCaller } from '#auth';
import { TenantDatabase } from '#database';
import { filingConfirmed, mailFor, type MailKind, type MailToSend } from '../processes/mails';
import { alertsId } from './send-log';

/** Base address of the audit service. */
export const AUDIT_URL = Symbol('AUDIT_URL');

/** Mails whose events are looked up at once. */
const pageSize = 200;

/** A mail and the event that it belongs to do not say the same. Ids only. */
export interface MailDifference {
  readonly kind: 'mail-missing' | 'mail-differs' | 'mail-without-event';
  readonly streamId: string;
  readonly version: number;
  readonly detail: string;
}

/** A part of what was compared. */
export interface ComparedMails {
  readonly mails: number;
  readonly differences: readonly MailDifference[];
  /** Where to go on; absent at the end. */
  readonly next?: string;
}

interface HeardEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
}

interface MailRow {
  readonly event_id: string;
  readonly recipient_id: string | null;
  readonly application_id: string | null;
  readonly link_id: string | null;
  readonly kinds: readonly MailKind[];
}

/**
 * Compares the send log with what the witness has heard: every event that leads to a mail has its row, for the person it is
 * about, and there is no row of an event that nobody told.
 */
@Injectable()
export class MailComparison {
  constructor(
    private readonly database: TenantDatabase,
    private readonly caller: ServiceCaller,
    @Inject(AUDIT_URL) private readonly auditUrl: string,
  ) {}

  /**
   * First page by page all events, then page by page all mails.
   * @param after `next` of the page before
   * @throws Unavailable or ServiceRefused
   */
  page(tenant: string, after = 'events:'): Promise<ComparedMails> {
    const place = after.slice(after.indexOf(':') + 1);
    return after.startsWith('mails:') ? this.mailsAfter(tenant, place) : this.eventsAfter(tenant, place);
  }

  private async eventsAfter(tenant: string, place: string): Promise<ComparedMails> {
    const { events, next } = await this.ask<{ events: readonly HeardEvent[]; next?: string }>(
      tenant,
      place === '' ? '' : `?after=${encodeURIComponent(place)}`,
    );
    const expected = events.flatMap((event) => {
      const mail = mailFor(event);
      return mail === undefined ? [] : [{ id: event.id, mail }];
    });
    const rows = await this.rowsOf(
      tenant,
      expected.map(({ id }) => id),
    );
    const confirmed = await this.confirmedFilings(tenant);
    const differences: MailDifference[] = [];
    for (const { id, mail } of expected) {
      const row = rows.get(id);
      const { to } = mail;
      const isRepeated =
        'applicationId' in to &&
        mail.kinds.every((kind) => kind === filingConfirmed) &&
        confirmed.has(to.applicationId);
      if (row === undefined && !isRepeated)
        differences.push(differenceOf('mail-missing', id, 'the event leads to a mail, and there is none'));
      const detail = row && differing(row, mail, confirmed);
      if (detail !== undefined) differences.push(differenceOf('mail-differs', id, detail));
    }
    return { mails: expected.length, differences, next: next === undefined ? 'mails:' : `events:${next}` };
  }

  private async mailsAfter(tenant: string, place: string): Promise<ComparedMails> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ event_id: string; mail_id: string }>(
        `SELECT event_id, mail_id FROM notification.mails
         WHERE tenant = $1 AND event_id NOT LIKE '${alertsId('%')}' AND ($2 = '' OR mail_id > nullif($2, '')::uuid)
         ORDER BY mail_id LIMIT $3`,
        [tenant, place, pageSize],
      ),
    );
    const last = rows.at(-1);
    if (last === undefined) return { mails: 0, differences: [] };
    const ids = rows.map(({ event_id }) => event_id);
    const { known } = await this.ask<{ known: readonly string[] }>(tenant, `/known?ids=${ids.join(',')}`);
    const heard = new Set(known);
    return {
      mails: 0,
      differences: ids
        .filter((id) => !heard.has(id))
        .map((id) => differenceOf('mail-without-event', id, 'nobody told the event of this mail')),
      ...(rows.length === pageSize ? { next: `mails:${last.mail_id}` } : {}),
    };
  }

  private async rowsOf(tenant: string, eventIds: readonly string[]): Promise<ReadonlyMap<string, MailRow>> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<MailRow>(
        `SELECT event_id, recipient_id, application_id, link_id, kind || further_kinds AS kinds FROM notification.mails
         WHERE tenant = $1 AND event_id = ANY($2)`,
        [tenant, eventIds],
      ),
    );
    return new Map(rows.map((row) => [row.event_id, row]));
  }

  /** The cases whose filing was confirmed by another mail (N6). */
  private async confirmedFilings(tenant: string): Promise<ReadonlySet<string>> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ application_id: string }>(
        `SELECT application_id FROM notification.correspondences WHERE tenant = $1 AND filing_confirmed`,
        [tenant],
      ),
    );
    return new Set(rows.map(({ application_id }) => application_id));
  }

  private ask<Answer>(tenant: string, rest: string): Promise<Answer> {
    return this.caller.call<Answer>({
      service: 'audit',
      baseUrl: this.auditUrl,
      path: `/internal/events${rest}`,
      tenant,
      timeoutMs: 30_000,
    });
  }
}

/** What the row of an event's mail does not say as the event does; other events may have added what they tell. */
function differing(
  row: MailRow,
  { to, kinds }: MailToSend,
  confirmed: ReadonlySet<string>,
): string | undefined {
  const isFor =
    'linkId' in to
      ? row.link_id === to.linkId
      : row.recipient_id === to.recipientId &&
        row.application_id === ('applicationId' in to ? to.applicationId : null);
  if (!isFor) return 'the mail is for somebody else than its event, or about another case';
  const isSaid = (kind: MailKind) =>
    row.kinds.includes(kind) ||
    (kind === filingConfirmed && 'applicationId' in to && confirmed.has(to.applicationId));
  return kinds.every(isSaid) ? undefined : 'the mail does not tell what its event tells';
}

function differenceOf(kind: MailDifference['kind'], eventId: string, detail: string): MailDifference {
  const [streamId = '', version] = eventId.split('/');
  return { kind, streamId, version: Number(version), detail };
}
