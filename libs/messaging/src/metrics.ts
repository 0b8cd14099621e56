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
});

const lagSeconds = new Gauge({
  name: 'messaging_relay_lag_seconds',
  help: 'Age of the oldest committed event that is not yet told.',
  labelNames: ['topic'] as const,
  async collect() {
    for (const [topic, readLag] of lags) {
      try {
        const { events, seconds } = await readLag();
        this.set({ topic }, seconds);
        lagEvents.set({ topic }, events);
      } catch {
        // Without the database nobody knows the lag; an old figure would be a lie.
        this.remove({ topic });
        lagEvents.remove({ topic });
      }
    }
  },
});

/** Shows a topic's lag from now on. */
export function measureLag(topic: string, readLag: () => Promise<Lag>): void {
  lags.set(topic, readLag);
  lagSeconds.set({ topic }, 0);
}
