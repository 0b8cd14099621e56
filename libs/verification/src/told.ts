import { toldDigest } from '#contracts';
import {
  beforeAndAfter,
  type FoldedStreams,
  type RecordedEvent,
  type StateChange,
  type StreamHistory,
} from '#event-sourcing';

/**
 * What a service tells of a stream today, event by event: SHA-256 over the JSON of each contract event, lower-case hex; an
 * empty text for an event that cannot be told. The witness compares it with what it has kept, for the hash in the log is over
 * content that the witness never sees.
 */
export type Telling = (history: StreamHistory) => readonly string[];

/**
 * @param publish the contract event of a stored event, as the relay makes it
 * @param aggregate the streams whose contract events say what an event has changed, where the relay has any
 */
export function tellingOf<State>(
  publish: (event: RecordedEvent, change: StateChange<State> | undefined) => unknown,
  aggregate?: FoldedStreams<State>,
): Telling {
  return ({ streamType, events }) => {
    try {
      const changes = aggregate?.streamType === streamType ? beforeAndAfter(aggregate, events) : undefined;
      return events.map((event, nth) => toldDigest(JSON.stringify(publish(event, changes?.[nth]))));
    } catch {
      // A history that cannot be folded; the check says so.
      return [];
    }
  };
}
