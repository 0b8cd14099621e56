import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Gauge } from 'prom-client';
import type { TenantRegistry } from '#configuration';
import { withAdvisoryLock, type TenantDatabase } from '#database';
import { Problem } from '#http';
import { Waiter } from '#waiting';
import { dayInBerlin, plusDays } from '../debit-day';
import type { Candidates } from './candidates';
import type { Reconciliation } from './reconciliation';
import type { ReconciliationRun, ReconciliationRuns } from './runs';

/** When a city says nothing else, by the clock in Berlin. */
const usualTime = '02:30';
/** Between two looks at the clock, in ms. */
const restMs = 60_000;

const clock = new Intl.DateTimeFormat('de-DE', {
  ...{ timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
});

/**
 * The day whose night came last: today's from its time on, yesterday's before, so that a night which was missed is made up for in
 * the small hours as well. @param reconcileAt by the clock in Berlin, `02:30`
 */
export function lastNight(now: Date, reconcileAt: string): string {
  const today = dayInBerlin(now.toISOString());
  return clock.format(now) >= reconcileAt ? today : plusDays(today, -1);
}

const openDifferences = new Gauge({
  name: 'payment_differences_open',
  help: 'Differences between our books and those of others that nobody has resolved.',
  collect: () => countDifferences(),
});
let countDifferences = async (): Promise<void> => undefined;

/**
 * Has each city reconciled every night, and when its treasury asks for it: once, in whichever instance comes first. A run stands in
 * a table, so one that ended with its process is taken up by the next.
 */
export class NightlyReconciliation implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('reconciliation');
  private readonly waiter = new Waiter();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  /** @param now ms since 1970 */
  constructor(
    private readonly database: TenantDatabase,
    private readonly tenants: Pick<TenantRegistry, 'all'>,
    private readonly runs: ReconciliationRuns,
    private readonly candidates: Candidates,
    private readonly reconciliation: Reconciliation,
    private readonly now: () => number = Date.now,
  ) {}

  onApplicationBootstrap(): void {
    countDifferences = async () => openDifferences.set(await this.candidates.openDifferences());
    this.running ??= this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /**
   * Somebody asks for a run: the one that is under way, whatever it compares, or a new one.
   * @param provider the one whose books are compared
   * @throws Problem `malformed-parameter` for a provider that the city does not have; Error only in a race that is over at once
   */
  async ask(tenant: string, askedBy: string, provider?: string): Promise<ReconciliationRun> {
    if (provider !== undefined && !this.reconciliation.knows(tenant, provider))
      throw new Problem('malformed-parameter', { parameter: 'provider' });
    const run = await this.runs.begin(tenant, { askedBy, provider });
    if (run === undefined) throw new Error('a run was begun and is gone');
    this.waiter.wake();
    return run;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      for (const { key, payment } of this.tenants.all())
        if (payment !== undefined && !signal.aborted)
          await this.look(key, payment.reconcileAt ?? usualTime).catch((error: unknown) =>
            this.logger.warn(
              { tenant: key, err: error },
              'a reconciliation was interrupted; it goes on soon',
            ),
          );
      await this.waiter.wait({ atMostMs: restMs, signal });
    }
  }

  private async look(tenant: string, reconcileAt: string): Promise<void> {
    const night = lastNight(new Date(this.now()), reconcileAt);
    const run = (await this.candidates.hadSome(tenant, night, reconcileAt))
      ? await this.runs.begin(tenant, { askedBy: 'service:payment', night })
      : await this.runs.underWay(tenant);
    if (run === undefined) return;
    // Another instance may be at it: then it is that one's.
    await this.database.acrossTenants((client) =>
      withAdvisoryLock(client, `reconciliation ${tenant}`, async () => {
        const { signal } = this.stopping;
        const { runId, provider } = run;
        if ((await this.runs.underWay(tenant))?.runId !== runId) return;
        let isNoting = false;
        const findings = await this.reconciliation.run(tenant, provider, signal, async (found) => {
          // As often as the table takes it, and in order.
          if (isNoting) return;
          isNoting = true;
          await this.runs.note(tenant, runId, found, { isOver: false }).finally(() => (isNoting = false));
        });
        await this.runs.note(tenant, runId, findings, { isOver: !signal.aborted });
      }),
    );
  }
}
