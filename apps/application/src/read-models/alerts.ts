import { isoTime, pageOf, type Cursor, type Page, type TenantDatabase } from '#database';
import { dueRow, type InlineRow } from '#event-sourcing';
import type { PoolClient } from 'pg';
import type { Alert, AlertKind } from '../domain/alert';
import { isOpen } from './find-work-list';

/**
 * What caseworkers are told of (table `application.alerts`): plain data, written with the append that concerns them, one row for
 * each person, case and kind. What happens again to the same case is told again by the same row. Pruned by the day.
 */
const table = 'application.alerts';

/** The kind of due-table row that has new alerts of a case told by mail. */
export const alertsMade = 'alerts-made';

/** How long something is told, and how much of it to one person. */
const keptDays = 60;
const mostKept = 500;
/** Dates are told of from so many days before; up to as many unread alerts are counted. */
const nearDays = 3;
export const mostCounted = 100;

/** The rows that tell of what a command has caused, together with its events. @param at when, UTC, ISO 8601 */
export function alertRows(alerts: readonly Alert[], at: string): readonly InlineRow[] {
  if (alerts.length === 0) return [];
  return [
    ...alerts.map(({ personId, kind }): InlineRow => ({
      ...{ table, key: { person_id: personId, kind } },
      columns: { at: 'timestamptz', read_at: 'timestamptz', mailed: 'boolean' },
      row: { at, read_at: null, mailed: false },
    })),
    dueRow(alertsMade, at),
  ];
}

/** Somebody of the staff, and whose cases they see. */
export interface Reader {
  readonly tenant: string;
  readonly personId: string;
  readonly offices: readonly string[];
}

/** Something that somebody is told of. */
export interface ToldAlert {
  readonly applicationId: string;
  readonly kind: AlertKind;
  /** UTC, ISO 8601 with microseconds. */
  readonly at: string;
  /** The date that is near or past; of kind `date` alone. */
  readonly about: string | null;
  readonly isRead: boolean;
  /** Null where the case is no case of their offices (any more). */
  readonly reference: string | null;
  readonly serviceKey: string | null;
  readonly configurationVersion: string | null;
}

/** SQL: what somebody (`$2`) is told in a tenant (`$1`) and has not switched off. */
const theirs = `alert.tenant = $1 AND alert.person_id = $2::text AND NOT EXISTS (
  SELECT FROM application.alert_settings AS settings
  WHERE settings.tenant = $1 AND settings.person_id = $2::text::uuid AND alert.kind = ANY (settings.switched_off))`;

/** A page of what somebody is told, the latest first. */
export async function findAlerts(
  database: TenantDatabase,
  { tenant, personId, offices }: Reader,
  { after, limit }: { readonly after: Cursor | undefined; readonly limit: number },
): Promise<Page<ToldAlert>> {
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<ToldAlert>({
      name: 'find_alerts',
      text: `SELECT alert.stream_id AS "applicationId", alert.kind, ${isoTime('alert.at')} AS at, about::text AS about,
          read_at IS NOT NULL AS "isRead", listed.reference, listed.service_key AS "serviceKey",
          listed.configuration_version AS "configurationVersion"
        FROM ${table} AS alert LEFT JOIN application.work_list AS listed
          ON listed.tenant = alert.tenant AND listed.stream_id = alert.stream_id AND listed.office = ANY ($3)
        WHERE ${theirs} AND ($4::timestamptz IS NULL OR (alert.at, alert.stream_id) < ($4::timestamptz, $5::uuid))
        ORDER BY alert.at DESC, alert.stream_id DESC LIMIT $6`,
      values: [tenant, personId, offices, after?.at ?? null, after?.id ?? null, limit + 1],
    }),
  );
  return pageOf(rows, limit, ({ at, applicationId: id }) => ({ at, id }));
}

/** How much somebody has not read yet, at most {@link mostCounted}. */
export async function countUnreadAlerts(
  database: TenantDatabase,
  { tenant, personId }: Pick<Reader, 'tenant' | 'personId'>,
): Promise<number> {
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<{ unread: number }>({
      name: 'count_alerts',
      text: `SELECT count(*)::int AS unread FROM (
        SELECT FROM ${table} AS alert WHERE ${theirs} AND read_at IS NULL LIMIT ${mostCounted}) AS unread`,
      values: [tenant, personId],
    }),
  );
  return rows[0]?.unread ?? 0;
}

/** Somebody has read what they were told up to a time, of all cases or of one. */
export async function markAlertsRead(
  database: TenantDatabase,
  { tenant, personId }: Pick<Reader, 'tenant' | 'personId'>,
  { until, applicationId }: { readonly until: string; readonly applicationId?: string | undefined },
): Promise<void> {
  await database.withTenant(tenant, (client) =>
    client.query({
      name: 'mark_alerts_read',
      text: `UPDATE ${table} SET read_at = now() WHERE tenant = $1 AND person_id = $2 AND read_at IS NULL
        AND at <= $3::timestamptz AND ($4::uuid IS NULL OR stream_id = $4::uuid)`,
      values: [tenant, personId, until, applicationId ?? null],
    }),
  );
}

/** SQL: has the alerts of cases told by mail, where a row of theirs is not due already. @param of a query of `stream_id` */
const dueNow = (
  of: string,
) => `INSERT INTO event_store.due AS known (tenant, stream_id, kind, version, due_at, look_at)
  SELECT DISTINCT $1, stream_id, '${alertsMade}', 0, now(), now() FROM (${of}) AS told
  ON CONFLICT (tenant, stream_id, kind) DO UPDATE SET due_at = excluded.due_at, look_at = excluded.look_at`;

