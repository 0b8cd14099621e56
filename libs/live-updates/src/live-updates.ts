import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import {
  beginningOfFeed,
  comparePositions,
  NextLook,
  StreamStates,
  type EventStore,
  type Feed,
  type FeedEvent,
  type FeedPosition,
  type FoldedStreams,
  type StateChange,
} from '#event-sourcing';
import type { EventStream, StreamedEvent } from '#http';
import { Unavailable } from '#availability';
import { rest, Waiter } from '#waiting';
import { eventIdOf, positionOf } from './place';

/** What of a service's events is told to those who follow live. */
export interface LiveSource<State, News> {
  readonly store: Pick<EventStore, 'read'>;
  readonly feed: Feed;
  /** The streams whose events are told. */
  readonly streams: FoldedStreams<State>;
  /** What an event means for those who follow, and whom it concerns (names of `person` and `office`). Pure. */
  readonly tell: (
    event: FeedEvent,
    change: StateChange<State>,
  ) => { readonly audience: readonly string[]; readonly news: News };
  /** Longest time between two looks while somebody follows, in ms: the net under the signals. Default 2,000. */
  readonly slowestLookMs?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** An event, as it is told. */
interface Update<News> {
  readonly position: FeedPosition;
  readonly audience: readonly string[];
  readonly news: News;
}

/** An open stream and what is told on it. */
interface Follower<News> {
  readonly stream: EventStream;
  readonly audience: readonly string[];
  readonly message: (news: News) => Omit<StreamedEvent, 'id'>;
  /** Everything up to here was sent or does not concern this reader. */
  position: FeedPosition;
  /** It has seen everything up to `head`, and is woken by what concerns it. */
  waits: boolean;
}

/** How many updates are kept for those who follow; whoever is further behind reads from the database. */
const kept = 2_000;
const batchSize = 500;
/** A browser goes on where it was for so many ms; after that it has to load anew what it shows. */
const resumableForMs = 15 * 60_000;
const afterFailure = 500;

/**
 * Tells browsers what happens, as it happens. The feed is read once for all of them, and only while somebody follows; an
 * event costs as much as browsers are concerned by it, however many are open. Each is sent to at its own pace: a slow one
 * holds back nobody, and nothing piles up for it.
 */
export class LiveUpdates<State, News> implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('LiveUpdates');
  private readonly waiter = new Waiter();
  private readonly stopping = new AbortController();
  private readonly states: StreamStates<State>;
  private readonly followers = new Set<Follower<News>>();
  private readonly byName = new Map<string, Set<Follower<News>>>();
  /** Everything behind `floor` up to `head` that concerns anybody; kept while somebody follows. */
  private recent: Update<News>[] = [];
  private floor: FeedPosition = beginningOfFeed;
  private head: FeedPosition = beginningOfFeed;
  private reading: Promise<void> = Promise.resolve();

  constructor(private readonly source: LiveSource<State, News>) {
    this.states = new StreamStates(source.store, source.streams);
  }

  onApplicationBootstrap(): void {
    this.reading = this.readOn();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.reading;
  }

  /**
   * Sends on a stream what concerns any of these names, from its `Last-Event-ID` on, else from now on, until it is closed. Where
   * more than a quarter of an hour has passed since then, it is told `missed` instead: what it shows has to be loaded anew.
   * @param message what is sent of an update, in the reader's language
   * @throws Unavailable (rejects) when the database does not answer; the stream is closed then.
   */
  async follow(
    stream: EventStream,
    audience: readonly string[],
    message: Follower<News>['message'],
  ): Promise<void> {
    let position: FeedPosition | undefined;
    try {
      if (this.followers.size === 0) await this.begin();
      position = await this.placeOf(stream.lastEventId);
    } catch (error) {
      stream.close();
      throw error;
    }
    if (!stream.isOpen) return;
    if (position === undefined) void stream.send({ event: 'missed', data: {} });
    const follower = { stream, audience, message, position: position ?? this.head, waits: false };
    this.add(follower);
    stream.onClose(() => this.remove(follower));
    stream.reached(() =>
      eventIdOf(follower.waits ? furthest(follower.position, this.head) : follower.position),
    );
    void this.catchUp(follower);
  }

  /** Where a reader goes on; undefined where that is too long ago. One event tells: those after it are younger. */
  private async placeOf(lastEventId: string | undefined): Promise<FeedPosition | undefined> {
    const position = positionOf(lastEventId) ?? this.head;
    if (comparePositions(position, this.floor) >= 0) return position;
    const { events } = await this.source.feed.read(position, 1);
    const { now = Date.now } = this.source;
    const isLongAgo = events.some(({ recordedAt }) => Date.parse(recordedAt) < now() - resumableForMs);
    return isLongAgo ? undefined : position;
  }

