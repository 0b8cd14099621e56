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

/** How many streams are remembered. */
const capacity = 2_000;

/** Remembers the states of the streams that were published last: a stream published in order is never read again. */
export class StreamStates implements StateAccess {
  /** The state after `version`, by stream; in order of use, the longest unused first. */
  private readonly known = new Map<string, { readonly version: number; readonly state: unknown }>();

  constructor(private readonly store: Pick<EventStore, 'read'>) {}

  async around<State, Event extends DomainEvent>(
    decider: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>,
    event: RecordedEvent,
  ): Promise<{ before: State; after: State }> {
    const stream = `${event.tenant}/${event.streamId}`;
    const known = this.known.get(stream);
    const before =
      known?.version === event.version - 1
        ? (known.state as State)
        : await this.stateAt<State, Event>(decider, event, event.version - 1);
    // A recorded event is the domain event it was made from, plus its header.
    const after = decider.evolve(before, event as unknown as Event);
    this.known.delete(stream);
    this.known.set(stream, { version: event.version, state: after });
    if (this.known.size > capacity) this.known.delete(this.known.keys().next().value ?? stream);
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
