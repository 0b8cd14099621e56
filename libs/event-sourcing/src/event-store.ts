import type { DomainEvent } from './decider';

/** Who caused an event. Ids only: names and addresses never enter an event header. */
export interface Actor {
  /** Person id (UUID), or `service:<name>` for a process that acts by itself. */
  readonly personId: string;
  /** The role in which the person acted. */
  readonly role:
    'citizen' | 'caseworker' | 'head-of-office' | 'treasury' | 'auditor' | 'operator' | 'service';
  /** The person on whose behalf the actor acted, where that is somebody else (representation). */
  readonly actingFor?: string;
}

/** The header fields that say why an event exists. Stored byte-exact and part of the hash. */
export interface EventMetadata {
  readonly actor: Actor;
  /** Id of the command that caused the event (UUID). */
  readonly commandId: string;
  /** Id shared by everything that follows from one request (UUID). */
  readonly correlationId: string;
  /** Id of the command or of the event (`<stream>/<version>`) that directly caused this one. */
  readonly causationId: string;
}

/** Names one stream: the tenant it belongs to and its id. */
export interface StreamName {
  readonly tenant: string;
  /** UUID. */
  readonly streamId: string;
}

/** What the log knows of an event besides what happened. */
export interface EventHeader extends StreamName {
  /** What kind of stream this is, e.g. `application`; one decider per stream type. */
  readonly streamType: string;
  /** 1 for the first event of a stream, without gaps. */
  readonly version: number;
  /** The schema the data has; after upcasting, the newest one. */
  readonly schemaVersion: number;
  readonly metadata: EventMetadata;
  /** UTC, ISO 8601 with microseconds (`2026-11-20T15:42:13.123456Z`), by the database's clock. */
  readonly recordedAt: string;
  /** SHA-256 over the previous hash, the header and the payload, lower-case hex. */
  readonly hash: string;
  /** Empty for the first event of a stream. */
  readonly previousHash: string;
}

/** An event as it stands in the log: the domain event and its header. */
export type RecordedEvent<Event extends DomainEvent = DomainEvent> = EventHeader & Event;

/**
 * Most that is read of events at once, in characters of their data (and the event that goes beyond it): whatever somebody
 * made of one stream, nobody else's memory pays for it.
 */
export const pageSize = 2_000_000;

/** Reads one page of a stream instead of all of it: what comes after a version, up to {@link pageSize}. */
export interface Paged {
  /** 0 for the first page. The reading says whether there may be `more`. */
  readonly afterVersion?: number;
}

/** Up to where a stream is read, inclusive. */
export interface Until extends Paged {
  readonly upToVersion?: number;
  /** UTC, ISO 8601. */
  readonly upToTime?: string;
  /** The last event of all alone; then the other two say nothing. */
  readonly onlyLast?: true;
}

/** The key of a command that may be a repetition: its first answer is looked up in the same round trip. */
export interface ForCommand extends Paged {
  readonly idempotency: IdempotencyKey;
}

/** A stream as read: its events and the database's time of the reading, which dates the events decided upon it. */
export interface StreamReading<Event extends DomainEvent = DomainEvent> {
  readonly events: readonly RecordedEvent<Event>[];
  /** 0 for a stream that does not exist. */
  readonly version: number;
  /** UTC, ISO 8601 with microseconds, by the database's clock. */
  readonly now: string;
  /** The first answer under the key that was read with; absent when the key has not been used. */
  readonly kept?: KeptAnswer;
  /** Of a page: there may be more events after these. */
  readonly more?: true;
}

/**
 * A read model that never lags: one row per stream, written by the very statement that appends.
 * The row is a pure function of the folded state, so "read model = fold" holds by construction.
 */
export interface InlineReadModel<State> {
  /** Qualified table name, e.g. `application.my_applications`. Its primary key is `(tenant, stream_id)`. */
  readonly table: string;
  /** Every column besides `tenant`, `stream_id` and `version`, with its SQL type, e.g. `{ status: 'text', updated_at: 'timestamptz' }`. */
  readonly columns: Readonly<Record<string, string>>;
  /** The row for a state; `undefined` where this stream has none (no longer). */
  row(state: State, head: StreamHead): Readonly<Record<string, unknown>> | undefined;
}

/** Where a stream stands after an append. */
export interface StreamHead extends StreamName {
  readonly version: number;
  /** Time of the last event, UTC, ISO 8601 with microseconds. */
  readonly recordedAt: string;
}

/** The same with the hash of the last event, lower-case hex: what the next append names. Empty for a stream without events. */
export interface HashedHead extends StreamHead {
  readonly hash: string;
}