/** The citizen has answered in the thread of a case: who has the case is told. @param at UTC, ISO 8601 */
export async function tellOfMessage(
  client: PoolClient,
  tenant: string,
  applicationId: string,
  at: string,
): Promise<void> {
  await client.query({
    name: 'tell_of_message',
    text: `WITH told AS (
        INSERT INTO ${table} (tenant, stream_id, version, person_id, kind, at)
        SELECT tenant, stream_id, version, assigned_to::text, 'answer', $3::timestamptz FROM application.work_list
        WHERE tenant = $1 AND stream_id = $2 AND assigned_to IS NOT NULL
        ON CONFLICT (tenant, stream_id, person_id, kind) DO UPDATE SET at = excluded.at, read_at = NULL, mailed = false
        RETURNING stream_id)
      ${dueNow('SELECT stream_id FROM told')}`,
    values: [tenant, applicationId, at],
  });
}

/**
 * Tells of the dates that are near or past on a day, once when they come near and once when they are past: the law's where it runs
 * out, else the office's own, unless the citizen is asked for something. Then removes what was told long ago.
 * @param today the calendar date in Europe/Berlin
 */
export async function tellOfDates(client: PoolClient, tenant: string, today: string): Promise<void> {
  await client.query(
    `WITH dated AS (
        SELECT stream_id, version, assigned_to::text AS person_id,
          CASE WHEN statutory_until <= $2::date + ${nearDays} THEN statutory_until
            WHEN target_paused_since IS NULL AND target_on <= $2::date + ${nearDays} THEN target_on END AS about
        FROM application.work_list WHERE tenant = $1 AND ${isOpen} AND assigned_to IS NOT NULL),
      told AS (
        INSERT INTO ${table} AS known (tenant, stream_id, version, person_id, kind, at, about)
        SELECT $1, stream_id, version, person_id, 'date', now(), about FROM dated WHERE about IS NOT NULL
        ON CONFLICT (tenant, stream_id, person_id, kind) DO UPDATE
          SET at = excluded.at, about = excluded.about, read_at = NULL, mailed = false
          WHERE known.about IS DISTINCT FROM excluded.about
            OR (known.at AT TIME ZONE 'Europe/Berlin')::date <= excluded.about AND excluded.about < $2::date
        RETURNING stream_id)
      ${dueNow('SELECT stream_id FROM told')}`,
    [tenant, today],
  );
  await client.query(
    `DELETE FROM ${table} AS alert USING (
        SELECT stream_id, person_id, kind, at, row_number() OVER (PARTITION BY person_id ORDER BY at DESC) AS nth
        FROM ${table} WHERE tenant = $1) AS kept
      WHERE alert.tenant = $1 AND alert.stream_id = kept.stream_id AND alert.person_id = kept.person_id
        AND alert.kind = kept.kind AND (kept.nth > ${mostKept} OR kept.at < now() - interval '${keptDays} days')`,
    [tenant],
  );
}

/** Somebody who wants a mail about what is new in a case. */
export interface MailReader {
  readonly personId: string;
  /** Until then what is new is gathered (UTC, ISO 8601); null where a mail may go at once. */
  readonly waitsUntil: string | null;
}

/** How long after a mail further alerts are gathered for the next one. */
const gatheredMinutes = 10;

/** SQL: what somebody wants a mail about and has got none, nor read it meanwhile; what is a day old is told on the page alone. */
const unmailed = `NOT alert.mailed AND alert.read_at IS NULL AND alert.at > now() - interval '1 day'
  AND alert.kind = ANY (settings.by_mail) AND alert.kind <> ALL (settings.switched_off)`;

/** Who wants a mail about what is new in a case. Nobody else mails them before this transaction ends. */
export async function mailReadersOf(
  client: PoolClient,
  tenant: string,
  streamId: string,
): Promise<readonly MailReader[]> {
  const { rows } = await client.query<MailReader>({
    name: 'mail_readers',
    text: `SELECT person_id AS "personId", CASE WHEN mailed_at > now() - interval '${gatheredMinutes} minutes'
          THEN ${isoTime(`(mailed_at + interval '${gatheredMinutes} minutes')`)} END AS "waitsUntil"
      FROM application.alert_settings AS settings WHERE tenant = $1 AND EXISTS (
        SELECT FROM ${table} AS alert WHERE alert.tenant = $1 AND alert.stream_id = $2
          AND alert.person_id = settings.person_id::text AND ${unmailed})
      ORDER BY person_id FOR UPDATE`,
    values: [tenant, streamId],
  });
  return rows;
}

/** Takes everything that somebody is to be told by mail, of all their cases: the kinds of it, each once. */
export async function takeUnmailed(
  client: PoolClient,
  tenant: string,
  personId: string,
): Promise<readonly AlertKind[]> {
  const { rows } = await client.query<{ kind: AlertKind }>({
    name: 'take_unmailed',
    text: `WITH told AS (
        UPDATE ${table} AS alert SET mailed = true FROM application.alert_settings AS settings
        WHERE settings.tenant = $1 AND settings.person_id = $2::text::uuid AND alert.tenant = $1
          AND alert.person_id = $2::text AND ${unmailed}
        RETURNING alert.kind),
      noted AS (
        UPDATE application.alert_settings SET mailed_at = now()
        WHERE tenant = $1 AND person_id = $2::text::uuid AND EXISTS (SELECT FROM told))
      SELECT DISTINCT kind FROM told ORDER BY kind`,
    values: [tenant, personId],
  });
  return rows.map(({ kind }) => kind);
}
