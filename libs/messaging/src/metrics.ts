import { Counter, Gauge } from 'prom-client';
import type { Lag } from './checkpoint';

/** Labels are topics, handlers and reasons; ids and tenants have no place in metrics. */
export const published = new Counter({
  name: 'messaging_published_total',
  help: 'Contract events acknowledged by the broker.',
  labelNames: ['topic'] as const,
});

export const handled = new Counter({
  name: 'messaging_handled_total',
  help: 'Events whose effect a handler has had.',
  labelNames: ['handler'] as const,
});

export const retried = new Counter({
  name: 'messaging_retried_total',
  help: 'Attempts of a handler that failed and were repeated.',
  labelNames: ['handler'] as const,
});

export const parked = new Counter({
  name: 'messaging_parked_total',
  help: 'Messages that were put aside.',
  labelNames: ['reason'] as const,
});

export const waited = new Counter({
  name: 'messaging_waited_total',
  help: 'Attempts that met a database or another dependency that did not answer, and were repeated.',
  labelNames: ['handler'] as const,
});

const lags = new Map<string, () => Promise<Lag>>();

const lagEvents = new Gauge({
  name: 'messaging_relay_lag_events',
  help: 'Committed events that are not yet told, counted up to 10,000.',
  labelNames: ['topic'] as const,
  collect: readLags,
});

const lagSeconds = new Gauge({
  name: 'messaging_relay_lag_seconds',
  help: 'Age of the oldest committed event that is not yet told.',
  labelNames: ['topic'] as const,
  collect: readLags,
});

const heldStreams = new Gauge({
  name: 'messaging_relay_held_streams',
  help: 'Streams that are not told, because one of their events cannot be told. Anything but 0 is an alarm.',
  labelNames: ['topic'] as const,
  collect: readLags,
});

let reading: Promise<void> | undefined;

/** Sets all figures. A scrape collects all metrics at once, so all wait for one reading. */
function readLags(): Promise<void> {
  reading ??= Promise.all([...lags].map(([topic, readLag]) => showLag(topic, readLag)))
    .then(() => undefined)
    .finally(() => (reading = undefined));
  return reading;
}

async function showLag(topic: string, readLag: () => Promise<Lag>): Promise<void> {
  try {
    const { events, seconds, held } = await readLag();
    lagEvents.set({ topic }, events);
    lagSeconds.set({ topic }, seconds);
    heldStreams.set({ topic }, held);
  } catch {
    // Without the database nobody knows the lag; an old figure would be a lie.
    lagEvents.remove({ topic });
    lagSeconds.remove({ topic });
    heldStreams.remove({ topic });
  }
}

/** Shows a topic's lag from now on. */
export function measureLag(topic: string, readLag: () => Promise<Lag>): void {
  lags.set(topic, readLag);
}