/** A row to be written with an append: the read model and the row that its `row` function returned. */
export interface InlineRow {
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
  /** `undefined` removes the stream's row. */
  readonly row: Readonly<Record<string, unknown>> | undefined;
  /** Where a stream has several rows: the text columns of the primary key beside `tenant` and `stream_id`. */
  readonly key?: Readonly<Record<string, string>>;
  /**
   * For a row with a version of its own (a draft): it has to exist at exactly this version, or nothing at all is written
   * and the append is a `VersionConflict`. A row that is written then stands at the next version.
   */
  readonly was?: number;
  /** For a row with a version of its own that is made: at which it begins. Default: at the stream's. */
  readonly version?: number;
  /** Only a row that is there is changed, none is made: for what is written without an event, and may come too late. */
  readonly isThere?: true;
}

/**
 * A row of another table, of text values beside its tenant, that is inserted by the statement of an append, also of one without
 * events. Where its key is there already, nothing is appended and the database's error is thrown: what must not happen twice
 * is named by such a row.
 */
export interface RowAlongside {
  readonly table: string;
  readonly row: Readonly<Record<string, string>>;
}

/** The key under which a command's first answer is kept (HTTP `Idempotency-Key`, scoped to the person). */
export interface IdempotencyKey {
  /** The caller's key, already scoped: `<personId>:<Idempotency-Key>`. */
  readonly key: string;
  /** SHA-256 hex over what was asked (method, path and body). The same key with another fingerprint is refused. */
  readonly fingerprint: string;
}

/** What the first execution of a command led to. */
export interface KeptAnswer {
  readonly streamId: string;
  readonly version: number;
  /** The answer as it was given, JSON without personal data. */
  readonly answer: unknown;
}

export interface NewEvent<Event extends DomainEvent = DomainEvent> {
  readonly type: Event['type'];
  readonly data: Event['data'];
  /** Default 1. */
  readonly schemaVersion?: number;
}

export interface Append extends StreamName {
  readonly streamType: string;
  /** The version the decision was made upon; 0 for a new stream. */
  readonly expectedVersion: number;
  readonly events: readonly NewEvent[];
  readonly metadata: EventMetadata;
  /** `now` of the reading the decision was made upon. */
  readonly recordedAt: string;
  /** Hash of the last event read; omitted for a new stream. */
  readonly previousHash?: string;
  readonly rows?: readonly InlineRow[];
  readonly idempotency?: IdempotencyKey & { readonly answer: unknown };
  readonly alongside?: RowAlongside | undefined;
}

/**
 * The append-only log. Two implementations share one contract test suite: PostgreSQL and in-memory.
 * Nobody can update or delete an event through it, and the database refuses it too.
 */
export interface EventStore {
  /** True inside a caller's transaction (`within`): a conflict there ends the whole transaction, so nothing is retried. */
  readonly insideTransaction: boolean;
  /**
   * Reads a stream in order of version: all of it, its past (`Until`), or all of it for a command (`ForCommand`), at once or
   * page by page (`Paged`; `foldStream` does that).
   * @throws UnreadableEvent when one of its events cannot be read.
   * @throws KeyReused when the idempotency key to be looked up was used for something else.
   */
  read<Event extends DomainEvent = DomainEvent>(
    stream: StreamName,
    options?: Until | ForCommand,
  ): Promise<StreamReading<Event>>;
  /**
   * Appends events and writes the inline rows and the idempotency key, all or nothing. Without events only rows and
   * answer are kept: the answer to a command whose wish was already true, or which changes what is not history.
   * @returns where the stream stands now: what the next append names.
   * @throws VersionConflict when the stream is not at `expectedVersion` with `previousHash`, or a row not as it `was`.
   * @throws KeyAlreadyUsed when the idempotency key exists (look the answer up with `keptAnswer`).
   * @throws Unavailable when the database does not answer.
   */
  append(append: Append): Promise<HashedHead>;
  /**
   * The first answer given under a key, or undefined.
   * @throws KeyReused when the key was used for something else.
   */
  keptAnswer(tenant: string, key: IdempotencyKey): Promise<KeptAnswer | undefined>;
  /**
   * Runs `work` unless a command with this key is under way, in whatever process: then waits until it may have ended.
   * For work that leaves something behind before its append finds the used key. Not inside a caller's transaction.
   * @returns undefined, without running `work`, when another one was under way: read again whether it has left an answer.
   */
  alone<T extends object>(
    tenant: string,
    key: IdempotencyKey,
    work: () => Promise<T>,
  ): Promise<T | undefined>;
  /** One stream with its hash chain checked: the case file as an auditor reads it. */
  history<Event extends DomainEvent = DomainEvent>(stream: StreamName): Promise<StreamHistory<Event>>;
  /** Every stream of a type, of all tenants, one after another, checked like `history`. For `verify` and `rebuild`. */
  allStreams<Event extends DomainEvent = DomainEvent>(
    streamType: string,
  ): AsyncIterable<StreamHistory<Event>>;
  /**
   * The feed: committed events of all tenants after a checkpoint, in an order that is final. Each stream's events come in
   * order of version, and an event that is not yet in the feed can only come after those that are.
   * @param after Where the last event delivered stood; undefined for the beginning.
   * @param limit Most events returned; fewer where they are large, with `heldBack`, for there is more.
   */
  readFeed(after: FeedPosition | undefined, limit: number): Promise<FeedReading>;
  /** Where the feed ends now: the place to follow it from for whoever wants to hear of what is to come. */
  endOfFeed(): Promise<FeedPosition>;
  /** Called after every committed append in this process; wakes those who follow the feed. Returns the way to stop listening. */
  onAppended(listener: () => void): () => void;
  /** Called after every committed append in this process that makes something due, with when. Returns the way to stop listening. */
  onDue(listener: (at: string) => void): () => void;
}

