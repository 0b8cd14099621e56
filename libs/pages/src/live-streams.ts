/** How long after a refusal a stream is opened again, in milliseconds: a part of the portal was away. */
export const againAfterMs = 5_000;

/** The types of events on these streams. */
const kinds = ['application', 'thread-changed', 'payment-changed', 'missed'];

/** What tabs know each other by. */
const name = 'live';

/** A tab that has just been opened asks the one with the connections what was told since its page was asked for. */
interface Asked {
  /** Milliseconds since 1970, by the browser's clock. */
  readonly since: number;
}

export type Listener = () => void;

/**
 * Tells of changes in the streams of the services. Of all tabs of a browser one has the connections and tells the others, for a browser
 * has few for one host; when it is closed, another one takes over. What changes while nobody looks at a tab is told when somebody looks
 * again. Whatever has changed since a page was loaded is told to it, if it was heard before the page could listen, or by nobody.
 */
export class LiveStreams<Live extends string> {
  private readonly listeners = new Map<Live, Set<Listener>>();
  /** Told that nobody is signed in here any more. */
  private readonly endings = new Set<Listener>();
  /** When something was last heard of each, in ms of this browser's clock. */
  private readonly heardAt = new Map<Live, number>();
  /** What has changed while nobody looked at this tab. */
  private readonly unseen = new Set<Live>();
  private channel: BroadcastChannel | undefined;
  /** This tab has the connections. */
  private leads = false;
  /** Set while this tab takes part: what ends its waiting and its connections. */
  private part: AbortController | undefined;

  /** @param streams the address of each */
  constructor(private readonly streams: Readonly<Record<Live, string>>) {}

  /**
   * Tells of changes in a stream.
   * @param since in ms of this browser's clock: what was heard from then on is told at once
   * @returns ends it
   */
  follow(of: Live, changed: Listener, since: number): () => void {
    const all = this.listeners.get(of) ?? new Set();
    this.listeners.set(of, all.add(changed));
    this.takePart();
    if ((this.heardAt.get(of) ?? -1) >= since) changed();
    return () => all.delete(changed);
  }

  /** Tells that the session has ended, wherever that was done. @returns ends it */
  followEnd(ended: Listener): () => void {
    this.endings.add(ended);
    this.takePart();
    return () => this.endings.delete(ended);
  }

  private get names(): readonly Live[] {
    return Object.keys(this.streams) as Live[];
  }

  private takePart(): void {
    if (this.part !== undefined) return;
    this.part = new AbortController();
    this.channel ??= this.listening();
    void this.lead(this.part.signal).catch(() => undefined);
  }

  private listening(): BroadcastChannel {
    const opened = new BroadcastChannel(name);
    opened.addEventListener('message', ({ data }: MessageEvent<Live | 'ended' | Asked>) => {
      if (typeof data === 'object') this.answer(data);
      else this.hear(data);
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') return;
      const missed = [...this.unseen];
      this.unseen.clear();
      missed.forEach((news) => this.hear(news));
    });
    return opened;
  }

  /** Has the connections as soon as no other tab has them, until this tab is closed or the session has ended. */
  private async lead(signal: AbortSignal): Promise<void> {
    const { locks } = navigator as { readonly locks?: LockManager };
    if (locks === undefined) return this.connected(signal);
    let wasFree = false as boolean;
    await locks.request(name, { ifAvailable: true }, async (lock) => {
      wasFree = lock !== null;
      if (wasFree) await this.connected(signal);
    });
    if (wasFree || signal.aborted) return;
    // Before this tab listened the other one may have told something.
    this.channel?.postMessage({ since: performance.timeOrigin } satisfies Asked);
    await locks.request(name, { signal }, async () => {
      // Between two connections something may have changed.
      for (const of of this.names) this.tell(of);
      await this.connected(signal);
    });
  }

  private answer({ since }: Asked): void {
    if (!this.leads) return;
    const told = [...this.heardAt].filter(([, at]) => performance.timeOrigin + at >= since);
    for (const [of] of told) this.channel?.postMessage(of);
  }

  private connected(signal: AbortSignal): Promise<void> {
    this.leads = true;
    for (const of of this.names) this.connect(of, signal);
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
  }

  private connect(of: Live, signal: AbortSignal): void {
    if (signal.aborted) return;
    const source = new EventSource(this.streams[of]);
    signal.addEventListener('abort', () => source.close());
    // Between the loading of a page, or the end of a line, and now something may have changed.
    source.addEventListener('open', () => this.tell(of));
    for (const kind of kinds) source.addEventListener(kind, () => this.tell(of));
    source.addEventListener('error', () => {
      // As long as the browser itself tries again, the line is only away.
      if (source.readyState === EventSource.CLOSED) void this.refused(() => this.connect(of, signal));
    });
  }

  /** A stream is refused where the session has ended (sign-out elsewhere, too), and where a part is away. */
  private async refused(again: () => void): Promise<void> {
    const status = await fetch('/api/me')
      .then((answer) => answer.status)
      .catch(() => undefined);
    if (status === 401) this.tell('ended');
    else setTimeout(again, againAfterMs);
  }

  private tell(news: Live | 'ended'): void {
    this.channel?.postMessage(news);
    this.hear(news);
  }

  private hear(news: Live | 'ended'): void {
    if (news === 'ended') {
      this.part?.abort();
      this.part = undefined;
      this.leads = false;
      for (const ended of this.endings) ended();
      return;
    }
    this.heardAt.set(news, performance.now());
    if (document.visibilityState === 'hidden') this.unseen.add(news);
    else for (const changed of this.listeners.get(news) ?? []) changed();
  }
}
