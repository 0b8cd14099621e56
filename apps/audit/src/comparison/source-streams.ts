import { ServiceCaller, ServiceRefused } from '#auth';
import type { SourceStream } from '../domain/compare';

/** A service whose log the witness watches, and where it is. */
export interface Source {
  readonly name: string;
  readonly url: string;
}

interface Page {
  readonly streams: readonly SourceStream[];
  /** How many streams the source has; on its first page. */
  readonly total?: number;
  readonly next?: string;
}

/** The streams of a source in a range of ids. */
export interface SourceRange {
  readonly streams: ReadonlyMap<string, SourceStream>;
  /** How many streams the source has; known when the range begins with the first. */
  readonly total?: number;
}

/** Checking a page re-hashes and folds every stream of it; milliseconds. */
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
   * Every stream of a source with an id after `after`, up to and including `until`.
   * @throws Unavailable or ServiceRefused
   */
  async between(
    source: Source,
    tenant: string,
    after: string | undefined,
    until: string | undefined,
  ): Promise<SourceRange> {
    const streams = new Map<string, SourceStream>();
    let total: number | undefined;
    let from = after;
    do {
      const query = new URLSearchParams();
      if (from !== undefined) query.set('after', from);
      if (until !== undefined) query.set('until', until);
      const page: Page = await this.caller.call<Page>({
        service: source.name,
        baseUrl: source.url,
        path: `/internal/streams?${query}`,
        tenant,
        timeoutMs: patienceMs,
      });
      for (const stream of page.streams) streams.set(stream.streamId, stream);
      total ??= page.total;
      from = page.next;
    } while (from !== undefined);
    return { streams, ...(total === undefined ? {} : { total }) };
  }
}
