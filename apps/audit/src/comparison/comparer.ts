import { Unavailable } from '#availability';
import { ServiceRefused } from '#auth';
import { Problem } from '#http';
import { Logger } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { compareStream, type CopiedStream, type Difference } from '../domain/compare';
import type { Witness } from '../read-models/witness';
import type { IntegrityReport, SourceReport } from './integrity-report';
import type { Source, SourceStreams } from './source-streams';

/** Streams that are compared at once. */
const pageSize = 200;
/** Differences of one source that a report names; the rest is counted. */
const namedDifferences = 100;
/** Milliseconds that an event may be on its way to the witness before its absence is a difference. */
const graceMs = 30_000;

const streamsCompared = new Gauge({
  name: 'audit_streams_compared',
  help: 'Streams that the last comparison with a source covered.',
  labelNames: ['tenant', 'source'] as const,
});
const differencesFound = new Gauge({
  name: 'audit_differences',
  help: 'Differences between a source and its witness that the last comparison found. Anything but 0 is an alarm.',
  labelNames: ['tenant', 'source'] as const,
});
const eventsBehind = new Gauge({
  name: 'audit_events_behind',
  help: 'Events that a source had and the witness had not heard of at the last comparison.',
  labelNames: ['tenant', 'source'] as const,
});
const failures = new Counter({
  name: 'audit_comparisons_failed_total',
  help: 'Comparisons that a source did not answer.',
  labelNames: ['source'] as const,
});

/** What comparing some streams of a source led to. */
export interface ComparedPage {
  readonly streams: number;
  readonly events: number;
  readonly behind: number;
  readonly differences: readonly Difference[];
  /** How many streams the source has; on the first page. */
  readonly total?: number;
  /** Id to go on after; absent on the last page. */
  readonly next?: string;
}

/** Whether the witness hears what is told now, and if not, why. */
export type Reception = Pick<IntegrityReport, 'receiving' | 'notReceivingBecause'>;

/** Compares the witness's copy with what the sources say today. */
export class Comparer {
  private readonly logger = new Logger('integrity');
  private readonly reports = new Map<string, IntegrityReport>();

  constructor(
    private readonly witness: Witness,
    private readonly sourceStreams: SourceStreams,
    private readonly sources: readonly Source[],
    /** An outage of the broker and a log that somebody forged look alike in the copy; this tells them apart. */
    readonly reception: () => Promise<Reception>,
  ) {}

  /** The names of the services whose logs are watched. */
  get sourceNames(): readonly string[] {
    return this.sources.map(({ name }) => name);
  }

  /** The last report about a tenant, or a fresh one when there is none yet. */
  async latest(tenant: string): Promise<IntegrityReport> {
    return this.reports.get(tenant) ?? this.compare(tenant);
  }

  /** Compares every stream of a tenant now. */
  async compare(tenant: string): Promise<IntegrityReport> {
    const sources: SourceReport[] = [];
    for (const source of this.sources) sources.push(await this.compareSource(source, tenant));
    const sum = (field: 'streams' | 'events' | 'differenceCount') =>
      sources.reduce((total, source) => total + source[field], 0);
    const report: IntegrityReport = {
      checkedAt: new Date().toISOString(),
      intact: sources.every(({ reachable, differenceCount }) => reachable && differenceCount === 0),
      streams: sum('streams'),
      events: sum('events'),
      differenceCount: sum('differenceCount'),
      ...(await this.reception()),
      sources,
    };
    this.reports.set(tenant, report);
    return report;
  }

  private async compareSource(source: Source, tenant: string): Promise<SourceReport> {
    const report: SourceReport = {
      source: source.name,
      reachable: true,
      streams: 0,
      events: 0,
      behind: 0,
      differenceCount: 0,
      differences: [],
    };
    try {
      await this.compareStreams(source, tenant, report);
    } catch (error) {
      if (!(error instanceof Unavailable || error instanceof ServiceRefused)) throw error;
      report.reachable = false;
      failures.inc({ source: source.name });
      this.logger.warn(`${error.message}: its log was not compared`);
    }
    await this.tell(tenant, report);
    return report;
  }

  private async compareStreams(source: Source, tenant: string, report: SourceReport): Promise<void> {
    let after: string | undefined;
    do {
      const page = await this.comparePage(source.name, tenant, after);
      report.streams += page.streams;
      report.events += page.events;
      report.behind += page.behind;
      this.note(report, page.differences);
      after = page.next;
    } while (after !== undefined);
  }

  /**
   * Compares the streams of a source that follow after an id.
   * @throws Unavailable or ServiceRefused
   */
  async comparePage(sourceName: string, tenant: string, after: string | undefined): Promise<ComparedPage> {
    const source = this.sources.find(({ name }) => name === sourceName);
    if (source === undefined) throw new Problem('not-found');
    const settledBefore = new Date(Date.now() - graceMs).toISOString();
    // The copy first: an event on its way is then missing in the copy, never in the source.
    const copies = await this.witness.streams(tenant, source.name, { after, limit: pageSize });
    const next = copies.length < pageSize ? undefined : copies.at(-1)?.streamId;
    const { streams: originals, total } = await this.sourceStreams.between(source, tenant, after, next);
    const copyOf = new Map<string, CopiedStream>(copies.map((copy) => [copy.streamId, copy]));
    const streamIds = new Set([...copyOf.keys(), ...originals.keys()]);
    const compared = [...streamIds].map((streamId) =>
      compareStream(originals.get(streamId), copyOf.get(streamId), settledBefore),
    );
    return {
      streams: streamIds.size,
      events: copies.reduce((sum, { links }) => sum + links.length, 0),
      behind: compared.reduce((sum, { behind }) => sum + behind, 0),
      differences: compared.flatMap(({ differences }) => differences),
      ...(total === undefined ? {} : { total }),
      ...(next === undefined ? {} : { next }),
    };
  }

  private note(report: SourceReport, differences: readonly Difference[]): void {
    report.differenceCount += differences.length;
    report.differences.push(...differences.slice(0, namedDifferences - report.differences.length));
  }

  private async tell(
    tenant: string,
    { source, streams, behind, differenceCount, differences }: SourceReport,
  ): Promise<void> {
    streamsCompared.set({ tenant, source }, streams);
    eventsBehind.set({ tenant, source }, behind);
    differencesFound.set({ tenant, source }, differenceCount);
    if (differenceCount === 0) return;
    this.logger.error({
      msg: 'ALARM: the log of a service and its witness do not say the same',
      alarm: 'integrity',
      tenant,
      source,
      differenceCount,
      first: differences[0],
      ...(await this.reception()),
    });
  }
}
