import type { DomainEvent } from './decider';
import { soonestDue } from './due';
import {
  KeyAlreadyUsed,
  KeyReused,
  VersionConflict,
  type Append,
  type EventStore,
  type ForCommand,
  type FeedPosition,
  type FeedReading,
  type HashedHead,
  type IdempotencyKey,
  type InlineRow,
  type KeptAnswer,
  type StreamHistory,
  type StreamName,
  type StreamReading,
  type Until,
} from './event-store';
import { readAll } from './fold-stream';
import { verifyChain, type StoredEvent } from './hash-chain';
import {
  checkStreamId,
  feedEvent,
  headAfter,
  later,
  readableEvents,
  recordedEvent,
  storedEvents,
} from './recorded-event';
import { isFull } from './rows';
import { UnderWay } from './under-way';
import { Upcasters, type Upcaster } from './upcasting';

/** A row of an inline read model. */
export type InMemoryRow = Readonly<Record<string, unknown>> & StreamName & { readonly version: number };

/** The event store for specs: the same contract as the PostgreSQL one, without a database and without waiting. */
export class InMemoryEventStore implements EventStore {
  readonly insideTransaction = false;
  private readonly log: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly tables = new Map<string, Map<string, InMemoryRow>>();
  private readonly keptAnswers = new Map<string, KeptAnswer & { readonly fingerprint: string }>();
  private readonly listeners = new Set<() => void>();
  private readonly dueListeners = new Set<(at: string) => void>();
  private readonly upcasters: Upcasters;
  private readonly underWay = new UnderWay();

  /** @param clock UTC, ISO 8601 with microseconds; default: the computer's clock. */
  constructor(
    private readonly clock: () => string = microsecondClock,
    upcasters: readonly Upcaster[] = [],
  ) {
    this.upcasters = new Upcasters(upcasters);
  }

  async read<Event extends DomainEvent = DomainEvent>(
    stream: StreamName,
    options: Until | ForCommand = {},
  ): Promise<StreamReading<Event>> {
    return options.afterVersion === undefined
      ? readAll((page) => this.readPage<Event>(stream, page), options)
      : this.readPage<Event>(stream, options);
  }

  private async readPage<Event extends DomainEvent>(
    stream: StreamName,
    options: Until | ForCommand,
  ): Promise<StreamReading<Event>> {
    checkStreamId(stream);
    const { afterVersion = 0 } = options;
    const until: Until = 'idempotency' in options ? {} : options;
    const { upToVersion = Infinity, upToTime = '9999' } = until;
    const kept =
      'idempotency' in options ? await this.keptAnswer(stream.tenant, options.idempotency) : undefined;
    const stored = this.stored(stream);
    const found = (until.onlyLast ? stored.slice(-1) : stored).filter(
      ({ version, recordedAt }) => version > afterVersion && version <= upToVersion && recordedAt <= upToTime,
    );
    const full = found.findIndex((_, index) => isFull(found.slice(0, index + 1)));
    const events = full === -1 ? found : found.slice(0, full + 1);
    const last = events.at(-1);
    return {
      events: events.map((event) => recordedEvent<Event>(event, this.upcasters)),
      version: last?.version ?? afterVersion,
      now: later(this.clock(), last?.recordedAt),
      ...(kept && { kept }),
      ...(full !== -1 && { more: true as const }),
    };
  }

