import type { TenantRegistry } from '#configuration';
import type { TenantDatabase } from '#database';
import { BackgroundCheck, pageDueInMs, restAfterPageMs, type BackgroundWork } from '#verification';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { copyName, type Witness } from '../read-models/witness';
import type { ComparedSources, SourceOfTenant } from './compared-sources';
import { graceMs, isSilence, pageSize, type Comparer } from './comparer';
import type { Findings } from './findings';
import { failures, measureComparison } from './metrics';
import type { SourceStreams } from './source-streams';

/**
 * Compares the witness's copy with its sources so that tampering does not wait for somebody to look: what was heard soon
 * after it was heard, what the sources have recorded and the witness should have heard of, what differed before, and
 * everything in a slow round. Every place is kept in the database, per city and source.
 */
export class BackgroundComparison
  implements BackgroundWork, OnApplicationBootstrap, BeforeApplicationShutdown
{
  readonly name = 'comparison';
  private readonly logger = new Logger('integrity');
  private readonly background: BackgroundCheck;
  /** Copies of which this process has heard something that it has not compared yet. */
  private readonly heard = new Set<string>();
  /** Until when nobody asks whether the next page of a copy's round is due, by `performance.now`. */
  private readonly pageDueAt = new Map<string, number>();
  /** When each source was last asked what it has recorded, by `performance.now`. */
  private readonly asked = new Map<string, number>();
  /** By `performance.now`: whoever wakes this does not hasten the round. */
  private roundRestsUntil = 0;

  constructor(
    database: TenantDatabase,
    private readonly witness: Witness,
    private readonly sourceStreams: SourceStreams,
    private readonly comparer: Comparer,
    private readonly compared: ComparedSources,
    private readonly findings: Findings,
    private readonly tenants: TenantRegistry,
    /** Between two questions to a source what it has recorded. */
    private readonly intervalMs: number,
  ) {
    this.background = new BackgroundCheck(database, this);
  }

  onApplicationBootstrap(): void {
    measureComparison(() => this.compared.figuresOfAll());
    this.witness.onHeard((copies) => {
      for (const copy of copies) this.heard.add(copy);
      this.background.wake();
    });
    this.background.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.background.stop();
  }

  async look(signal: AbortSignal): Promise<number> {
    let restMs = this.intervalMs;
    for (const { key: tenant } of this.tenants.all()) {
      for (const { name: source } of this.comparer.sources) {
        if (signal.aborted) return 0;
        restMs = Math.min(restMs, await this.lookAt({ tenant, source }));
      }
    }
    return restMs;
  }

  /** @returns how long nothing of this source is due, in ms. */
  private async lookAt(of: SourceOfTenant): Promise<number> {
    const copy = copyName(of);
    const asked = this.asked.get(copy);
    const isDue = asked === undefined || performance.now() >= asked + this.intervalMs;
    const wasHeard = this.heard.delete(copy);
    try {
      // What others heard and did not live to compare is found when the source is asked.
      const isCompared = (wasHeard || isDue) && (await this.compareHeard(of));
      // A transaction that was open everywhere hides what was heard: it is looked for once more.
      if (wasHeard && !isCompared && !isDue) this.heard.add(copy);
      if (isDue) await this.ask(of);
      return await this.comparePage(of);
    } catch (error) {
      if (wasHeard) this.heard.add(copy);
      if (!isSilence(error)) throw error;
      failures.inc({ source: of.source });
      this.logger.warn(`${error.message}: its log was not compared`);
      await this.compared.noteUnreachable(of);
      return this.intervalMs;
    }
  }

  /**
   * Also what the source never told: somebody else may have written to the broker in its name. What is heard meanwhile is the
   * next look's: whoever ran after it would compare each case once for every event of it.
   * @returns whether there was anything
   */
  private async compareHeard(of: SourceOfTenant): Promise<boolean> {
    const { tenant, source } = of;
    let { heard } = await this.compared.placeOf(of);
    for (let any = false; ; any = true) {
      const batch = await this.witness.heardAfter(tenant, source, heard, pageSize);
      if (batch === undefined) return any;
      await this.compareThese(of, batch.streamIds);
      heard = batch.upTo;
      await this.compared.moveHeard(of, heard);
      if (batch.isLast) return true;
    }
  }

  private async ask(of: SourceOfTenant): Promise<void> {
    await this.compareRecorded(of);
    await this.compareThese(of, await this.compared.differing(of, pageSize));
    this.asked.set(copyName(of), performance.now());
  }

  /** Whether the witness has heard of what the source has recorded, event by event, without comparing them again. */
  private async compareRecorded(of: SourceOfTenant): Promise<void> {
    const { tenant, source } = of;
    const settledBefore = new Date(Date.now() - graceMs).toISOString();
    let { recorded } = await this.compared.placeOf(of);
    let behind = 0;
    for (let more = true; more;) {
      const place = this.comparer.sources.find(({ name }) => name === source);
      if (place === undefined) return;
      const page = await this.sourceStreams.changesAfter(place, tenant, recorded);
      const heard = await this.witness.versionsOf(tenant, source, [
        ...new Set(page.changes.map(({ streamId }) => streamId)),
      ]);
      const unheard = page.changes.filter(({ streamId, version }) => version > (heard.get(streamId) ?? 0));
      behind += unheard.length;
      const firstUnsettled = page.changes.find(({ recordedAt }) => recordedAt >= settledBefore);
      const settled =
        firstUnsettled === undefined
          ? page.changes
          : page.changes.slice(0, page.changes.indexOf(firstUnsettled));
      const late = unheard.filter((change) => settled.includes(change));
      await this.compareThese(of, [...new Set(late.map(({ streamId }) => streamId))]);
      recorded = settled.at(-1) ?? recorded;
      more = page.more && firstUnsettled === undefined;
      const until = firstUnsettled?.recordedAt ?? settled.at(-1)?.recordedAt ?? settledBefore;
      await this.compared.moveRecorded(of, {
        recorded,
        until: more ? until : later(until, settledBefore),
        behind,
      });
    }
  }

  private async compareThese(of: SourceOfTenant, ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += pageSize) {
      const page = ids.slice(from, from + pageSize);
      await this.findings.keep(
        of,
        { ids: page },
        await this.comparer.compareThese(of.source, of.tenant, page),
      );
    }
  }

  /** The next page of the round, when it is due. @returns how long none is due, in ms. */
  private async comparePage(of: SourceOfTenant): Promise<number> {
    const copy = copyName(of);
    const notBefore = Math.max(this.pageDueAt.get(copy) ?? 0, this.roundRestsUntil) - performance.now();
    if (notBefore > 0) return notBefore;
    const place = await this.compared.placeOf(of);
    const waitMs = pageDueInMs(place);
    // Another instance may have moved the round meanwhile.
    this.pageDueAt.set(copy, performance.now() + Math.min(waitMs, this.intervalMs));
    if (waitMs > 0) return waitMs;
    const began = performance.now();
    const { differences, streams, events, next } = await this.comparer.comparePage(
      of.source,
      of.tenant,
      place.after,
      false,
    );
    const compared = { after: place.after, until: next };
    await this.findings.keep(of, compared, differences, { streams, events, next });
    const restMs = restAfterPageMs(performance.now() - began, place);
    this.roundRestsUntil = performance.now() + restMs;
    return restMs;
  }
}

function later(time: string, other: string): string {
  return time > other ? time : other;
}
