import { Unavailable } from '#availability';
import { ServiceRefused } from '#auth';
import { Problem } from '#http';
import { groupBy } from '../domain/chain';
import { compareStream, type CopiedStream, type Difference, type SourceStream } from '../domain/compare';
import type { Witness } from '../read-models/witness';
import type { ComparedSources, SourceFigures } from './compared-sources';
import type { Findings, Reception } from './findings';
import type { IntegrityReport, SourceReport } from './integrity-report';
import type { Source, SourceStreams } from './source-streams';

/** Streams that are compared at once. */
export const pageSize = 200;
/** Differences of one source that a report names; the rest is counted. */
const namedDifferences = 100;
/** Milliseconds that an event may be on its way to the witness before its absence is a difference. */
export const graceMs = 30_000;

/** What comparing some streams of a source led to. */
export interface ComparedPage {
  readonly streams: number;
  readonly events: number;
  readonly behind: number;
  readonly differences: readonly Difference[];
  /** How many streams the source has; where it was asked to count them. */
  readonly total?: number;
  /** Id to go on after; absent on the last page. */
  readonly next?: string;
}

/** Compares the witness's copy with what the sources say today, and reports what is known of it. */
export class Comparer {
  constructor(
    private readonly witness: Witness,
    private readonly sourceStreams: SourceStreams,
    private readonly compared: ComparedSources,
    private readonly findings: Findings,
    readonly sources: readonly Source[],
  ) {}

  reception(): Promise<Reception> {
    return this.findings.reception();
  }

  /** What the comparison in the background has found; compared now where it has not once been through a source. */
  async latest(tenant: string): Promise<IntegrityReport> {
    const figures = await this.compared.figuresOf(tenant);
    const reports: SourceReport[] = [];
    for (const { name } of this.sources) {
      const known = figures.find(({ source }) => source === name);
      if (known === undefined || known.checkedAt === null) return this.compare(tenant);
      reports.push(reportOf(known));
    }
    const oldest = (times: readonly (string | null)[]) => times.toSorted()[0] ?? null;
    return this.report(
      oldest(reports.map(({ checkedAt }) => checkedAt)) ?? '',
      oldest(reports.map(({ changesComparedUntil }) => changesComparedUntil)),
      reports,
    );
  }

  /** Compares every stream of a tenant now. */
  async compare(tenant: string): Promise<IntegrityReport> {
    const reports: SourceReport[] = [];
    for (const source of this.sources) reports.push(await this.compareSource(source, tenant));
    const now = new Date().toISOString();
    return this.report(now, now, reports);
  }

  /**
   * Compares the streams of a source that follow after an id.
   * @param counted whether the source counts its streams
   * @throws Unavailable or ServiceRefused
   */
  async comparePage(
    sourceName: string,
    tenant: string,
    after: string | undefined,
    counted: boolean,
  ): Promise<ComparedPage> {
    const source = this.sourceOf(sourceName);
    // The copy first: an event on its way is then missing in the copy, never in the source.
    const copies = await this.witness.streams(tenant, source.name, { after, limit: pageSize });
    const next = copies.length < pageSize ? undefined : copies.at(-1)?.streamId;
    const { streams: originals, total } = await this.sourceStreams.between(
      source,
      tenant,
      after,
      next,
      counted,
    );
    return {
      ...compareAll(copies, originals),
      ...(total === undefined ? {} : { total }),
      ...(next === undefined ? {} : { next }),
    };
  }

  /**
   * As `comparePage`, for who asks on their own account; what differs is kept for everybody.
   * @throws Unavailable or ServiceRefused
   */
  async comparePageNow(
    sourceName: string,
    tenant: string,
    after: string | undefined,
    counted: boolean,
  ): Promise<ComparedPage> {
    const page = await this.comparePage(sourceName, tenant, after, counted);
    await this.findings.note({ tenant, source: this.sourceOf(sourceName).name }, page.differences);
    return page;
  }

  /** Compares a stream of which a reader was shown something that is not confirmed. A source that is silent by now has to wait. */
  async doubt(sourceName: string, tenant: string, streamId: string): Promise<void> {
    try {
      const differences = await this.compareThese(sourceName, tenant, [streamId]);
      await this.findings.note({ tenant, source: this.sourceOf(sourceName).name }, differences);
    } catch (error) {
      if (!isSilence(error)) throw error;
    }
  }

