import { SQL } from '@event-driven-io/dumbo';
import { projections, type ReadEvent } from '@event-driven-io/emmett';
import {
  getPostgreSQLEventStore,
  type PostgresEventStoreOptions,
  pongoSingleStreamProjection,
  postgreSQLRawSQLProjection,
} from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import { type Contender, repeat } from '../measure';
import {
  aggregate,
  metadata,
  type Moved,
  moved,
  newStreamId,
  rowOf,
  type State,
  tableOfOpenCases,
  tenant,
} from './subject';

/**
 * Emmett's PostgreSQL event store with an inline projection: once as its documentation shows it (Pongo: the document is read,
 * evolved and written, a fold as our read models are), once by SQL of one's own that writes our row from the event alone.
 * @param url a database of its own
 */
export async function emmett(url: string, connections: number) {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  pool.on('error', (error) => console.error(`emmett: ${error.message}`));
  await pool.query('CREATE SCHEMA bench');
  await pool.query(tableOfOpenCases);
  const openCases = postgreSQLRawSQLProjection({
    name: 'open_cases',
    canHandle: ['CaseMoved'],
    evolve: (event: ReadEvent) => {
      const { status } = event.data as Moved['data'];
      const { streamName, streamPosition } = event.metadata as {
        streamName: string;
        streamPosition: bigint;
      };
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
    evolve: (document: Record<string, unknown>, event: ReadEvent) => {
      const { status } = event.data as Moved['data'];
      return { ...document, ...rowOf({ status, steps: 0 }, { recordedAt: '2026-11-20T15:42:13.123456Z' }) };
    },
  });

  const openStore = async (inline: NonNullable<PostgresEventStoreOptions['projections']>) => {
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

  const append = (name: string, appendingStore: typeof store): Contender => ({
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
  const read: Contender = {
    name: 'emmett: read and fold 100 events',
    run: (concurrency, seconds) =>
      repeat(concurrency, seconds, (worker) => {
        let nth = worker;
        return async () => {
          const streamName = streams[(nth += 1) % streams.length] ?? '';
          const { state } = await store.aggregateStream(streamName, {
            initialState: () => aggregate.decider.initialState,
            evolve: (state: State, event: Moved) => aggregate.decider.evolve(state, event),
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