  async append(append: Append): Promise<HashedHead> {
    if (append.alongside) throw new TypeError('rows alongside an append need a database');
    const { tenant, streamId, expectedVersion, idempotency } = append;
    const events = storedEvents(append, this.upcasters);
    const stream = this.stored(append);
    const last = stream.at(-1);
    if (idempotency !== undefined && this.keptAnswers.has(nameOf(tenant, idempotency.key))) {
      throw new KeyAlreadyUsed(idempotency.key);
    }
    const continues =
      stream.length === expectedVersion &&
      (last === undefined || (last.hash === append.previousHash && last.streamType === append.streamType));
    if (events.length > 0 && !continues) throw new VersionConflict({ tenant, streamId }, expectedVersion);

    const { rows = [] } = append;
    for (const { table, was, key } of rows) {
      const present = this.tables.get(table)?.get(rowName(append, key));
      if (was !== undefined && present?.version !== was)
        throw new VersionConflict({ tenant, streamId }, expectedVersion);
    }

    const version = expectedVersion + events.length;
    if (events.length > 0) this.streams.set(nameOf(tenant, streamId), [...stream, ...events]);
    this.log.push(...events);
    for (const { table, row, key, was, isThere } of rows) {
      const ofTable = this.tables.get(table) ?? new Map<string, InMemoryRow>();
      this.tables.set(table, ofTable);
      const name = rowName(append, key);
      const itsVersion = was === undefined ? version : was + 1;
      if (isThere && !ofTable.has(name)) continue;
      if (row === undefined) ofTable.delete(name);
      else ofTable.set(name, { tenant, streamId, version: itsVersion, ...key, ...row });
    }
    if (idempotency !== undefined) {
      const { key, fingerprint, answer } = idempotency;
      this.keptAnswers.set(nameOf(tenant, key), { fingerprint, streamId, version, answer: asJson(answer) });
    }
    if (events.length > 0) for (const listener of this.listeners) listener();
    const dueAt = soonestDue(rows);
    if (dueAt !== undefined) for (const listener of this.dueListeners) listener(dueAt);
    return headAfter(append, events);
  }

  async keptAnswer(tenant: string, { key, fingerprint }: IdempotencyKey): Promise<KeptAnswer | undefined> {
    const kept = this.keptAnswers.get(nameOf(tenant, key));
    if (kept === undefined) return undefined;
    if (kept.fingerprint !== fingerprint) throw new KeyReused(key);
    const { streamId, version, answer } = kept;
    return { streamId, version, answer };
  }

  alone<T extends object>(
    tenant: string,
    { key }: IdempotencyKey,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    return this.underWay.alone(nameOf(tenant, key), work);
  }

  async history<Event extends DomainEvent = DomainEvent>(stream: StreamName): Promise<StreamHistory<Event>> {
    checkStreamId(stream);
    return this.checked(stream, this.stored(stream));
  }

  async *allStreams<Event extends DomainEvent = DomainEvent>(
    streamType: string,
  ): AsyncIterable<StreamHistory<Event>> {
    for (const name of [...this.streams.keys()].sort()) {
      const events = this.streams.get(name) ?? [];
      const [first] = events;
      if (first?.streamType === streamType) yield this.checked(first, events);
    }
  }

  async readFeed(after: FeedPosition | undefined, limit: number): Promise<FeedReading> {
    const start = Number(after?.position ?? 0);
    const events = this.log
      .slice(start, start + limit)
      .map((event, index) => feedEvent(event, placeOf(start + index + 1), this.upcasters));
    return { events, heldBack: false };
  }

  async endOfFeed(): Promise<FeedPosition> {
    return placeOf(this.log.length);
  }

  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  onDue(listener: (at: string) => void): () => void {
    this.dueListeners.add(listener);
    return () => void this.dueListeners.delete(listener);
  }

  /** The rows of an inline read model, of all tenants. */
  rows(table: string): readonly InMemoryRow[] {
    return [...(this.tables.get(table)?.values() ?? [])];
  }

  private stored({ tenant, streamId }: StreamName): readonly StoredEvent[] {
    return this.streams.get(nameOf(tenant, streamId)) ?? [];
  }

  private checked<Event extends DomainEvent>(
    { tenant, streamId }: StreamName,
    stored: readonly StoredEvent[],
  ): StreamHistory<Event> {
    return {
      tenant,
      streamId,
      streamType: stored[0]?.streamType ?? '',
      ...readableEvents<Event>(stored, this.upcasters),
      brokenAt: verifyChain(stored),
    };
  }
}

function microsecondClock(): string {
  const microseconds = Math.round((performance.timeOrigin + performance.now()) * 1_000);
  const toTheMillisecond = new Date(Math.floor(microseconds / 1_000)).toISOString().slice(0, -1);
  return `${toTheMillisecond}${`${microseconds % 1_000}`.padStart(3, '0')}Z`;
}

const placeOf = (nth: number): FeedPosition => ({ transactionId: `${nth}`, position: `${nth}` });

const nameOf = (tenant: string, name: string) => `${tenant}\n${name}`;

const rowName = ({ tenant, streamId }: StreamName, key: InlineRow['key'] = {}) =>
  [tenant, streamId, ...Object.values(key)].join('\n');

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