  /**
   * Compares these streams of a source, at most `pageSize`.
   * @throws Unavailable or ServiceRefused
   */
  async compareThese(
    sourceName: string,
    tenant: string,
    ids: readonly string[],
  ): Promise<readonly Difference[]> {
    const copies = await this.witness.theseStreams(tenant, sourceName, ids);
    const originals = await this.sourceStreams.these(this.sourceOf(sourceName), tenant, ids);
    return compareAll(copies, originals).differences;
  }

  /**
   * The answers that a source keeps for repeated commands and that its log does not bear out.
   * @throws Unavailable or ServiceRefused
   */
  async wrongAnswers(sourceName: string, tenant: string): Promise<readonly Difference[]> {
    const differences: Difference[] = [];
    for await (const answers of this.sourceStreams.wrongAnswers(this.sourceOf(sourceName), tenant)) {
      for (const { streamId, version, reason } of answers)
        differences.push({ kind: 'answer-differs', streamId, streamType: '', version, detail: reason });
    }
    return differences;
  }

  private sourceOf(name: string): Source {
    const source = this.sources.find((candidate) => candidate.name === name);
    if (source === undefined) throw new Problem('not-found');
    return source;
  }

  private async compareSource({ name: source }: Source, tenant: string): Promise<SourceReport> {
    const sum = { streams: 0, events: 0, behind: 0 };
    const differences: Difference[] = [];
    let reachable = true;
    try {
      let after: string | undefined;
      do {
        const page = await this.comparePageNow(source, tenant, after, false);
        sum.streams += page.streams;
        sum.events += page.events;
        sum.behind += page.behind;
        differences.push(...page.differences);
        after = page.next;
      } while (after !== undefined);
      differences.push(...(await this.wrongAnswers(source, tenant)));
    } catch (error) {
      if (!isSilence(error)) throw error;
      reachable = false;
    }
    const now = new Date().toISOString();
    return reportOf({
      ...{ tenant, source, reachable, ...sum, differences },
      checkedAt: reachable ? now : null,
      changesComparedUntil: reachable ? now : null,
    });
  }

  private async report(
    checkedAt: string,
    changesComparedUntil: string | null,
    sources: SourceReport[],
  ): Promise<IntegrityReport> {
    const sum = (field: 'streams' | 'events' | 'differenceCount') =>
      sources.reduce((total, source) => total + source[field], 0);
    return {
      checkedAt,
      changesComparedUntil,
      intact: sources.every(({ reachable, differenceCount }) => reachable && differenceCount === 0),
      streams: sum('streams'),
      events: sum('events'),
      differenceCount: sum('differenceCount'),
      ...(await this.reception()),
      sources,
    };
  }
}

/** Whether a source did not answer, or not as a source does: then nothing is known about its log. */
export function isSilence(error: unknown): error is Unavailable | ServiceRefused {
  return error instanceof Unavailable || error instanceof ServiceRefused;
}

function compareAll(
  copies: readonly CopiedStream[],
  originals: ReadonlyMap<string, SourceStream>,
): Pick<ComparedPage, 'streams' | 'events' | 'behind' | 'differences'> {
  const settledBefore = new Date(Date.now() - graceMs).toISOString();
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
  };
}

/** As many differences as may be named: one of each kind in turn, so that many of one hide no other. */
export function ofEveryKind(differences: readonly Difference[], most: number): Difference[] {
  const byKind = [...groupBy(differences, ({ kind }) => kind).values()];
  const named = new Set<Difference>();
  for (let turn = 0; named.size < Math.min(most, differences.length); turn += 1)
    for (const ofKind of byKind) {
      const next = ofKind[turn];
      if (next !== undefined && named.size < most) named.add(next);
    }
  return differences.filter((difference) => named.has(difference));
}

function reportOf({ tenant: _, differences, ...figures }: SourceFigures): SourceReport {
  return {
    ...figures,
    differenceCount: differences.length,
    differences: ofEveryKind(differences, namedDifferences),
  };
}
