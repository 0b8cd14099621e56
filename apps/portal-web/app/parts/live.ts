import { useEffect } from 'react';
import { useRevalidator } from 'react-router';

/** How long changes are gathered before they are told, in milliseconds: a bulk act changes many at once. */
const gatheredMs = 250;

/** The streams of the services that concern what a person sees. */
const streams = {
  applications: '/api/events',
  mailbox: '/api/mailbox/events',
  payments: '/api/payments/events',
};
export type Live = keyof typeof streams;

/** The types of events on these streams. */
const kinds = ['application', 'thread-changed', 'payment-changed', 'missed'];

type Listener = () => void;
const listeners = new Map<Live, Set<Listener>>();
const sources = new Map<Live, EventSource>();
/** Told that nobody is signed in here any more. */
const endings = new Set<Listener>();
/** How long after a refusal a stream is opened again, in milliseconds: a part of the portal was away. */
const againAfterMs = 5_000;

/**
 * Tells of changes in a stream. A tab has one connection for each stream, however many parts of the page follow it, and none
 * while nobody looks at it: a browser has few for one host. What changed meanwhile is told when somebody looks again.
 * @returns ends it
 */
export function follow(of: Live, changed: Listener): () => void {
  const all = listeners.get(of) ?? new Set();
  listeners.set(of, all.add(changed));
  connect();
  return () => {
    all.delete(changed);
    if (all.size === 0) disconnect(of);
  };
}

function connect(): void {
  if (document.visibilityState === 'hidden') return;
  for (const [of, all] of listeners) {
    if (all.size === 0 || sources.has(of)) continue;
    const source = new EventSource(streams[of]);
    for (const kind of kinds) source.addEventListener(kind, () => tell(of));
    source.addEventListener('error', () => {
      // As long as the browser itself tries again, the line is only away.
      if (source.readyState !== EventSource.CLOSED) return;
      sources.delete(of);
      void refused();
    });
    sources.set(of, source);
  }
}

/** A stream is refused where the session has ended (sign-out elsewhere, too), and where a part is away. */
async function refused(): Promise<void> {
  const status = await fetch('/api/me')
    .then((answer) => answer.status)
    .catch(() => undefined);
  if (status === 401) return endings.forEach((ended) => ended());
  setTimeout(connect, againAfterMs);
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

function disconnect(of: Live): void {
  sources.get(of)?.close();
  sources.delete(of);
}

function tell(of: Live): void {
  for (const changed of listeners.get(of) ?? []) changed();
}

/** Runs in the browser alone; the server's half of the pages follows nothing. */
if (typeof document !== 'undefined')
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') return [...sources.keys()].forEach(disconnect);
    connect();
    for (const of of listeners.keys()) tell(of);
  });

/** Calls once after changes have been gathered. @param of whose changes @param changed must stay the same function */
export function useChanges(of: readonly Live[], changed: Listener): void {
  const wanted = of.join();
  useEffect(() => {
    let timer: number | undefined;
    const gathered = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(changed, gatheredMs);
    };
    const ends = wanted.split(',').map((name) => follow(name as Live, gathered));
    return () => {
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
  const { revalidate } = useRevalidator();
  useChanges(of, revalidate as Listener);
}
