import { fold, type Decider, type DomainEvent, type EventStore, type RecordedEvent } from '#event-sourcing';

/** What `publish` may ask about the stream of an event. */
export interface StateAccess {
  /**
   * The folded state just before and just after an event, so that a contract event can say what has changed.
   * @throws StoreUnavailable when the database does not answer.
   */
  around<State, Event extends DomainEvent>(
    decider: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>,
    event: RecordedEvent,
  ): Promise<{ readonly before: State; readonly after: State }>;
}

/** So many streams are remembered, and up to as many again. */
const capacity = 2_000;

interface Known {
  readonly version: number;
  readonly state: unknown;
}

/** Remembers the states of the streams that were published last: a stream published in order is never read again. */
export class StreamStates implements StateAccess {
  /** The state after a version, by stream: those used lately and those used before. */
  private recent = new Map<string, Known>();
  private older = new Map<string, Known>();

  constructor(private readonly store: Pick<EventStore, 'read'>) {}

  async around<State, Event extends DomainEvent>(
    decider: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>,
    event: RecordedEvent,
  ): Promise<{ before: State; after: State }> {
    const stream = `${event.tenant}/${event.streamId}`;
    const known = this.recent.get(stream) ?? this.older.get(stream);
    const before =
      known?.version === event.version - 1
        ? (known.state as State)
        : await this.stateAt<State, Event>(decider, event, event.version - 1);
    // A recorded event is the domain event it was made from, plus its header.
    const after = decider.evolve(before, event as unknown as Event);
    if (this.recent.size >= capacity) [this.older, this.recent] = [this.recent, new Map()];
    this.recent.set(stream, { version: event.version, state: after });
    return { before, after };
  }

  private async stateAt<State, Event extends DomainEvent>(
    decider: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>,
    { tenant, streamId }: RecordedEvent,
    version: number,
  ): Promise<State> {
    if (version === 0) return decider.initialState;
    const { events } = await this.store.read({ tenant, streamId }, { upToVersion: version });
    return fold(decider, events as Iterable<unknown> as Iterable<Event>);
  }
}
