import { isoTime, type TenantDatabase } from '#database';
import { Waiter } from '#waiting';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Gauge } from 'prom-client';
import type { EventStore, StreamName } from './event-store';

/** Something whose time has come. */
export interface Due extends StreamName {
  readonly kind: string;
  /** When it became due, UTC, ISO 8601 with microseconds. */
  readonly dueAt: string;
  /** By the database's clock, UTC, ISO 8601 with microseconds. */
  readonly now: string;
  /** How often it was tried in vain. */
  readonly failures: number;
}

/**
 * Does what is due, usually by giving one command within `transaction`: the row goes with its effect or stays with it.
 * @param transaction the append has to be its first write (`PostgresEventStore.within`).
 * @returns nothing when it is done, also where there was nothing left to do; `againAt` (UTC, ISO 8601) when it is not due
 *   before another time.
 * @throws whatever went wrong: nothing is written, and it is tried again later, at longer and longer intervals.
 */
export type DueHandler = (due: Due, transaction: PoolClient) => Promise<{ readonly againAt: string } | void>;

/** Rows worked in one look. */
const pageSize = 100;
/** The longest time between two looks, in ms: what another instance wrote and did not live to work is found after it. */
const longestRestMs = 10 * 60_000;
/** Until the next look after another instance was working a row, or after the database did not answer, in ms. */
const busyMs = 1_000;
const failedMs = 5_000;
/** Pause after the first failure of a row, in seconds; it doubles up to the longest. */
const firstPauseSeconds = 1;
const longestPauseSeconds = 3_600;

const failing = new Gauge({
  name: 'due_failing',
  help: 'What is due and has been tried in vain, by kind.',
  labelNames: ['kind'] as const,
  collect: () => readFailing(),
});
let readFailing = async (): Promise<void> => undefined;

interface NextRow extends StreamName {
  readonly kind: string;
  /** Until it is to be looked at; 0 or less when its time has come. */
  readonly waitMs: number;
}

/**
 * Works the due-table of a service: whatever an aggregate's `due` has announced happens at its time, once, in whichever
 * instance comes first. A row is worked in one transaction with the command it gives, under a lock of that transaction, so
 * that neither a second instance nor a restart doubles or loses it. Between two looks it waits for the next row's time, or
 * for an append that makes something due earlier; without anything due it asks the database once in ten minutes.
 *
 * A new kind takes one line in the aggregate's `due` and one handler here:
 * `new DueWorker(database, store, { 'draft-end': (due, transaction) => … })`.
 */
