import type { ContractEvent } from '#contracts';
import type { EventStore, Feed, FoldedStreams, RecordedEvent, StateChange } from '#event-sourcing';

/** What a service tells the others. */
export interface Publication<State = unknown> {
  /** The topic, e.g. `application.events.v2`. */
  readonly name: string;
  readonly store: Pick<EventStore, 'read' | 'readFeed' | 'endOfFeed' | 'onAppended'>;
  /** The feed of `store`, where others of this process follow it too; one of its own without. */
  readonly feed?: Feed;
  /** The streams whose contract events say what an event has changed. */
  readonly aggregate?: FoldedStreams<State>;
  /**
   * The contract event of a stored event; undefined where nothing leaves the service. Pure: the same event is told again
   * in the same words. What it throws holds the stream until it can be told, and no other: no event is ever left out.
   * @param change what the event did to the state of its stream; undefined for a stream that is not of `aggregate`.
   */
  publish(event: RecordedEvent, change: StateChange<State> | undefined): ContractEvent | undefined;
}
