import type { TenantDatabase } from '#database';
import type { Channel } from '../domain/channel';
import { isOpen, isOverdue } from './find-work-list';

/** How the cases of one service in one office stand, and what became of them in a period. */
export interface CaseFigures {
  readonly serviceKey: string;
  readonly office: string;
  /** Now. */
  readonly open: number;
  readonly overdue: number;
  /** Those in which the applicant is asked for something. */
  readonly waiting: number;
  readonly unassigned: number;
  /** In the period: how many were filed, how many decisions were issued, and after how many days from filing half of them. */
  readonly received: number;
  readonly decided: number;
  readonly medianDays: number | null;
}

/** What came by one way in a period. */
export interface ChannelFigures extends Pick<CaseFigures, 'received' | 'decided' | 'medianDays'> {
  readonly channel: Channel;
}

export interface FiguresFilter {
  readonly offices: readonly string[];
  /** First moment of the period and first one after it, UTC, ISO 8601. */
  readonly from: string;
  readonly until: string;
  /** The calendar date in Europe/Berlin by which something is overdue. */
  readonly today: string;
}

/** The figures by service and office; what is counted of decisions is counted out of the log. */
export async function findFigures(
  database: TenantDatabase,
  tenant: string,
  { offices, from, until, today }: FiguresFilter,
): Promise<readonly CaseFigures[]> {
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<CaseFigures>({
      name: 'case_figures',
      text: `WITH standing AS (
          SELECT service_key, office, count(*) FILTER (WHERE ${isOpen}) AS open,
            count(*) FILTER (WHERE ${isOverdue('$5::date')}) AS overdue,
            count(*) FILTER (WHERE status = 'action-required') AS waiting,
            count(*) FILTER (WHERE ${isOpen} AND assigned_to IS NULL) AS unassigned,
            count(*) FILTER (WHERE filed_at >= $3 AND filed_at < $4) AS received
          FROM application.work_list WHERE tenant = $1 AND office = ANY ($2) GROUP BY service_key, office
        ), issued AS (
          SELECT service_key, office, count(*) AS decided,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM recorded_at - filed_at) / 86400) AS median
          FROM event_store.events JOIN application.work_list USING (tenant, stream_id)
          WHERE tenant = $1 AND type = 'DecisionIssued' AND recorded_at >= $3 AND recorded_at < $4 AND office = ANY ($2)
          GROUP BY service_key, office)
        SELECT service_key AS "serviceKey", office, open::int, overdue::int, waiting::int, unassigned::int, received::int,
          coalesce(decided, 0)::int AS decided, round(median::numeric, 1)::float8 AS "medianDays"
        FROM standing LEFT JOIN issued USING (service_key, office) ORDER BY service_key, office`,
      values: [tenant, offices, from, until, today],
    }),
  );
  return rows;
}

/** The figures of a period by the way in which cases came, most cases first. */
export async function findChannelFigures(
  database: TenantDatabase,
  tenant: string,
  { offices, from, until }: Omit<FiguresFilter, 'today'>,
): Promise<readonly ChannelFigures[]> {
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<ChannelFigures>({
      name: 'channel_figures',
      text: `WITH standing AS (
          SELECT channel, count(*) AS received FROM application.work_list
          WHERE tenant = $1 AND office = ANY ($2) AND filed_at >= $3 AND filed_at < $4 GROUP BY channel
        ), issued AS (
          SELECT channel, count(*) AS decided,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM recorded_at - filed_at) / 86400) AS median
          FROM event_store.events JOIN application.work_list USING (tenant, stream_id)
          WHERE tenant = $1 AND type = 'DecisionIssued' AND recorded_at >= $3 AND recorded_at < $4 AND office = ANY ($2)
          GROUP BY channel)
        SELECT channel, coalesce(received, 0)::int AS received, coalesce(decided, 0)::int AS decided,
          round(median::numeric, 1)::float8 AS "medianDays"
        FROM standing FULL JOIN issued USING (channel) ORDER BY received DESC NULLS LAST, channel`,
      values: [tenant, offices, from, until],
    }),
  );
  return rows;
}
