import { createHash, hash as hashOnce } from 'node:crypto';
import type { StreamName } from './event-store';

/** An event exactly as it is stored. The hash is over these characters, so nothing here is parsed. */
export interface StoredEvent extends StreamName {
  readonly version: number;
  readonly streamType: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** UTC, ISO 8601 with microseconds. */
  readonly recordedAt: string;
  /** JSON text. */
  readonly metadata: string;
  /** JSON text. */
  readonly payload: string;
  /** Lower-case hex; empty for the first event of a stream. */
  readonly previousHash: string;
  /** Lower-case hex. */
  readonly hash: string;
}

/**
 * SHA-256 over `previous hash ‖ header ‖ payload`, lower-case hex: the UTF-8 bytes of the fields below, one per line,
 * the payload last. No field before the payload can contain a line break (the table checks it), so the text has one reading.
 *
 * This is a storage format: a change makes every stored chain invalid.
 */
export function hashEvent(event: Omit<StoredEvent, 'hash'>): string {
  const text =
    `${event.previousHash}\n${event.tenant}\n${event.streamId}\n${event.version}\n${event.streamType}\n` +
    `${event.type}\n${event.schemaVersion}\n${event.recordedAt}\n${event.metadata}\n${event.payload}`;
  // crypto.hash exists from Node 20.12 on and takes half the time.
  return hashOnce === undefined
    ? createHash('sha256').update(text).digest('hex')
    : hashOnce('sha256', text, 'hex');
}

/**
 * Checks a whole stream: versions from 1 without a gap, each hash over its event, each previous hash the one before.
 * A chain cannot tell that its *last* events were cut off; the witness (audit service) can.
 * @returns the first version that is wrong or missing; undefined for an intact chain.
 */
export function verifyChain(events: Iterable<StoredEvent>): number | undefined {
  let version = 0;
  let previousHash = '';
  let first: StoredEvent | undefined;
  for (const event of events) {
    version += 1;
    first ??= event;
    const continues =
      event.version === version &&
      event.previousHash === previousHash &&
      event.tenant === first.tenant &&
      event.streamId === first.streamId &&
      event.streamType === first.streamType;
    if (!continues || hashEvent(event) !== event.hash) return version;
    previousHash = event.hash;
  }
  return undefined;
}
