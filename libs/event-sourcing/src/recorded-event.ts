import type { DomainEvent } from './decider';
import {
  UnreadableEvent,
  type Append,
  type EventMetadata,
  type FeedEvent,
  type FeedPosition,
  type HashedHead,
  type RecordedEvent,
  type StreamHistory,
  type StreamName,
} from './event-store';
import { hashEvent, type StoredEvent } from './hash-chain';
import type { Upcasters } from './upcasting';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const timestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
/** Bounded by PostgreSQL's 65,535 parameters of a statement, and by what one decision can sensibly lead to. */
const maxEvents = 1_000;

/** @throws TypeError when a stream id is not a lower-case UUID: the hash is over its characters. */
export function checkStreamId({ streamId }: StreamName): void {
  if (!uuid.test(streamId))
    throw new TypeError(`"${streamId}" is not a stream id; a stream id is a lower-case UUID`);
}

/** The events of an append as they will be stored, chained to the previous hash. */
export function storedEvents(append: Append, upcasters: Upcasters): StoredEvent[] {
  checkStreamId(append);
  const { tenant, streamId, streamType, expectedVersion, events, recordedAt } = append;
  if (!timestamp.test(recordedAt)) {
    throw new TypeError(`"${recordedAt}" is not a time of the store; pass on the "now" of the reading`);
  }
  if (events.length > maxEvents)
    throw new RangeError(`${events.length} events in one append; ${maxEvents} is the most`);
  const metadata = JSON.stringify(append.metadata);
  let previousHash = expectedVersion === 0 ? '' : (append.previousHash ?? '');
  return events.map((event, index) => {
    const { type, schemaVersion = upcasters.currentVersion(type) } = event;
    for (const field of [tenant, streamType, type]) {
      if (field === '' || field.includes('\n')) {
        throw new TypeError(
          `${JSON.stringify(field)} cannot stand in an event's header: it is one line of the hashed text`,
        );
      }
    }
    const version = expectedVersion + index + 1;
    // `undefined` is no JSON; an event without data carries null.
    const payload = JSON.stringify(event.data) ?? 'null';
    const unhashed = {
      tenant,
      streamId,
      version,
      streamType,
      type,
      schemaVersion,
      recordedAt,
      metadata,
      payload,
      previousHash,
    };
    const hash = hashEvent(unhashed);
    previousHash = hash;
    return { ...unhashed, hash };
  });
}

/** Where an append leaves its stream. */
export function headAfter(append: Append, events: readonly StoredEvent[]): HashedHead {
  const { tenant, streamId, recordedAt } = append;
  const { version, hash } = events.at(-1) ?? {
    version: append.expectedVersion,
    hash: append.previousHash ?? '',
  };
  return { tenant, streamId, version, recordedAt, hash };
}

/** What a stored event means: parsed, and in its newest schema. @throws UnreadableEvent */
export function recordedEvent<Event extends DomainEvent>(
  stored: StoredEvent,
  upcasters: Upcasters,
): RecordedEvent<Event> {
  const { tenant, streamId, version, streamType, recordedAt, hash, previousHash } = stored;
  const { type, schemaVersion, data, metadata } = parsed(stored, upcasters);
  const event = {
    tenant,
    streamId,
    streamType,
    version,
    type,
    data,
    schemaVersion,
    metadata,
    recordedAt,
    hash,
    previousHash,
  };
  // What was stored as this type is trusted to be of its shape: writers are typed, and the chain shows tampering.
  return event as RecordedEvent as RecordedEvent<Event>;
}

function parsed(stored: StoredEvent, upcasters: Upcasters) {
  try {
    const metadata = JSON.parse(stored.metadata) as EventMetadata;
    return { ...upcasters.upcast(stored, JSON.parse(stored.payload)), metadata };
  } catch (error) {
    throw new UnreadableEvent(stored, error);
  }
}

/** The same at its place in the feed, where one that cannot be read must not stop those of other streams. */
export function feedEvent(stored: StoredEvent, place: FeedPosition, upcasters: Upcasters): FeedEvent {
  try {
    return Object.assign(recordedEvent(stored, upcasters), place);
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error;
    const { tenant, streamId, streamType, version, type, schemaVersion, recordedAt, hash, previousHash } =
      stored;
    const header = {
      tenant,
      streamId,
      streamType,
      version,
      type,
      schemaVersion,
      recordedAt,
      hash,
      previousHash,
    };
    // Nobody looks at these before `unreadable`.
    const nothing = { data: undefined, metadata: undefined as unknown as EventMetadata };
    return { ...header, ...nothing, ...place, unreadable: error };
  }
}

/** The events of an intact chain as far as they can be read, and what keeps the rest from it. */
export function readableEvents<Event extends DomainEvent>(
  intact: readonly StoredEvent[],
  upcasters: Upcasters,
): Pick<StreamHistory<Event>, 'events' | 'hashes' | 'unreadable'> {
  const hashes = intact.map(({ hash }) => hash);
  const events: RecordedEvent<Event>[] = [];
  try {
    for (const stored of intact) events.push(recordedEvent<Event>(stored, upcasters));
    return { events, hashes };
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error;
    return { events, hashes, unreadable: error };
  }
}

/** The later of two times. As texts of one width they sort like times. */
export function later(time: string, other: string | undefined): string {
  return other !== undefined && other > time ? other : time;
}
