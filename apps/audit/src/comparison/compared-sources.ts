import type { PublishingService } from '#contracts';
import type { TenantDatabase } from '#database';
import type { PacedRound } from '#verification';
import type { PoolClient } from 'pg';
import type { Difference } from '../domain/compare';
import type { SourcePosition } from './source-streams';

/** Which copy: that of one service's log in one city. */
export interface SourceOfTenant {
  readonly tenant: string;
  readonly source: PublishingService;
}

/** How far the copy of a source has been compared. */
export interface ComparedSource extends PacedRound {
  /** The last transaction of the witness's own database whose events have been compared. */
  readonly heard: string;
  /** The last event of the source's own feed of which it is known whether the witness has heard. */
  readonly recorded: SourcePosition;
  /** The round: id of the last stream that was compared; undefined at its beginning. */
  readonly after: string | undefined;
}

/** What is reported of a source. */
export interface SourceFigures extends SourceOfTenant {
  readonly reachable: boolean;
  /** Streams of the last complete round. */
  readonly streams: number;
  readonly events: number;
  /** Events that the source had and the witness had not heard of, at the last look. */
  readonly behind: number;
  /** When the last round was complete, ISO 8601; null before the first. */
  readonly checkedAt: string | null;
  /** Everything that the source recorded before this moment has been compared since, ISO 8601; null before the first look. */
  readonly changesComparedUntil: string | null;
  readonly differences: readonly Difference[];
}

/** Which streams of a source were compared: these, or all in a range of ids. */
export type ComparedStreams =
  | { readonly ids: readonly string[] }
  | { readonly after: string | undefined; readonly until: string | undefined };

const isoTime = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** How far the comparison is and what it has found (tables `audit.comparisons` and `audit.differences`). */
export class ComparedSources {
  constructor(private readonly database: TenantDatabase) {}

