// @ts-check
import { SQL } from '@event-driven-io/dumbo';
import { projections } from '@event-driven-io/emmett';
import {
  getPostgreSQLEventStore,
  pongoSingleStreamProjection,
  postgreSQLRawSQLProjection,
} from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import { repeat } from '../measure.mjs';
import { aggregate, metadata, moved, newStreamId, rowOf, tableOfOpenCases, tenant } from './subject.mjs';

/**
 * Emmett's PostgreSQL event store with an inline projection: once as its documentation shows it (Pongo: the document is read,
 * evolved and written, a fold as our read models are), once by SQL of one's own that writes our row from the event alone.
 * @param {string} url a database of its own @param {number} connections
 */
export async function emmett(url, connections) {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  pool.on('error', (error) => console.error(`emmett: ${error.message}`));
  await pool.query('CREATE SCHEMA bench');
  await pool.query(tableOfOpenCases);
  const openCases = postgreSQLRawSQLProjection({
    name: 'open_cases',
    canHandle: ['CaseMoved'],
    evolve: (/** @type {import('@event-driven-io/emmett').ReadEvent} */ event) => {
      const { status } = /** @type {import('./subject.mjs').Moved['data']} */ (event.data);
      const { streamName, streamPosition } = /** @type {{ streamName: string, streamPosition: bigint }} */ (
        event.metadata
      );
      const row = rowOf({ status, steps: 0 }, { recordedAt: '2026-11-20T15:42:13.123456Z' });
      return SQL`INSERT INTO bench.open_cases (tenant, stream_id, version, status, reference, title, action_required, updated_at)
        VALUES (${tenant}, ${streamName}, ${streamPosition}, ${row.status}, ${row.reference}, ${row.title}, ${row.action_required}, ${row.updated_at})
        ON CONFLICT (tenant, stream_id) DO UPDATE SET version = excluded.version, status = excluded.status,
          reference = excluded.reference, title = excluded.title, action_required = excluded.action_required,
          updated_at = excluded.updated_at`;
    },
  });
  const documents = pongoSingleStreamProjection({
    collectionName: 'open_cases',
    canHandle: ['CaseMoved'],
    initialState: () => ({
      status: 'draft',
      reference: '',
      title: '',
      action_required: false,
      updated_at: '',
    }),
    evolve: (
      /** @type {Record<string, unknown>} */ document,
      /** @type {import('@event-driven-io/emmett').ReadEvent} */ event,
    ) => {
      const { status } = /** @type {import('./subject.mjs').Moved['data']} */ (event.data);
      return { ...document, ...rowOf({ status, steps: 0 }, { recordedAt: '2026-11-20T15:42:13.123456Z' }) };
    },
  });

  /** @param {NonNullable<import('@event-driven-io/emmett-postgresql').PostgresEventStoreOptions['projections']>} inline */
  const openStore = async (inline) => {
    const options = {
      projections: inline,
      connectionOptions: { connectionString: url, pool },
    };
    await getPostgreSQLEventStore(url, options).schema.migrate();
    const opened = getPostgreSQLEventStore(url, { ...options, schema: { autoMigration: 'None' } });
    // Its first append makes tables; several at once would conflict with each other.
    await opened.appendToStream(newStreamId(), [{ ...moved('first'), metadata: metadata() }]);
    return opened;
  };
  const store = await openStore(projections.inline([openCases]));

  /**
   * @param {string} name @param {typeof store} appendingStore @returns {import('../measure.mjs').Contender}
   */
  const append = (name, appendingStore) => ({
    name,
    run: (concurrency, seconds) =>
      repeat(concurrency, seconds, () => {
        const streamName = newStreamId();
        let version = 0n;
        return async () => {
          const event = { ...moved(`step ${version}`), metadata: metadata() };
          await appendingStore.appendToStream(streamName, [event], {
            expectedStreamVersion: version === 0n ? 'STREAM_DOES_NOT_EXIST' : version,
          });
          version += 1n;
        };
      }),
  });
  const streams = Array.from({ length: 50 }, () => newStreamId());
  for (const streamName of streams) {
    const events = Array.from({ length: 100 }, (_, step) => ({
      ...moved(`step ${step}`),
      metadata: metadata(),
    }));
    await store.appendToStream(streamName, events);
  }
  /** @type {import('../measure.mjs').Contender} */
  const read = {
    name: 'emmett: read and fold 100 events',
    run: (concurrency, seconds) =>
      repeat(concurrency, seconds, (worker) => {
        let nth = worker;
        return async () => {
          const streamName = streams[(nth += 1) % streams.length] ?? '';
          const { state } = await store.aggregateStream(streamName, {
            initialState: () => aggregate.decider.initialState,
            evolve: (
              /** @type {import('./subject.mjs').State} */ state,
              /** @type {import('./subject.mjs').Moved} */ event,
            ) => aggregate.decider.evolve(state, event),
          });
          if (state.steps !== 100) throw new Error(`${streamName} has ${state.steps} events instead of 100`);
        };
      }),
  };
  return {
    appends: [
      append('emmett: append, SQL projection', store),
      append('emmett: append, Pongo projection', await openStore(projections.inline([documents]))),
    ],
    read,
    close: () => pool.end(),
  };
}
