import { fold, PostgresEventStore, type InlineReadModel, type StreamHistory } from '#event-sourcing';
import { rowLevelSecurity } from '#tenancy';
import type { ClientBase } from 'pg';
import { applicationAggregate } from '../application.aggregate';
import type { ApplicationEvent } from '../domain/events';
import type { Application } from '../domain/state';

/** Catches up before the live table is locked, so that writers wait only for what came in the last moment. */
const catchUpRounds = 3;

export interface Rebuilt {
  readonly streams: number;
  readonly rows: number;
  /** How long appends had to wait for the swap, in milliseconds. */
  readonly lockedMs: number;
}

/**
 * Builds a read model anew from the events, beside the live one, and swaps it in. Appends go on meanwhile: what they
 * change is folded again, the last of it while writers wait for a moment, so none is lost.
 *
 * Why the swap is safe: an append locks the read model's table before it inserts its events, in one statement. Once this
 * transaction holds the table, every append is either committed and visible here, or will write to the new table.
 * @param owner connection of the role that owns the tables.
 */
export async function rebuildReadModel(
  owner: ClientBase,
  store: PostgresEventStore,
  model: InlineReadModel<Application>,
  onProgress: (streams: number) => void = () => undefined,
): Promise<Rebuilt> {
  const [schema = '', name = ''] = model.table.split('.');
  const next = `${schema}.${name}_next`;
  await owner.query(`DROP TABLE IF EXISTS ${next}`);
  await owner.query(`CREATE TABLE ${next} (LIKE ${model.table} INCLUDING ALL)`);
  const builder = new Builder(owner, model, next);

  for await (const history of store.allStreams<ApplicationEvent>(applicationAggregate.streamType)) {
    await builder.put(history);
    if (builder.folded.size % 500 === 0) onProgress(builder.folded.size);
  }
  for (let round = 1; round <= catchUpRounds; round += 1) await builder.catchUp(store);

  const locked = Date.now();
  await owner.query('BEGIN');
  try {
    await owner.query(`LOCK TABLE ${model.table} IN ACCESS EXCLUSIVE MODE`);
    await builder.catchUp(store);
    await swap(owner, schema, name);
    await owner.query('COMMIT');
  } catch (error) {
    await owner.query('ROLLBACK');
    throw error;
  }
  onProgress(builder.folded.size);
  return { streams: builder.folded.size, rows: builder.rows, lockedMs: Date.now() - locked };
}

/** Writes rows into the new table and knows which version of each stream they stand for. */
class Builder {
  /** Version of each stream that was folded, by `<tenant>/<stream id>`: also of streams that have no row. */
  readonly folded = new Map<string, number>();
  private readonly withRow = new Set<string>();

  constructor(
    private readonly owner: ClientBase,
    private readonly model: InlineReadModel<Application>,
    private readonly table: string,
  ) {}

  get rows(): number {
    return this.withRow.size;
  }

  async put({ tenant, streamId, events, brokenAt }: StreamHistory<ApplicationEvent>): Promise<void> {
    const last = events.at(-1);
    if (brokenAt !== undefined || last === undefined) {
      throw new Error(
        `the chain of ${streamId} is broken at version ${brokenAt ?? 1}; a read model cannot be built on it`,
      );
    }
    const state = fold(
      applicationAggregate.decider,
      events as Iterable<unknown> as Iterable<ApplicationEvent>,
    );
    const { version, recordedAt } = last;
    const row = this.model.row(state, { tenant, streamId, version, recordedAt });
    const key = `${tenant}/${streamId}`;
    await this.owner.query(`DELETE FROM ${this.table} WHERE tenant = $1 AND stream_id = $2`, [
      tenant,
      streamId,
    ]);
    this.withRow.delete(key);
    this.folded.set(key, version);
    if (row === undefined) return;
    const names = Object.keys(this.model.columns);
    const values = [tenant, streamId, version, ...names.map((name) => row[name])];
    await this.owner.query(
      `INSERT INTO ${this.table} (tenant, stream_id, version, ${names.join(', ')})
       VALUES (${values.map((_, index) => `$${index + 1}`).join(', ')})`,
      values,
    );
    this.withRow.add(key);
  }

  /** Folds every stream again that has moved since it was folded. */
  async catchUp(store: PostgresEventStore): Promise<void> {
    await this.owner.query(`SELECT set_config('app.tenant', '*', false)`);
    const { rows } = await this.owner.query<{ tenant: string; stream_id: string; version: number }>(
      `SELECT tenant, stream_id, max(version) AS version FROM event_store.events
       WHERE stream_type = $1 GROUP BY tenant, stream_id`,
      [applicationAggregate.streamType],
    );
    for (const { tenant, stream_id: streamId, version } of rows) {
      if (this.folded.get(`${tenant}/${streamId}`) === version) continue;
      await this.put(await store.history<ApplicationEvent>({ tenant, streamId }));
    }
  }
}

/** Everything that belongs to the table moves to the new one: names, protection, rights. */
async function swap(owner: ClientBase, schema: string, name: string): Promise<void> {
  const indexes = await owner.query<{ index: string; definition: string }>(
    `SELECT indexname AS index, regexp_replace(indexdef, '^CREATE (UNIQUE )?INDEX \\S+ ON \\S+ ', '') AS definition
     FROM pg_indexes WHERE schemaname = $1 AND tablename = $2`,
    [schema, name],
  );
  const copies = await owner.query<{ index: string; definition: string }>(
    `SELECT indexname AS index, regexp_replace(indexdef, '^CREATE (UNIQUE )?INDEX \\S+ ON \\S+ ', '') AS definition
     FROM pg_indexes WHERE schemaname = $1 AND tablename = $2`,
    [schema, `${name}_next`],
  );
  await owner.query(`DROP TABLE ${schema}.${name}`);
  await owner.query(`ALTER TABLE ${schema}.${name}_next RENAME TO ${name}`);
  for (const copy of copies.rows) {
    const original = indexes.rows.find(({ definition }) => definition === copy.definition);
    if (original) await owner.query(`ALTER INDEX ${schema}.${copy.index} RENAME TO ${original.index}`);
  }
  for (const statement of rowLevelSecurity(`${schema}.${name}`)) await owner.query(statement);
  await owner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${schema}.${name} TO application_service`);
}