  /** Somebody follows after nobody did: from where the feed ends now. */
  private async begin(): Promise<void> {
    const end = await this.source.feed.end();
    if (this.followers.size > 0) return; // somebody else was first
    this.recent = [];
    this.floor = this.head = end;
  }

  private add(follower: Follower<News>): void {
    this.followers.add(follower);
    this.waiter.wake();
    for (const name of follower.audience) {
      const named = this.byName.get(name);
      if (named === undefined) this.byName.set(name, new Set([follower]));
      else named.add(follower);
    }
  }

  private remove(follower: Follower<News>): void {
    this.followers.delete(follower);
    for (const name of follower.audience) {
      const named = this.byName.get(name);
      named?.delete(follower);
      if (named?.size === 0) this.byName.delete(name);
    }
  }

  private async readOn(): Promise<void> {
    const { signal } = this.stopping;
    const { feed, slowestLookMs = 2_000 } = this.source;
    const stopListening = feed.onChanged(() => this.waiter.wake());
    const nextLook = new NextLook();
    while (!signal.aborted) {
      if (this.followers.size === 0) {
        await this.waiter.wait({ signal });
        continue;
      }
      try {
        const from = this.head;
        const reading = await feed.read(from, batchSize);
        const { events } = reading;
        const updates = await this.updatesOf(events, this.states);
        if (from !== this.head) continue; // nobody followed for a moment, and somebody began anew
        this.hand(updates, events);
        if (events.length === batchSize) continue;
        await this.waiter.wait({ atMostMs: nextLook.after(reading) ?? slowestLookMs, signal });
      } catch (error) {
        this.logger.warn({ err: error }, 'the feed cannot be read; trying again');
        await rest(afterFailure, signal);
      }
    }
    stopListening();
  }

  /** Keeps the updates and wakes those who wait for one of them. */
  private hand(updates: readonly Update<News>[], events: readonly FeedEvent[]): void {
    const before = this.head;
    const last = events.at(-1);
    if (last === undefined) return;
    this.head = positionOnly(last);
    this.recent.push(...updates);
    const dropped = this.recent.splice(0, Math.max(0, this.recent.length - kept)).at(-1);
    if (dropped !== undefined) this.floor = dropped.position;
    for (const name of new Set(updates.flatMap(({ audience }) => audience))) {
      for (const follower of this.byName.get(name) ?? []) {
        if (!follower.waits) continue;
        follower.waits = false;
        follower.position = furthest(follower.position, before);
        void this.catchUp(follower);
      }
    }
  }

  /** Sends what the reader has not seen yet, as fast as it reads, and lets it wait. */
  private async catchUp(follower: Follower<News>): Promise<void> {
    const { stream } = follower;
    try {
      while (stream.isOpen) {
        const { updates, next } = await this.after(follower.position);
        for (const { position, audience, news } of updates) {
          if (!follower.audience.some((name) => audience.includes(name))) continue;
          await stream.send({ id: eventIdOf(position), ...follower.message(news) });
          follower.position = position;
        }
        follower.position = next;
        // From here on `hand` wakes it: nothing can come in between.
        follower.waits = comparePositions(next, this.head) >= 0;
        if (follower.waits) return;
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'a live stream is closed; its browser comes back');
      stream.close();
    }
  }

  /** The updates after a place, oldest first, and the place to ask from next. */
  private async after(
    position: FeedPosition,
  ): Promise<{ updates: readonly Update<News>[]; next: FeedPosition }> {
    if (comparePositions(position, this.floor) >= 0) {
      const { recent } = this;
      let first = recent.length;
      while (first > 0 && comparePositions((recent[first - 1] as Update<News>).position, position) > 0)
        first -= 1;
      return { updates: recent.slice(first), next: furthest(position, this.head) };
    }
    const { events } = await this.source.feed.read(position, batchSize);
    // States of their own: those of the live feed are further on.
    const states = new StreamStates(this.source.store, this.source.streams);
    return { updates: await this.updatesOf(events, states), next: events.at(-1) ?? this.floor };
  }

  /** What cannot be folded (an event of a newer release, a log that somebody tampered with) must not silence all others. */
  private async updatesOf(
    events: readonly FeedEvent[],
    states: StreamStates<State>,
  ): Promise<readonly Update<News>[]> {
    const updates: Update<News>[] = [];
    for (const event of events) {
      try {
        const around = states.around(event);
        const change = around instanceof Promise ? await around : around;
        if (change !== undefined)
          updates.push({ position: positionOnly(event), ...this.source.tell(event, change) });
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
}

/** Without the event's content, which nobody needs any more. */
function positionOnly({ transactionId, position }: FeedPosition): FeedPosition {
  return { transactionId, position };
}

function furthest(left: FeedPosition, right: FeedPosition): FeedPosition {
  return comparePositions(left, right) < 0 ? right : left;
}
