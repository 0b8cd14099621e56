import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import {
  PostgresEventStore,
  StreamStates,
  type FeedEvent,
  type FeedPosition,
  type StateChange,
} from '#event-sourcing';
import { Unavailable } from '#availability';
import { TenantDatabase } from '#database';
import { applicationAggregate } from '../application.aggregate';
import { isFiled, type Application, type BegunApplication } from '../domain/application';
import { comparePositions } from './feed-position';

/** That something happened to an application, how it stood then, and who may hear of it. */
export interface Update {
  readonly tenant: string;
  readonly position: FeedPosition;
  readonly applicationId: string;
  readonly type: string;
  readonly version: number;
  readonly reference: string;
  /** After this event. */
  readonly status: BegunApplication['status'];
  /** Whose matter it is. */
  readonly persons: readonly string[];
  /** The office that has the case, and the one that has just given it away. Empty for what was never filed. */
  readonly offices: readonly string[];
}

/** How many updates are kept for those who follow; whoever is further behind reads from the database. */
const kept = 2_000;
const batchSize = 500;
/** Longest time until an update of another process is seen, in ms. */
const slowestPollMs = 500;

/**
 * The events of the feed, behind the snapshot horizon and therefore in their final order, as updates of applications.
 * One reader per process, woken by every append of this process and polling for those of others.
 */
@Injectable()
export class UpdateFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(UpdateFeed.name);
  private readonly states: ApplicationStates;
  private tellEnd: () => void = () => undefined;
  private readonly endKnown = new Promise<void>((resolve) => (this.tellEnd = resolve));
  private recent: Update[] = [];
  /** Everything after this place is in `recent`. */
  private floor: FeedPosition = beginning;
  private head: FeedPosition = beginning;
  private readonly waiting = new Set<() => void>();
  private stopListening: () => void = () => undefined;
  private wake: () => void = () => undefined;
  private stopped = false;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: PostgresEventStore,
    private readonly database: TenantDatabase,
  ) {
    this.states = new StreamStates(store, applicationAggregate);
  }

  onApplicationBootstrap(): void {
    this.stopListening = this.store.onAppended(() => this.wake());
    this.reading = this.read();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.stopListening();
    this.wake();
    this.tellEnd();
    for (const resume of this.waiting) resume();
    await this.reading;
  }

  /** Where the feed ends now: what a browser that comes for the first time follows from. */
  async end(): Promise<FeedPosition> {
    await this.endKnown;
    return this.head;
  }

  /** The updates after a place, oldest first, at most some hundred; and the place to ask from next. */
  async after(position: FeedPosition): Promise<{ updates: readonly Update[]; next: FeedPosition }> {
    if (comparePositions(position, this.floor) >= 0) {
      const updates = this.recent.filter((update) => comparePositions(update.position, position) > 0);
      return { updates, next: comparePositions(position, this.head) > 0 ? position : this.head };
    }
    const events = await this.store.readFeed(position, batchSize);
    // States of their own: those of the live feed are further on.
    const states = new StreamStates(this.store, applicationAggregate);
    return { updates: await this.updatesOf(events, states), next: events.at(-1) ?? position };
  }

  /** Resolves when there may be something new, or when the signal is aborted. */
  change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const resume = () => {
        this.waiting.delete(resume);
        signal.removeEventListener('abort', resume);
        resolve();
      };
      if (signal.aborted || this.stopped) return resume();
      this.waiting.add(resume);
      signal.addEventListener('abort', resume);
    });
  }

  private async read(): Promise<void> {
    let isEndKnown = false;
    let pauseMs = 10;
    while (!this.stopped) {
      const woken = new Promise<void>((resolve) => (this.wake = resolve));
      try {
        if (!isEndKnown) this.floor = this.head = await this.endOfFeed();
        isEndKnown = true;
        this.tellEnd();
        const events = await this.store.readFeed(this.head, batchSize);
        if (events.length > 0) await this.keep(events);
        pauseMs = events.length > 0 ? 5 : Math.min(pauseMs * 2, slowestPollMs);
        if (events.length === batchSize) continue;
      } catch (error) {
        this.logger.warn(error, 'the feed cannot be read; trying again');
        pauseMs = slowestPollMs;
      }
      // After an append the pause is short again: the event may still be behind the horizon when the append returns.
      if (await within(pauseMs, woken)) pauseMs = 2;
    }
  }

  private async keep(events: readonly FeedEvent[]): Promise<void> {
    const updates = await this.updatesOf(events, this.states);
    const all = [...this.recent, ...updates];
    const dropped = all.at(-kept - 1);
    this.recent = all.slice(-kept);
    if (dropped !== undefined) this.floor = dropped.position;
    this.head = events.at(-1) ?? this.head;
    for (const resume of [...this.waiting]) resume();
  }

  /** What cannot be folded (an event of a newer release, a log that somebody tampered with) must not silence all others. */
  private async updatesOf(events: readonly FeedEvent[], states: ApplicationStates): Promise<Update[]> {
    const updates: Update[] = [];
    for (const event of events) {
      try {
        const change = await states.around(event);
        if (change !== undefined) updates.push(updateOf(event, change));
      } catch (error) {
        if (error instanceof Unavailable) throw error;
        const { tenant, streamId, version } = event;
        this.logger.error(
          { err: error, tenant, streamId, version },
          'an event is told to nobody who follows live',
        );
      }
    }
    return updates;
  }

  private async endOfFeed(): Promise<FeedPosition> {
    const { rows } = await this.database.acrossTenants((client) =>
      client.query<FeedPosition>(
        `SELECT transaction_id::text AS "transactionId", position::text AS position FROM event_store.events
         WHERE transaction_id < pg_snapshot_xmin(pg_current_snapshot())
         ORDER BY events.transaction_id DESC, events.position DESC LIMIT 1`,
      ),
    );
    return rows[0] ?? beginning;
  }
}

const beginning: FeedPosition = { transactionId: '0', position: '0' };

type ApplicationStates = StreamStates<Application>;

function updateOf(event: FeedEvent, { before, after }: StateChange<Application>): Update {
  const { tenant, streamId: applicationId, type, version, transactionId, position } = event;
  if (after.status === 'none') throw new Error(`${type} left no application`);
  const { reference, status, applicantId } = after;
  return {
    tenant,
    position: { transactionId, position },
    applicationId,
    type,
    version,
    reference,
    status,
    persons: [applicantId],
    offices: [after, before].filter(isFiled).map(({ office }) => office),
  };
}

/** Whether the event came before the time was over. */
async function within(ms: number, event: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([event.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
