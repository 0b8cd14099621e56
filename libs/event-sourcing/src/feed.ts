import type { EventStore, FeedEvent, FeedPosition, FeedReading } from './event-store';

/** Events kept for those who read a little behind the first reader. More is not needed: who is further behind reads for himself. */
const kept = 200;

/** Negative when `left` comes before `right` in the feed. */
export function comparePositions(left: FeedPosition, right: FeedPosition): number {
  return compare(left.transactionId, right.transactionId) || compare(left.position, right.position);
}

/** Decimal texts without leading zeros: the longer one is larger. */
function compare(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Pauses between two looks while an open transaction holds events back, in ms: from the first to the last. */
const shortestPause = 2;
const longestPause = 200;

/**
 * How long whoever follows a feed waits before the next look. What is held back comes within milliseconds as a rule, and
 * sometimes, behind a long transaction, after minutes; of what is not held back a signal tells.
 */
export class NextLook {
  private pause = shortestPause;

  /** @returns ms; undefined when the next look can wait for a signal. */
  after({ events, heldBack }: FeedReading): number | undefined {
    if (events.length > 0 || !heldBack) this.pause = shortestPause;
    if (!heldBack) return undefined;
    const { pause } = this;
    this.pause = Math.min(longestPause, pause * 2);
    return pause;
  }
}

type FeedSource = Pick<EventStore, 'readFeed' | 'endOfFeed' | 'onAppended'>;

/** What the last reading that reached the end of the feed has left: all events behind `floor`, up to `head`. */
interface Remembered {
  readonly recent: readonly FeedEvent[];
  readonly floor: FeedPosition;
  readonly head: FeedPosition;
  readonly heldBack: boolean;
}

/**
 * The feed of a service as its process follows it: the relay and the live updates want the same events at nearly the same
 * time, so the database is asked once for all of them. Whoever was woken is given what the database said after that, never
 * the result of a reading that had begun before.
 */
export class Feed {
  private remembered: Remembered | undefined;
  private underWay: { readonly since: number; readonly done: Promise<unknown> } | undefined;
  /** Counts what may have changed the feed: a reading that began before the last change does not show it. */
  private changes = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly store: FeedSource) {
    store.onAppended(() => this.changed());
  }

  /** Something was appended, in this process or in another: everybody who follows has to look. */
  changed(): void {
    this.changes += 1;
    for (const listener of this.listeners) listener();
  }

  /** Calls `listener` when there may be something new. Returns the way to stop listening. */
  onChanged(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** As `EventStore.endOfFeed`. */
  end(): Promise<FeedPosition> {
    return this.store.endOfFeed();
  }

  /** As `EventStore.readFeed`. */
  async read(after: FeedPosition, limit: number): Promise<FeedReading> {
    for (;;) {
      const { remembered, underWay } = this;
      const ahead = remembered && comparePositions(remembered.head, after);
      if (remembered && ahead !== undefined && ahead > 0)
        return readingOf(remembered, after, limit) ?? this.store.readFeed(after, limit);
      if (underWay === undefined) return this.readOn(after, limit);
      // Somebody far behind is reading a backlog.
      if (ahead !== 0) return this.store.readFeed(after, limit);
      const isFresh = underWay.since === this.changes;
      await underWay.done.catch((error: unknown) => {
        if (isFresh) throw error;
      });
      const now = this.remembered;
      if (isFresh && now && comparePositions(now.head, after) === 0)
        return { events: [], heldBack: now.heldBack };
    }
  }

  private async readOn(after: FeedPosition, limit: number): Promise<FeedReading> {
    const done = this.store.readFeed(after, limit).then((reading) => {
      this.remember(after, limit, reading);
      return reading;
    });
    this.underWay = { since: this.changes, done };
    try {
      return await done;
    } finally {
      this.underWay = undefined;
    }
  }

  private remember(after: FeedPosition, limit: number, { events, heldBack }: FeedReading): void {
    if (events.length >= limit) return void (this.remembered = undefined);
    const before = this.remembered;
    const goesOn = before !== undefined && comparePositions(before.head, after) === 0;
    const all = goesOn ? [...before.recent, ...events] : events;
    this.remembered = {
      recent: all.slice(-kept),
      floor: all.at(-kept - 1) ?? (goesOn ? before.floor : after),
      head: events.at(-1) ?? after,
      heldBack,
    };
  }
}

/** What is remembered behind a place; undefined where more was there than is remembered. */
function readingOf(
  { recent, floor, heldBack }: Remembered,
  after: FeedPosition,
  limit: number,
): FeedReading | undefined {
  if (comparePositions(after, floor) < 0) return undefined;
  const first = recent.findIndex((event) => comparePositions(event, after) > 0);
  return { events: recent.slice(first, first + limit), heldBack };
}
