import { PostgresEventStore, type InlineRow, type RecordedEvent, type StreamName } from '#event-sourcing';
import { ALL_TENANTS, openTenantDatabase } from '#database';
import pg from 'pg';
import type { Folding } from './folding';

/** What a rebuild led to. */
export interface Rebuilt {
  readonly rows: number;
  /** How many rows of the old table were not what the events say. */
  readonly corrected: number;
}

/**
 * Rebuilds a read model from the events in a table beside the live one and swaps its content in. Readers see the old rows
 * until the commit and the new ones after it; commands wait while the last few streams are caught up with.
 *
 * @param ownerUrl Database URL of `<service>_owner`: the service's own role may not do this.
 * @param table Qualified name of one of the folding's tables.
 * @throws Error when the folding has no such table, or a chain is broken or an event unreadable (then nothing is swapped).
 */
export async function rebuildReadModel(
  ownerUrl: string,
  folding: Folding,
  table: string,
  onProgress: (streams: number) => void = () => undefined,
): Promise<Rebuilt> {
  const model = folding.tables.find((candidate) => candidate.table === table);
  if (model === undefined) throw new Error(`${folding.streamType} has no read model ${table}`);
  const database = openTenantDatabase(ownerUrl, { connections: 2 });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const store = new PostgresEventStore(database);
    const rebuild = new Rebuild(client, folding, model);
    const since = await rebuild.begin();
    let streams = 0;
    for await (const history of store.allStreams(folding.streamType)) {
      const { brokenAt, unreadable, events, ...stream } = history;
      if (unreadable !== undefined) throw unreadable;
      if (brokenAt !== undefined) {
        throw new Error(
          `the chain of ${stream.streamId} is broken at version ${brokenAt}; see npm run verify`,
        );
      }
      await rebuild.put(stream, events);
      onProgress((streams += 1));
    }
    return await rebuild.swap(since, async (stream) => (await store.read(stream)).events);
  } finally {
    await client.end();
    await database.close();
  }
}

class Rebuild {
  readonly #columns: readonly string[];

  constructor(
    private readonly client: pg.Client,
    private readonly folding: Folding,
    private readonly model: Pick<InlineRow, 'table' | 'columns'>,
  ) {
    this.#columns = ['tenant', 'stream_id', 'version', ...Object.keys(model.columns)];
  }

  /** @returns the oldest transaction that could still add events which the first pass does not see. */
  async begin(): Promise<string> {
    await this.client.query(`SELECT set_config('app.tenant', $1, false)`, [ALL_TENANTS]);
    // On this connection only, and gone with it: a rebuild that is interrupted leaves nothing behind.
    await this.client.query(`CREATE TEMPORARY TABLE rebuilt (LIKE ${this.model.table} INCLUDING INDEXES)`);
    const { rows } = await this.client.query<{ xmin: string }>(
      `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin`,
    );
    return rows[0]?.xmin ?? '0';
  }

  /** Writes the row of one stream, or removes it where the events lead to none. */
  async put(stream: StreamName, events: readonly RecordedEvent[]): Promise<void> {
    const row = this.folding.rows(stream, events).find(({ table }) => table === this.model.table)?.row;
    await this.client.query('DELETE FROM rebuilt WHERE tenant = $1 AND stream_id = $2', [
      stream.tenant,
      stream.streamId,
    ]);
    if (row === undefined) return;
    const types = Object.entries(this.model.columns);
    const values = types.map(([name, type]) => sqlValue(type, row[name]));
    const parameters = types.map(([, type], index) => `$${index + 4}::${type}`);
    await this.client.query(
      `INSERT INTO rebuilt (${this.#columns.join(', ')}) VALUES (${['$1', '$2', '$3', ...parameters].join(', ')})`,
      [stream.tenant, stream.streamId, events.at(-1)?.version, ...values],
    );
  }

  /** Holds the commands, catches up with what was appended since, and replaces the live rows in one transaction. */
  async swap(
    since: string,
    read: (stream: StreamName) => Promise<readonly RecordedEvent[]>,
  ): Promise<Rebuilt> {
    const { table } = this.model;
    const columns = this.#columns.join(', ');
    await this.client.query('BEGIN');
    await this.client.query(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
    const { rows: changed } = await this.client.query<{ tenant: string; stream_id: string }>(
      `SELECT DISTINCT tenant, stream_id FROM event_store.events WHERE stream_type = $1 AND transaction_id >= $2::xid8`,
      [this.folding.streamType, since],
    );
    for (const { tenant, stream_id: streamId } of changed) {
      const stream = { tenant, streamId };
      await this.put(stream, await read(stream));
    }
    const corrected = await this.count(
      `(SELECT tenant, stream_id FROM (SELECT ${columns} FROM ${table} EXCEPT SELECT ${columns} FROM rebuilt) AS wrong
        UNION SELECT tenant, stream_id FROM (SELECT ${columns} FROM rebuilt EXCEPT SELECT ${columns} FROM ${table}) AS missing)`,
    );
    const { rows: tenants } = await this.client.query<{ tenant: string }>(
      `SELECT tenant FROM ${table} UNION SELECT tenant FROM rebuilt`,
    );
    for (const { tenant } of tenants) {
      // Row-level security binds the owner too: rows are written tenant by tenant.
      await this.client.query(`SELECT set_config('app.tenant', $1, true)`, [tenant]);
      await this.client.query(`DELETE FROM ${table} WHERE tenant = $1`, [tenant]);
      await this.client.query(
        `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM rebuilt WHERE tenant = $1`,
        [tenant],
      );
    }
    const rows = await this.count('rebuilt');
    await this.client.query('COMMIT');
    return { rows, corrected };
  }

  private async count(from: string): Promise<number> {
    const { rows } = await this.client.query<{ count: string }>(`SELECT count(*) FROM ${from} AS counted`);
    return Number(rows[0]?.count);
  }
}

/** `pg` would make a PostgreSQL array of a JSON array. */
function sqlValue(type: string | undefined, value: unknown): unknown {
  return type?.startsWith('json') && value !== null && value !== undefined ? JSON.stringify(value) : value;
}