/** A stream and what its hash chain says about it. */
export interface StreamHistory<Event extends DomainEvent = DomainEvent> extends StreamName {
  readonly streamType: string;
  /** The hashes of the intact part of the chain: of all events, where nothing was tampered with. */
  readonly hashes: readonly string[];
  /** The events of the intact part, as far as they can be read. */
  readonly events: readonly RecordedEvent<Event>[];
  /** The first event of the intact part that cannot be read. */
  readonly unreadable?: UnreadableEvent;
  /** The first version that is missing or whose hash is wrong; undefined for an intact chain. */
  readonly brokenAt: number | undefined;
}

/** Where an event stands in the feed. Both numbers as decimal text: they outgrow a JavaScript number. */
export interface FeedPosition {
  readonly transactionId: string;
  readonly position: string;
}

/** An event in the feed. Its place and header can be told in any case. */
export interface FeedEvent extends RecordedEvent, FeedPosition {
  /** Why its data and metadata are not there: it must stop its own stream, and nobody else's. */
  readonly unreadable?: UnreadableEvent;
}

/** What the feed said at one moment. */
export interface FeedReading {
  readonly events: readonly FeedEvent[];
  /**
   * More is committed, but not yet in its final order: a transaction that began earlier, perhaps of another service on the
   * same server, is still open. Nobody will tell when it ends, so look again soon. Also where the page was full of bytes.
   */
  readonly heldBack: boolean;
}

/** The place before the first event. */
export const beginningOfFeed: FeedPosition = { transactionId: '0', position: '0' };

/** The stream moved on since it was read. `runCommand` retries; a caller with `If-Match` gets 412. */
export class VersionConflict extends Error {
  constructor(
    readonly stream: StreamName,
    readonly expectedVersion: number,
  ) {
    super(`stream ${stream.streamId} is not at version ${expectedVersion}`);
    this.name = 'VersionConflict';
  }
}

/** An idempotency key was already used by a committed command. */
export class KeyAlreadyUsed extends Error {
  constructor(readonly key: string) {
    super('this idempotency key was already used');
    this.name = 'KeyAlreadyUsed';
  }
}

/** An idempotency key was used again with another request (HTTP 422 `idempotency-key-reused`). */
export class KeyReused extends Error {
  constructor(readonly key: string) {
    super('this idempotency key was used for another request');
    this.name = 'KeyReused';
  }
}

/** Which event. */
export interface EventPlace extends StreamName {
  readonly version: number;
  readonly type: string;
}

/**
 * A stored event that is no JSON, or that no upcaster can read: damage to the log, or the event of a newer release. Whoever
 * meets one names it and goes on with the others; its own stream cannot be read any further.
 */
export class UnreadableEvent extends Error {
  readonly event: EventPlace;

  /** Named, without a value: the parser's own words would quote what stands there. */
  constructor({ tenant, streamId, version, type }: EventPlace, cause: unknown) {
    const reason = cause instanceof SyntaxError ? 'it is no JSON' : 'nothing here understands it';
    super(`event ${streamId}/${version} (${type}) of ${tenant} cannot be read: ${reason}`);
    this.name = 'UnreadableEvent';
    this.event = { tenant, streamId, version, type };
  }
}