export class DueWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('due');
  private readonly waiter = new Waiter();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private stopListening: () => void = () => undefined;
  /** When the next look is planned, by this computer's clock, in ms. */
  private nextLook = 0;

  /** @param handlers by kind; rows of other kinds (of a newer release) are left alone. */
  constructor(
    private readonly database: TenantDatabase,
    private readonly store: Pick<EventStore, 'onDue'>,
    private readonly handlers: Readonly<Record<string, DueHandler>>,
  ) {}

  onApplicationBootstrap(): void {
    readFailing = () => this.measure();
    this.stopListening = this.store.onDue((at) => {
      if (Date.parse(at) < this.nextLook) this.wake();
    });
    this.running ??= this.run();
  }

  /** Finishes the row that is under way. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopListening();
    this.stopping.abort();
    await this.running;
  }

  /** Looks at once. */
  wake(): void {
    this.waiter.wake();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // What is announced during the look is looked at after it.
      this.nextLook = Infinity;
      const restMs = await this.look(signal).catch((error: unknown) => {
        if (!signal.aborted) this.logger.warn({ err: error }, 'what is due waits; it is tried again');
        return failedMs;
      });
      this.nextLook = Date.now() + restMs;
      await this.waiter.wait({ atMostMs: restMs, signal });
    }
  }

  /** Works what is due. @returns how long nothing more is, in ms. */
  private async look(signal: AbortSignal): Promise<number> {
    while (!signal.aborted) {
      const [first, ...more] = await this.next();
      if (first === undefined) return longestRestMs;
      if (first.waitMs > 0) return Math.min(first.waitMs, longestRestMs);
      let worked = false;
      for (const row of [first, ...more]) {
        if (row.waitMs > 0 || signal.aborted) break;
        if (await this.work(row)) worked = true;
      }
      // Another instance is working all of these.
      if (!worked) return busyMs;
    }
    return 0;
  }

  private async next(): Promise<readonly NextRow[]> {
    const { rows } = await this.database.acrossTenants((client) =>
      client.query<NextRow>({
        name: 'next_due',
        text: `SELECT tenant, stream_id AS "streamId", kind,
            ceil(extract(epoch FROM look_at - clock_timestamp()) * 1000)::float8 AS "waitMs"
          FROM event_store.due WHERE kind = ANY ($1) ORDER BY look_at LIMIT ${pageSize}`,
        values: [Object.keys(this.handlers)],
      }),
    );
    return rows;
  }

  /** @returns false when another instance is working the row. */
  private async work(row: NextRow): Promise<boolean> {
    const { tenant, streamId, kind } = row;
    try {
      return await this.database.inTransaction(tenant, async (client) => {
        const { rows: locks } = await client.query<{ held: boolean }>({
          name: 'lock_due',
          text: 'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS held',
          values: [`due ${tenant} ${streamId} ${kind}`],
        });
        if (locks[0]?.held !== true) return false;
        const due = await this.read(client, row);
        if (due !== undefined) await this.settle(client, row, due);
        return true;
      });
    } catch (error) {
      this.logger.warn({ err: error }, `${kind} of ${streamId} is due and failed; it is tried again`);
      await this.noteFailure(row, error);
      return true;
    }
  }

  /** The row as it stands under the lock; undefined when its time has not come (any more). */
  private async read(
    client: PoolClient,
    { tenant, streamId, kind }: NextRow,
  ): Promise<(Due & { readonly version: number }) | undefined> {
    const { rows } = await client.query<{ version: number; dueAt: string; now: string; failures: number }>({
      name: 'read_due',
      text: `SELECT version, failures, ${isoTime('due_at')} AS "dueAt", ${isoTime('clock_timestamp()')} AS now FROM event_store.due
        WHERE tenant = $1 AND stream_id = $2 AND kind = $3 AND look_at <= clock_timestamp()`,
      values: [tenant, streamId, kind],
    });
    return rows[0] && { tenant, streamId, kind, ...rows[0] };
  }

  private async settle(
    client: PoolClient,
    { tenant, streamId, kind }: NextRow,
    { version, ...due }: Due & { readonly version: number },
  ): Promise<void> {
    const outcome = await this.handlers[kind]?.(due, client);
    // An append of the handler may have written the row anew: that one is another, of a later version.
    const whose = 'tenant = $1 AND stream_id = $2 AND kind = $3 AND version = $4 AND due_at = $5';
    const values = [tenant, streamId, kind, version, due.dueAt];
    if (outcome === undefined) {
      await client.query({ name: 'due_done', text: `DELETE FROM event_store.due WHERE ${whose}`, values });
      return;
    }
    await client.query({
      name: 'due_again',
      text: `UPDATE event_store.due SET look_at = greatest($6, clock_timestamp() + interval '1 second'), failures = 0, problem = NULL
        WHERE ${whose}`,
      values: [...values, outcome.againAt],
    });
  }

  private async noteFailure({ tenant, streamId, kind }: NextRow, error: unknown): Promise<void> {
    await this.database.withTenant(tenant, (client) =>
      client.query({
        name: 'due_failed',
        text: `UPDATE event_store.due SET failures = failures + 1, problem = $4, look_at = clock_timestamp()
            + least(${firstPauseSeconds} * power(2, least(failures, 30)), ${longestPauseSeconds}) * interval '1 second'
          WHERE tenant = $1 AND stream_id = $2 AND kind = $3`,
        // The kind of error, never its text: that may quote what people wrote.
        values: [tenant, streamId, kind, error instanceof Error ? error.name : 'Error'],
      }),
    );
  }

  private async measure(): Promise<void> {
    const { rows } = await this.database.acrossTenants((client) =>
      client.query<{ kind: string; count: number }>(
        'SELECT kind, count(*)::int AS count FROM event_store.due WHERE failures > 0 GROUP BY kind',
      ),
    );
    failing.reset();
    for (const { kind, count } of rows) failing.set({ kind }, count);
  }
}
