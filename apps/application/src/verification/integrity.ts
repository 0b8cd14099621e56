import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PostgresEventStore } from '#event-sourcing';
import { TenantDatabase } from '#database';
import { checkStreams, type CheckedStream, type Folding } from '#verification';
import { Gauge } from 'prom-client';
import { setTimeout as pause } from 'node:timers/promises';
import { ServiceConfigurations } from '../service-configurations';

/** What the last complete check of a tenant found. */
export interface IntegrityFigures {
  readonly streams: number;
  readonly events: number;
  /** Streams whose lists do not say what their events say. */
  readonly differences: number;
  readonly brokenChains: number;
  /** When the check was complete, UTC, ISO 8601. */
  readonly checkedAt: string;
}

const betweenChecksMs = 60_000;
const afterFailureMs = 5_000;
/** Small pages: a check must not hold a snapshot, and with it the feed's horizon, for long. */
const pageSize = 100;

const gauge = (name: string, help: string) =>
  new Gauge({ name: `integrity_${name}`, help, labelNames: ['tenant'] as const });
const gauges = {
  streams: gauge('streams', 'Streams that the last complete check has folded anew.'),
  events: gauge('events', 'Events that the last complete check has read.'),
  differences: gauge('differences', 'Streams whose read models differ from their fold. Any is an alarm.'),
  brokenChains: gauge('broken_chains', 'Streams whose hash chain is broken. Any is an alarm.'),
};

/** Folds all streams anew again and again in the background, compares the read models, and keeps the figures. */
export class IntegrityCheck implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(IntegrityCheck.name);
  private readonly ending = new AbortController();
  private readonly latest = new Map<string, IntegrityFigures>();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: TenantDatabase,
    private readonly store: PostgresEventStore,
    private readonly configurations: ServiceConfigurations,
    private readonly foldings: readonly Folding[],
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.checkForever();
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  /** The figures of the last complete check of a tenant; undefined before the first one. */
  figuresOf(tenant: string): IntegrityFigures | undefined {
    return this.latest.get(tenant);
  }

  /** Checks a tenant once, completely. A difference is logged as an error with ids and column names, never with values. */
  async check(tenant: string): Promise<IntegrityFigures> {
    const sum = { streams: 0, events: 0, differences: 0, brokenChains: 0 };
    let after: string | undefined;
    do {
      const page = await checkStreams(this.database, this.store, this.foldings, {
        tenant,
        after,
        limit: pageSize,
      });
      for (const stream of page.streams) {
        sum.streams += 1;
        sum.events += stream.hashes.length;
        sum.differences += stream.differences.length > 0 ? 1 : 0;
        sum.brokenChains += stream.brokenAt === undefined ? 0 : 1;
        this.tell(tenant, stream);
      }
      after = page.next;
    } while (after !== undefined && !this.ending.signal.aborted);
    const figures = { ...sum, checkedAt: new Date().toISOString() };
    this.latest.set(tenant, figures);
    for (const name of Object.keys(gauges) as (keyof typeof gauges)[])
      gauges[name].set({ tenant }, sum[name]);
    return figures;
  }

  private tell(tenant: string, { streamId, brokenAt, differences }: CheckedStream): void {
    if (brokenAt === undefined && differences.length === 0) return;
    this.logger.error({
      msg: 'ALARM: a case is not what its events say',
      alarm: 'integrity',
      tenant,
      streamId,
      brokenAt,
      differences,
    });
  }

  private async checkForever(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      let waitMs = betweenChecksMs;
      try {
        for (const { key } of this.configurations.tenants.all()) if (!signal.aborted) await this.check(key);
      } catch (error) {
        this.logger.warn(error, 'the integrity check was interrupted; trying again');
        waitMs = afterFailureMs;
      }
      await pause(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
