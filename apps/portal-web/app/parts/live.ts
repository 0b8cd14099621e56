import { useEffect } from 'react';
import { useReload } from './reload';

/** How long changes are gathered before they are told, in milliseconds: a bulk act changes many at once. */
const gatheredMs = 250;
/** How long after a refusal a stream is opened again, in milliseconds: a part of the portal was away. */
const againAfterMs = 5_000;

/** The streams of the services that concern what a person sees. */
const streams = {
  applications: '/api/events',
  mailbox: '/api/mailbox/events',
  payments: '/api/payments/events',
};
export type Live = keyof typeof streams;

/** The types of events on these streams. */
const kinds = ['application', 'thread-changed', 'payment-changed', 'missed'];

/** What one tab tells the others: what has changed, or that the session has ended. */
type News = Live | 'ended';

/** What tabs know each other by. */
const name = 'live';

type Listener = () => void;
const listeners = new Map<Live, Set<Listener>>();
/** Told that nobody is signed in here any more. */
const endings = new Set<Listener>();
/** What has changed while nobody looked at this tab. */
const unseen = new Set<Live>();
let channel: BroadcastChannel | undefined;
/** Set while this tab takes part: what ends its waiting and its connections. */
let part: AbortController | undefined;

/**
 * Tells of changes in a stream. Of all tabs of a browser one has the connections and tells the others, for a browser has few for
 * one host; when it is closed, another one takes over. What changes while nobody looks at a tab is told when somebody looks again.
 * @returns ends it
 */
export function follow(of: Live, changed: Listener): () => void {
  const all = listeners.get(of) ?? new Set();
  listeners.set(of, all.add(changed));
  takePart();
  return () => all.delete(changed);
}

function takePart(): void {
  if (part !== undefined) return;
  const taken = new AbortController();
  part = taken;
  channel ??= listening();
  void lead(taken.signal).catch(() => undefined);
}

function listening(): BroadcastChannel {
  const opened = new BroadcastChannel(name);
  opened.addEventListener('message', ({ data }: MessageEvent<News>) => hear(data));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') return;
    const missed = [...unseen];
    unseen.clear();
    missed.forEach(hear);
  });
  return opened;
}

/** Has the connections as soon as no other tab has them, until this tab is closed or the session has ended. */
async function lead(signal: AbortSignal): Promise<void> {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (locks === undefined) return connected(signal);
  let wasFree = false as boolean;
  await locks.request(name, { ifAvailable: true }, async (lock) => {
    wasFree = lock !== null;
    if (wasFree) await connected(signal);
  });
  if (wasFree || signal.aborted) return;
  await locks.request(name, { signal }, async () => {
    // Between two connections something may have changed.
    for (const of of Object.keys(streams) as Live[]) tell(of);
    await connected(signal);
  });
}

function connected(signal: AbortSignal): Promise<void> {
  for (const of of Object.keys(streams) as Live[]) connect(of, signal);
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}

function connect(of: Live, signal: AbortSignal): void {
  if (signal.aborted) return;
  const source = new EventSource(streams[of]);
  signal.addEventListener('abort', () => source.close());
  // Between the loading of a page, or the end of a line, and now something may have changed.
  source.addEventListener('open', () => tell(of));
  for (const kind of kinds) source.addEventListener(kind, () => tell(of));
  source.addEventListener('error', () => {
    // As long as the browser itself tries again, the line is only away.
    if (source.readyState === EventSource.CLOSED) void refused(() => connect(of, signal));
  });
}

/** A stream is refused where the session has ended (sign-out elsewhere, too), and where a part is away. */
async function refused(again: () => void): Promise<void> {
  const status = await fetch('/api/me')
    .then((answer) => answer.status)
    .catch(() => undefined);
  if (status === 401) tell('ended');
  else setTimeout(again, againAfterMs);
}

function tell(news: News): void {
  channel?.postMessage(news);
  hear(news);
}

function hear(news: News): void {
  if (news === 'ended') {
    part?.abort();
    part = undefined;
    for (const ended of endings) ended();
  } else if (document.visibilityState === 'hidden') unseen.add(news);
  else for (const changed of listeners.get(news) ?? []) changed();
}

/** Calls once the session of this browser has ended, wherever that was done. @param ended must stay the same function */
export function useSessionEnd(ended: Listener): void {
  useEffect(() => {
    endings.add(ended);
    const end = follow('applications', () => undefined);
    return () => {
      endings.delete(ended);
      end();
    };
  }, [ended]);
}

/**
 * Calls once after changes have been gathered.
 * @param of whose changes
 * @param changed must stay the same function; called again after a while where it tells that it could not do what it does
 */
export function useChanges(of: readonly Live[], changed: () => void | Promise<boolean>): void {
  const wanted = of.join();
  useEffect(() => {
    let timer: number | undefined;
    let isOver = false;
    const gathered = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void load(), gatheredMs);
    };
    const load = async (): Promise<void> => {
      const isDone = navigator.onLine && (await changed()) !== false;
      if (!isOver && !isDone) timer = window.setTimeout(gathered, againAfterMs);
    };
    const ends = wanted.split(',').map((stream) => follow(stream as Live, gathered));
    return () => {
      isOver = true;
      window.clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [changed, wanted]);
}

/**
 * Loads the page's data anew whenever something in it has changed; the browser itself connects again when the line was away.
 * @param of whose changes concern the page
 */
export function useLive(...of: readonly Live[]): void {
  const reload = useReload();
  useChanges(of, reload);
}
