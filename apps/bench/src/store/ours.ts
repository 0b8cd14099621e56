import { type EventStore, fold, runCommand, type StreamReading } from '#event-sourcing';
import { type Contender, repeat } from '../measure';
import {
  aggregate,
  columns,
  metadata,
  type Moved,
  moved,
  newStreamId,
  openCases,
  rowOf,
  streamType,
  tenant,
} from './subject';

/** How many events a case has in the runs of whole commands, before the next case begins. */
const caseLength = 10;

/** One append after the other to a stream of each worker's own. */
export const append = (store: EventStore): Contender => ({
  name: 'store: append',
  run: async (concurrency, seconds) => {
    const { now } = await store.read({ tenant, streamId: newStreamId() });
    return repeat(concurrency, seconds, () => {
      const streamId = newStreamId();
      let version = 0;
      let previousHash = '';
      return async () => {
        const event = moved(`step ${version}`);
        const row = rowOf({ status: event.data.status, steps: version }, { recordedAt: now });
        const { hash } = await store.append({
          ...{ tenant, streamId, streamType, expectedVersion: version, previousHash, recordedAt: now },
          events: [event],
          metadata: metadata(),
          rows: [{ table: openCases, columns, row }],
        });
        version += 1;
        previousHash = hash;
      };
    });
  },
});

/** Load, fold, decide, append. */
export const command = (store: EventStore): Contender => ({
  name: 'store: whole command',
  run: (concurrency, seconds) =>
    repeat(concurrency, seconds, () => {
      let streamId = '';
      let step = 0;
      return async () => {
        if (step % caseLength === 0) streamId = newStreamId();
        step += 1;
        await runCommand(store, aggregate, { tenant, streamId }, `step ${step}`, { metadata: metadata() });
      };
    }),
});

/** Reads and folds streams of 100 events. */
export const read = (store: EventStore, streams: readonly string[]): Contender => ({
  name: 'store: read and fold 100 events',
  run: (concurrency, seconds) =>
    repeat(concurrency, seconds, (worker) => {
      let nth = worker;
      return async () => {
        const streamId = streams[(nth += 1) % streams.length] ?? '';
        const { events }: StreamReading<Moved> = await store.read({ tenant, streamId });
        const { steps } = fold(aggregate.decider, events);
        if (steps !== 100) throw new Error(`${streamId} has ${steps} events instead of 100`);
      };
    }),
});

/** Streams of 100 events each. */
export async function longStreams(store: EventStore, count: number): Promise<string[]> {
  const streams = Array.from({ length: count }, () => newStreamId());
  for (const streamId of streams) {
    const { now } = await store.read({ tenant, streamId });
    const events = Array.from({ length: 100 }, (_, step) => moved(`step ${step}`));
    await store.append({
      tenant,
      streamId,
      streamType,
      expectedVersion: 0,
      recordedAt: now,
      events,
      metadata: metadata(),
    });
  }
  return streams;
}
