import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EventStream } from '#http';
import { PostgresEventStore } from '#event-sourcing';
import { TenantDatabase } from '#database';
import { findChanges, type ThreadChange } from '../read-models/thread-overview';

/** Another replica's appends wake nobody here; they are found at this interval, in ms. */
const POLL_MS = 2_000;
/** Least time between two looks for one browser, in ms: while many people write at once, one look finds several changes. */
const REST_MS = 200;
/** A change may become visible a little after its time; so far back is looked again, in ms. */
const OVERLAP_MS = 10_000;

/** Tells a citizen's browser at once when one of their threads changed. What is sent is a state, so a repeated event does no harm. */
@Injectable()
export class MailboxChanges {
  constructor(
    private readonly database: TenantDatabase,
    private readonly store: PostgresEventStore,
  ) {}

  /** Sends changes until the browser leaves; from its `Last-Event-ID` on, else from now on. */
  async follow(tenant: string, citizen: string, stream: EventStream): Promise<void> {
    const resumesAt = timeOf(stream.lastEventId);
    let newest = resumesAt ?? (await this.now(tenant));
    const known = new Map<string, number>();
    for (const { applicationId, version } of resumesAt
      ? []
      : await this.changesAround(tenant, citizen, newest)) {
      known.set(applicationId, version);
    }
    while (!stream.closed.aborted) {
      stream.reached(newest);
      const rested = delay(REST_MS, undefined, { signal: stream.closed }).catch(() => undefined);
      const nextAppend = this.nextAppend(stream.closed);
      for (const change of await this.changesAround(tenant, citizen, newest)) {
        if (known.get(change.applicationId) === change.version) continue;
        known.set(change.applicationId, change.version);
        await stream.send({ id: change.updatedAt, event: 'thread-changed', data: change });
        if (change.updatedAt > newest) newest = change.updatedAt;
      }
      await Promise.all([nextAppend, rested]);
    }
  }

  private changesAround(tenant: string, citizen: string, time: string): Promise<readonly ThreadChange[]> {
    return findChanges(this.database, tenant, citizen, new Date(Date.parse(time) - OVERLAP_MS).toISOString());
  }

  /** Listening begins before the query, so that a change during it is not missed. */
  private nextAppend(closed: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        stopListening();
        clearTimeout(timer);
        closed.removeEventListener('abort', done);
        resolve();
      };
      const stopListening = this.store.onAppended(done);
      const timer = setTimeout(done, POLL_MS);
      closed.addEventListener('abort', done);
      if (closed.aborted) done();
    });
  }

  private async now(tenant: string): Promise<string> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ now: string }>(
        `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS now`,
      ),
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the database did not tell the time');
    return row.now;
  }
}

/** The time in a `Last-Event-ID` of ours; anything else is ignored, and the stream begins now. */
function timeOf(lastEventId: string | undefined): string | undefined {
  if (lastEventId === undefined || !/^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(lastEventId))
    return undefined;
  return Number.isNaN(Date.parse(lastEventId)) ? undefined : lastEventId;
}
