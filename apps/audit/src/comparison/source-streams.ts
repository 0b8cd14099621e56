import { ServiceCaller, ServiceRefused } from '#auth';
import type { PublishingService } from '#contracts';
import type { StoredEvent } from '#event-sourcing';
import type { CheckedAnswers, WrongAnswer } from '#verification';
import type { SourceStream } from '../domain/compare';

/** A service whose log the witness watches, and where it is. */
export interface Source {
  readonly name: PublishingService;
  readonly url: string;
}

interface Page {
  readonly streams: readonly SourceStream[];
  /** How many streams the source has; where it was asked to count them. */
  readonly total?: number;
  readonly next?: string;
}

/** The streams of a source in a range of ids. */
export interface SourceRange {
  readonly streams: ReadonlyMap<string, SourceStream>;
  /** How many streams the source has; where it was asked to count them. */
  readonly total?: number;
}

/** A place in the feed of a source. */
export interface SourcePosition {
  readonly transactionId: string;
  /** Decimal text. */
  readonly position: string;
}

/** An event that a source has recorded, by its place alone. */
export interface SourceChange extends SourcePosition {
  readonly streamId: string;
  readonly version: number;
  /** UTC, ISO 8601 with microseconds. */
  readonly recordedAt: string;
}

/** How long a source may take, in ms: checking a page re-hashes and folds every stream of it. */
const patienceMs = 30_000;

/** What the sources say of their own logs. */
export class SourceStreams {
  constructor(private readonly caller: ServiceCaller) {}

  /**
   * One stream of a source; undefined when it has none of this id.
   * @throws Unavailable or ServiceRefused
   */
  async one(source: Source, tenant: string, streamId: string): Promise<SourceStream | undefined> {
    try {
      const path = `/internal/streams/${streamId}`;
      return await this.caller.call<SourceStream>({
        service: source.name,
        baseUrl: source.url,
        path,
        tenant,
      });
    } catch (error) {
      if (error instanceof ServiceRefused && error.status === 404) return undefined;
      throw error;
    }
  }

  /**
   * One stream exactly as its source stores it, content sealed.
   * @throws Unavailable or ServiceRefused
   */
  async stored(source: Source, tenant: string, streamId: string): Promise<readonly StoredEvent[]> {
    const { events } = await this.ask<{ readonly events: readonly StoredEvent[] }>(
      source,
      tenant,
      `/${streamId}/stored`,
    );
    return events;
  }

  /**
   * These streams of a source, at most 200; one that it does not have has no hashes.
   * @throws Unavailable or ServiceRefused
   */
  async these(
    source: Source,
    tenant: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, SourceStream>> {
    const { streams } = await this.ask<Page>(source, tenant, `?ids=${ids.join(',')}`);
    return new Map(streams.map((stream) => [stream.streamId, stream]));
  }

  /**
   * What a source has recorded after a place in its feed: some of it, the oldest first.
   * @throws Unavailable or ServiceRefused
   */
  async changesAfter(
    source: Source,
    tenant: string,
    { transactionId, position }: SourcePosition,
  ): Promise<{ readonly changes: readonly SourceChange[]; readonly more: boolean }> {
    return this.ask(source, tenant, `/changes?transactionId=${transactionId}&position=${position}`);
  }

  /**
   * Answers that a source keeps for repeated commands and that its log does not bear out, page by page.
   * @throws Unavailable or ServiceRefused
   */
  async *wrongAnswers(source: Source, tenant: string): AsyncIterable<readonly WrongAnswer[]> {
    let after: string | undefined;
    do {
      const rest = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
      const page: CheckedAnswers = await this.ask(source, tenant, `/answers${rest}`);
      yield page.wrong;
      after = page.next;
    } while (after !== undefined);
  }

  /**
   * Every stream of a source with an id after `after`, up to and including `until`.
   * @throws Unavailable or ServiceRefused
   */
  async between(
    source: Source,
    tenant: string,
    after: string | undefined,
    until: string | undefined,
    counted: boolean,
  ): Promise<SourceRange> {
    const streams = new Map<string, SourceStream>();
    let total: number | undefined;
    let from = after;
    do {
      const query = new URLSearchParams();
      if (from !== undefined) query.set('after', from);
      if (until !== undefined) query.set('until', until);
      if (counted && total === undefined) query.set('counted', 'true');
      const page: Page = await this.ask<Page>(source, tenant, `?${query}`);
      for (const stream of page.streams) streams.set(stream.streamId, stream);
      total ??= page.total;
      from = page.next;
    } while (from !== undefined);
    return { streams, ...(total === undefined ? {} : { total }) };
  }

  private ask<Answer>(source: Source, tenant: string, rest: string): Promise<Answer> {
    return this.caller.call<Answer>({
      service: source.name,
      baseUrl: source.url,
      path: `/internal/streams${rest}`,
      tenant,
      timeoutMs: patienceMs,
    });
  }
}
