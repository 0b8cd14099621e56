import { isoTime, type TenantDatabase } from '#database';
import type { PoolClient } from 'pg';

/** How far a tenant's streams have been checked and what differs now. */
export interface IntegrityFigures {
  /** Streams of the last complete round. */
  readonly streams: number;
  /** Events of the last complete round. */
  readonly events: number;
  /** Streams whose read models do not say what their events say, as known now. */
  readonly differences: number;
  /** Streams whose hash chain is broken, as known now. */
  readonly brokenChains: number;
  /** Streams that cannot be read, and so are not among those compared, as known now. */
  readonly unreadable: number;
  /** Since when the oldest of them is known, UTC, ISO 8601; absent where there is none. */
  readonly unreadableSince?: string;
  /** When the last round through all streams was complete, UTC, ISO 8601; absent before the first. */
  readonly checkedAt?: string;
  /** Everything that changed before this moment has been checked since it changed, UTC, ISO 8601; absent before the first look. */
  readonly changesCheckedUntil?: string;
}

interface FiguresRow {
  tenant: string;
  streams: string;
  events: string;
  differences: string;
  broken_chains: string;
  unreadable: string;
  unreadable_since: string | null;
  completed_at: string | null;
  checked_until: string | null;
}

/** The feed is in order of time but for appends that met, so the first event that is not checked yet says up to when. */
const figures = `WITH unchecked AS (
    SELECT recorded_at FROM event_store.events, verification.cursor
    WHERE (events.transaction_id, events.position) > (cursor.transaction_id, cursor.position)
    ORDER BY events.transaction_id, events.position LIMIT 1)
  SELECT tenants.tenant, coalesce(completed_streams, 0) AS streams, coalesce(completed_events, 0) AS events, ${isoTime('completed_at')} AS completed_at,
    (SELECT count(*) FROM verification.differences AS d WHERE d.tenant = tenants.tenant AND d.differences <> '[]') AS differences,
    (SELECT count(*) FROM verification.differences AS d WHERE d.tenant = tenants.tenant AND d.broken_at IS NOT NULL) AS broken_chains,
    (SELECT count(*) FROM verification.differences AS d WHERE d.tenant = tenants.tenant AND d.unreadable IS NOT NULL) AS unreadable,
    (SELECT ${isoTime('min(found_at)')} FROM verification.differences AS d WHERE d.tenant = tenants.tenant AND d.unreadable IS NOT NULL) AS unreadable_since,
    (SELECT ${isoTime('coalesce((SELECT recorded_at FROM unchecked), clock_timestamp())')} FROM verification.cursor) AS checked_until`;

/** The figures of one tenant. */
export async function integrityOf(database: TenantDatabase, tenant: string): Promise<IntegrityFigures> {
  const { rows } = await database.withTenant(tenant, (client) =>
    client.query<FiguresRow>(
      `${figures} FROM (VALUES ($1)) AS tenants (tenant) LEFT JOIN verification.rounds USING (tenant)`,
      [tenant],
    ),
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`there are no figures of ${tenant}`);
  return figuresOf(row);
}

/** The figures of every tenant that has ever been checked. `client` must see all tenants. */
export async function integrityOfAll(client: PoolClient): Promise<ReadonlyMap<string, IntegrityFigures>> {
  const { rows } = await client.query<FiguresRow>(`${figures} FROM verification.rounds AS tenants`);
  return new Map(rows.map((row) => [row.tenant, figuresOf(row)]));
}

function figuresOf(row: FiguresRow): IntegrityFigures {
  return {
    streams: Number(row.streams),
    events: Number(row.events),
    differences: Number(row.differences),
    brokenChains: Number(row.broken_chains),
    unreadable: Number(row.unreadable),
    ...(row.unreadable_since === null ? {} : { unreadableSince: row.unreadable_since }),
    ...(row.completed_at === null ? {} : { checkedAt: row.completed_at }),
    ...(row.checked_until === null ? {} : { changesCheckedUntil: row.checked_until }),
  };
}