  /** Where the comparison of a source stands. The first time it begins with what will be heard from now on; the rest is the round's. */
  async placeOf({ tenant, source }: SourceOfTenant): Promise<ComparedSource> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{
        heard: string;
        transaction_id: string;
        position: string;
        under_way: boolean;
        after: string | null;
        completed_at: Date | null;
      }>({
        name: 'comparison_place',
        text: `WITH begun AS (INSERT INTO audit.comparisons (tenant, source, heard)
           SELECT $1, $2, (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text::xid8
           WHERE NOT EXISTS (SELECT FROM audit.comparisons WHERE tenant = $1 AND source = $2)
           ON CONFLICT DO NOTHING RETURNING *)
         SELECT heard::text, recorded_transaction_id::text AS transaction_id, recorded_position::text AS position,
           begun_at IS NOT NULL AS under_way, after, completed_at
         FROM (SELECT * FROM begun UNION ALL SELECT * FROM audit.comparisons WHERE tenant = $1 AND source = $2) AS place`,
        values: [tenant, source],
      }),
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`the comparison of ${source} in ${tenant} has no place`);
    return {
      heard: row.heard,
      recorded: { transactionId: row.transaction_id, position: row.position },
      underWay: row.under_way,
      after: row.after ?? undefined,
      completedAt: row.completed_at ?? undefined,
    };
  }

  /** Everything that was heard up to this transaction has been compared. */
  async moveHeard({ tenant, source }: SourceOfTenant, heard: string): Promise<void> {
    await this.database.withTenant(tenant, (client) =>
      client.query('UPDATE audit.comparisons SET heard = $3::xid8 WHERE tenant = $1 AND source = $2', [
        tenant,
        source,
        heard,
      ]),
    );
  }

  /** The source's feed has been looked through up to this place, which is that of this time. */
  async moveRecorded(
    { tenant, source }: SourceOfTenant,
    to: { readonly recorded: SourcePosition; readonly until: string; readonly behind: number },
  ): Promise<void> {
    await this.database.withTenant(tenant, (client) =>
      client.query(
        `UPDATE audit.comparisons SET recorded_transaction_id = $3::xid8, recorded_position = $4::bigint,
           compared_until = $5, behind = $6, reachable = true WHERE tenant = $1 AND source = $2`,
        [tenant, source, to.recorded.transactionId, to.recorded.position, to.until, to.behind],
      ),
    );
  }

  async noteUnreachable({ tenant, source }: SourceOfTenant): Promise<void> {
    await this.database.withTenant(tenant, (client) =>
      client.query(
        'UPDATE audit.comparisons SET reachable = false WHERE tenant = $1 AND source = $2 AND reachable',
        [tenant, source],
      ),
    );
  }

  /**
   * Replaces what is known about the streams that were compared by what was found now.
   * @param page moves the round on; `next` is the id to go on after, the last page completes the round
   * @returns the streams about which something new was found.
   */
  keep(
    { tenant, source }: SourceOfTenant,
    compared: ComparedStreams,
    found: ReadonlyMap<string, readonly Difference[]>,
    page?: { readonly streams: number; readonly events: number; readonly next: string | undefined },
  ): Promise<readonly string[]> {
    return this.database.inTransaction(tenant, async (client) => {
      if (page !== undefined) await moveRound(client, { tenant, source }, page);
      const foundIds = [...found.keys()];
      if ('ids' in compared) {
        await client.query(
          `DELETE FROM audit.differences WHERE tenant = $1 AND source = $2
           AND stream_id = ANY($3::uuid[]) AND NOT stream_id = ANY($4::uuid[])`,
          [tenant, source, compared.ids, foundIds],
        );
      } else {
        await client.query(
          `DELETE FROM audit.differences WHERE tenant = $1 AND source = $2 AND NOT stream_id = ANY($5::uuid[])
           AND ($3::uuid IS NULL OR stream_id > $3::uuid) AND ($4::uuid IS NULL OR stream_id <= $4::uuid)`,
          [tenant, source, compared.after ?? null, compared.until ?? null, foundIds],
        );
      }
      if (foundIds.length === 0) return [];
      const { rows } = await client.query<{ stream_id: string }>(
        `INSERT INTO audit.differences AS known (tenant, source, stream_id, differences)
         SELECT $1, $2, stream_id, differences
         FROM jsonb_to_recordset($3) AS found (stream_id uuid, differences jsonb)
         ON CONFLICT (tenant, source, stream_id) DO UPDATE SET differences = excluded.differences, found_at = now()
           WHERE known.differences <> excluded.differences
         RETURNING stream_id`,
        [
          tenant,
          source,
          JSON.stringify([...found].map(([stream_id, differences]) => ({ stream_id, differences }))),
        ],
      );
      return rows.map(({ stream_id }) => stream_id);
    });
  }

  /** The streams of a source that differ, the first `limit` of them. */
  async differing({ tenant, source }: SourceOfTenant, limit: number): Promise<readonly string[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ stream_id: string }>(
        'SELECT stream_id FROM audit.differences WHERE tenant = $1 AND source = $2 ORDER BY stream_id LIMIT $3',
        [tenant, source, limit],
      ),
    );
    return rows.map(({ stream_id }) => stream_id);
  }

  /** What is known of the sources of a tenant. */
  async figuresOf(tenant: string): Promise<readonly SourceFigures[]> {
    return this.database.withTenant(tenant, readFigures);
  }

  /** What is known of every source in every city. */
  async figuresOfAll(): Promise<readonly SourceFigures[]> {
    return this.database.acrossTenants(readFigures);
  }
}

/** The figures of the tenants that the connection sees. */
async function readFigures(client: PoolClient): Promise<readonly SourceFigures[]> {
  const { rows } = await client.query<
    Omit<SourceFigures, 'streams' | 'events' | 'behind'> & { streams: string; events: string; behind: string }
  >(
    `SELECT tenant, source, reachable, completed_streams AS streams, completed_events AS events, behind,
       ${isoTime('completed_at')} AS "checkedAt", ${isoTime('compared_until')} AS "changesComparedUntil",
       coalesce((SELECT jsonb_agg(difference ORDER BY found.stream_id)
         FROM audit.differences AS found, jsonb_array_elements(found.differences) AS difference
         WHERE found.tenant = comparisons.tenant AND found.source = comparisons.source), '[]') AS differences
     FROM audit.comparisons`,
  );
  return rows.map(({ streams, events, behind, ...row }) => ({
    ...row,
    streams: Number(streams),
    events: Number(events),
    behind: Number(behind),
  }));
}

async function moveRound(
  client: PoolClient,
  { tenant, source }: SourceOfTenant,
  { streams, events, next }: { streams: number; events: number; next: string | undefined },
): Promise<void> {
  await client.query(
    `UPDATE audit.comparisons SET begun_at = coalesce(begun_at, now()), after = $3, streams = streams + $4,
       events = events + $5 WHERE tenant = $1 AND source = $2`,
    [tenant, source, next ?? null, streams, events],
  );
  if (next !== undefined) return;
  await client.query(
    `UPDATE audit.comparisons SET completed_at = now(), completed_streams = streams, completed_events = events,
       begun_at = NULL, after = NULL, streams = 0, events = 0 WHERE tenant = $1 AND source = $2`,
    [tenant, source],
  );
}
