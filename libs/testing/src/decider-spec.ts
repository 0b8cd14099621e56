import { fold, Refusal, type Decider, type DomainEvent } from '#event-sourcing/decider';

/** The sentence of a decider's spec: given what happened, when this is asked for, then exactly this follows. */
export interface GivenWhenThen<Command, Event extends DomainEvent> {
  given(...history: readonly Event[]): {
    when(command: Command): {
      /** Exactly these events, in this order. */
      then(...events: readonly [Event, ...Event[]]): void;
      /** The wish is already true: no event. */
      thenNothing(): void;
      /** A rule says no, with this code and (where given) exactly these details. */
      thenRefused(code: string, details?: Readonly<Record<string, unknown>>): void;
    };
  };
}

/** `const { given } = deciderSpec(decider)`; comparisons are exact and ordered. */
export function deciderSpec<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
): GivenWhenThen<Command, Event> {
  return {
    given: (...history) => ({
      when: (command) => {
        const decide = () => decider.decide(command, fold(decider, history));
        return {
          then: (...events) => expect(decide()).toStrictEqual(events),
          thenNothing: () => expect(decide()).toStrictEqual([]),
          thenRefused: (code, details) => {
            const refusal = refusalOf(decide);
            expect(refusal.code).toBe(code);
            if (details !== undefined) expect(refusal.details).toStrictEqual(details);
          },
        };
      },
    }),
  };
}

function refusalOf(decide: () => readonly DomainEvent[]): Refusal {
  let events: readonly DomainEvent[];
  try {
    events = decide();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`This was expected to be refused, but it led to: ${JSON.stringify(events)}`);
}
