import { validatePublished, type ContractEvent } from '#contracts';
import {
  StreamStates,
  UnreadableEvent,
  type EventPlace,
  type FeedEvent,
  type RecordedEvent,
  type StreamName,
  type StreamReading,
} from '#event-sourcing';
import type { OutgoingMessage } from './broker';
import { nameOf, type HeldStream, type NewlyHeld } from './held-streams';
import type { Publication } from './publication';
import { describeError, isUnavailable } from './unavailable';

/** What a batch of events is told with. */
export interface Told {
  readonly records: readonly OutgoingMessage[];
  /** Streams with an event that cannot be told: it and those behind it are left out. */
  readonly held: readonly NewlyHeld[];
}

/**
 * Turns stored events into records. An event that cannot be told (unreadable, or no contract event comes of it) holds its
 * stream, and no other.
 */
export class Telling {
  private readonly states: StreamStates<unknown> | undefined;
  private readonly held = new Map<string, NewlyHeld>();

  constructor(
    private readonly publication: Pick<Publication, 'publish' | 'aggregate' | 'store'>,
    held: readonly HeldStream[],
  ) {
    const { aggregate, store } = publication;
    this.states = aggregate && new StreamStates(store, aggregate);
    for (const stream of held) this.held.set(nameOf(stream), stream);
  }

  get heldStreams(): readonly NewlyHeld[] {
    return [...this.held.values()];
  }

  /**
   * The records of events in the order of the feed, without those of streams that are held.
   * @throws Unavailable when the database does not answer.
   */
  async tell(events: readonly (RecordedEvent & Pick<FeedEvent, 'unreadable'>)[]): Promise<Told> {
    const records: OutgoingMessage[] = [];
    const held: NewlyHeld[] = [];
    for (const event of events) {
      if (this.held.size > 0 && this.held.has(nameOf(event))) continue;
      try {
        if (event.unreadable !== undefined) throw event.unreadable;
        // Awaited only where there is something to wait for: most states are remembered, and a backlog is long.
        const around = this.states?.around(event);
        const change = around instanceof Promise ? await around : around;
        const contract = this.publication.publish(event, change);
        if (contract !== undefined) records.push(toMessage(contract));
      } catch (error) {
        if (isUnavailable(error)) throw error;
        held.push(this.hold(event, error));
      }
    }
    return { records, held };
  }

  /**
   * Tries a held stream once more: its events from the one that could not be told up to a version.
   * @returns `held` is empty when all of them can be told; the stream is then told with the others again.
   * @throws Unavailable when the database does not answer.
   */
  async tellAgain(stream: NewlyHeld, upToVersion: number): Promise<Told> {
    const { events, unreadable } = await this.readable(stream, upToVersion);
    this.held.delete(nameOf(stream));
    const told = await this.tell(events.filter(({ version }) => version >= stream.fromVersion));
    if (unreadable === undefined || told.held.length > 0) return told;
    return { ...told, held: [this.hold(unreadable.event, unreadable)] };
  }

  /** The events of a stream up to a version, as far as they can be read, and what comes then. */
  private async readable(
    { tenant, streamId }: StreamName,
    upToVersion: number,
  ): Promise<Pick<StreamReading, 'events'> & { readonly unreadable?: UnreadableEvent }> {
    const { store } = this.publication;
    try {
      return await store.read({ tenant, streamId }, { upToVersion });
    } catch (unreadable) {
      if (!(unreadable instanceof UnreadableEvent)) throw unreadable;
      const before = unreadable.event.version - 1;
      return { ...(await store.read({ tenant, streamId }, { upToVersion: before })), unreadable };
    }
  }

  private hold({ tenant, streamId, version: fromVersion, type }: EventPlace, error: unknown): NewlyHeld {
    const stream = { tenant, streamId, fromVersion, type, error: why(error) };
    this.held.set(nameOf(stream), stream);
    return stream;
  }
}

/** What of an error may be kept and shown: what JSON.parse complains of is quoted in its message. */
function why(error: unknown): string {
  if (error instanceof UnreadableEvent) return error.message;
  return error instanceof SyntaxError ? error.name : describeError(error).replaceAll('\0', '\uFFFD');
}

/** @throws ContractViolation when the event breaks its contract: it must not leave. */
function toMessage(event: ContractEvent): OutgoingMessage {
  validatePublished(event);
  return { key: event.subject, value: Buffer.from(JSON.stringify(event)), headers: { ce_id: event.id } };
}
