import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { setTimeout as pause } from 'node:timers/promises';
import { Verifier, type StreamFinding } from './verifier';

/** What the last complete check found, of one tenant. */
export interface IntegrityFigures {
  readonly streams: number;
  readonly events: number;
  /** Streams whose lists do not say what their events say. */
  readonly differences: number;
  readonly brokenChains: number;
}

export interface Integrity {
  /** UTC, ISO 8601; null before the first check is complete. */
  readonly checkedAt: string | null;
  readonly durationMs: number;
  readonly tenants: ReadonlyMap<string, IntegrityFigures>;
}

const none: IntegrityFigures = { streams: 0, events: 0, differences: 0, brokenChains: 0 };
const betweenChecksMs = 60_000;
const afterFailureMs = 5_000;

const gauge = (name: string, help: string) => new Gauge({ name: `integrity_${name}`, help });
const gauges = {
  streams: gauge('streams', 'Streams that the last complete check has folded anew.'),
  events: gauge('events', 'Events that the last complete check has read.'),
  differences: gauge('differences', 'Streams whose read models differ from their fold. Any is an alarm.'),
  brokenChains: gauge('broken_chains', 'Streams whose hash chain is broken. Any is an alarm.'),
};

/** Checks all streams again and again in the background, and keeps the figures of the last complete check. */
@Injectable()
export class IntegrityCheck implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(IntegrityCheck.name);
  private readonly ending = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private last: Integrity = { checkedAt: null, durationMs: 0, tenants: new Map() };

  constructor(private readonly verifier: Verifier) {}

  onApplicationBootstrap(): void {
    this.running = this.checkForever();
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  /** The figures of the last complete check. */
  get latest(): Integrity {
    return this.last;
  }

  /** One complete check; a difference is logged as an error with the ids, never with values. */
  async check(): Promise<Integrity> {
    const begun = Date.now();
    const tenants = new Map<string, IntegrityFigures>();
    for await (const finding of this.verifier.all()) {
      if (this.ending.signal.aborted) return this.last;
      tenants.set(finding.tenant, added(tenants.get(finding.tenant) ?? none, finding));
      if (isAlarm(finding)) this.logger.error({ finding }, 'a case does not equal the fold of its events');
    }
    this.last = { checkedAt: new Date().toISOString(), durationMs: Date.now() - begun, tenants };
    for (const name of Object.keys(gauges) as (keyof typeof gauges)[]) {
      gauges[name].set([...tenants.values()].reduce((sum, figures) => sum + figures[name], 0));
    }
    return this.last;
  }

  private async checkForever(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      let waitMs = betweenChecksMs;
      try {
        await this.check();
      } catch (error) {
        this.logger.warn(error, 'the integrity check was interrupted; trying again');
        waitMs = afterFailureMs;
      }
      await pause(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

/** Whether a finding is one. */
export function isAlarm({ brokenAt, differences }: StreamFinding): boolean {
  return brokenAt !== undefined || differences.length > 0;
}

function added(
  figures: IntegrityFigures,
  finding: StreamFinding & { readonly events: number },
): IntegrityFigures {
  return {
    streams: figures.streams + 1,
    events: figures.events + finding.events,
    differences: figures.differences + (finding.differences.length > 0 ? 1 : 0),
    brokenChains: figures.brokenChains + (finding.brokenAt === undefined ? 0 : 1),
  };
}
