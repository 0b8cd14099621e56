import type { DomainEvent } from './decider';
import { foldStream } from './fold-stream';
import type { EventStore, FeedEvent, RecordedEvent } from './event-store';

/** The folded state just before and just after an event, for those who tell others what it has changed. */
export interface StateChange<State> {
  readonly before: State;
  readonly after: State;
}

/** The streams of one type and how they are folded; an `Aggregate` is one. */
export interface FoldedStreams<State> {
  readonly streamType: string;
  readonly decider: { readonly initialState: State; evolve(state: State, event: DomainEvent): State };
}

/** What each event of a whole history has changed, in its order. @throws what `evolve` throws */
export function beforeAndAfter<State>(
  { decider }: FoldedStreams<State>,
  events: readonly RecordedEvent[],
): readonly StateChange<State>[] {
  let before = decider.initialState;
  return events.map((event) => {
    const after = decider.evolve(before, event);
    const change = { before, after };
    before = after;
    return change;
  });
}

/** So many streams are remembered, and up to as many again. */
const capacity = 2_000;

interface Known<State> {
  readonly tenant: string;
  readonly version: number;
  readonly state: State;
}

/** Follows a feed and remembers the states of the streams it met last: a stream met in order is never read again. */
export class StreamStates<State> {
  /** The state after a version, by stream id: those used lately and those used before. */
  private recent = new Map<string, Known<State>>();
  private older = new Map<string, Known<State>>();

  constructor(
    private readonly store: Pick<EventStore, 'read'>,
    private readonly streams: FoldedStreams<State>,
  ) {}

  /**
   * @returns at once where the state is remembered, a promise where the stream has to be read first; undefined for an
   *   event of another type of stream.
   * @throws UnreadableEvent when the event itself, or (rejects) one before it, cannot be read.
   * @throws Unavailable (rejects) when the database does not answer.
   */
  around(
    event: RecordedEvent & Pick<FeedEvent, 'unreadable'>,
  ): StateChange<State> | undefined | Promise<StateChange<State>> {
    const { tenant, streamId, streamType, version, unreadable } = event;
    if (unreadable !== undefined) throw unreadable;
    if (streamType !== this.streams.streamType) return undefined;
    if (version === 1) return this.step(event, this.streams.decider.initialState);
    const known = this.recent.get(streamId) ?? this.older.get(streamId);
    return known?.version === version - 1 && known.tenant === tenant
      ? this.step(event, known.state)
      : this.stateAt(event, version - 1).then((before) => this.step(event, before));
  }

  private step(event: RecordedEvent, before: State): StateChange<State> {
    const { tenant, streamId, version } = event;
    const after = this.streams.decider.evolve(before, event);
    if (this.recent.size >= capacity) [this.older, this.recent] = [this.recent, new Map()];
    this.recent.set(streamId, { tenant, version, state: after });
    return { before, after };
  }

  private async stateAt({ tenant, streamId }: RecordedEvent, version: number): Promise<State> {
    const until = { upToVersion: version };
    return (await foldStream(this.store, this.streams.decider, { tenant, streamId }, until)).state;
  }
}
