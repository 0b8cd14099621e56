/**
 * The pure half of event sourcing: no Nest, no npm package, no clock, no input or output.
 * Everything in a service's `domain/` folder is written against this file and nothing else.
 */

/** A fact as the domain sees it: a stable name and its data. Stored for decades: never rename `type` or a field. */
export interface DomainEvent {
  readonly type: string;
  readonly data: unknown;
}

/** What a decider is told about the moment of the decision: time and actor are arguments, never read from a clock. */
export interface Decider<State, Command, Event extends DomainEvent> {
  /** The state of a stream without events. */
  readonly initialState: State;
  /**
   * Decides what happens. Returns the events that follow, or none when the wish is already true.
   * @throws Refusal when a rule forbids the command in this state.
   */
  decide(command: Command, state: State): readonly Event[];
  /** The state after one more event. Total: every event type of the union has its case. */
  evolve(state: State, event: Event): State;
}

/** A rule of the domain said no. `code` is stable and becomes the slug of the problem details. */
export class Refusal extends Error {
  constructor(
    /** Stable slug, e.g. `documents-missing`. */
    readonly code: string,
    /** What the reader needs to go on, e.g. `{ allowed: ['supply-documents'] }`. Never personal data. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }
}

/** A history that no decider can have written: the event at this place does not follow upon those before it. */
export class BrokenHistory extends Error {
  constructor(
    /** Place of the event in the history that was folded, the first is 1. */
    readonly place: number,
    readonly type: string,
    cause: unknown,
  ) {
    super(
      `the history cannot be folded at its event ${place} (${type}): ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
    this.name = 'BrokenHistory';
  }
}

/**
 * The state that a history leads to: the left fold of `evolve` over the events, from `state` (default: the initial one).
 * @throws BrokenHistory where `evolve` fails.
 */
export function fold<State, Event extends DomainEvent>(
  decider: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>,
  events: Iterable<Event>,
  state: State = decider.initialState,
): State {
  let place = 0;
  for (const event of events) {
    place += 1;
    try {
      state = decider.evolve(state, event);
    } catch (error) {
      throw new BrokenHistory(place, event.type, error);
    }
  }
  return state;
}
