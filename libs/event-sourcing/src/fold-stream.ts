import { fold, type Decider, type DomainEvent } from './decider';
import type { EventStore, ForCommand, RecordedEvent, StreamName, StreamReading, Until } from './event-store';

/** A stream as it was folded: everything but its events, of which only a page was in memory at a time. */
export interface FoldedStream<State, Event extends DomainEvent> extends Omit<
  StreamReading<Event>,
  'events' | 'more'
> {
  readonly state: State;
  /** Undefined for a stream without events. */
  readonly last: RecordedEvent<Event> | undefined;
}

/**
 * Reads a stream page by page and folds it.
 * @param each is shown every event, in order, with the state after it: what a view needs beside the state.
 * @throws as `EventStore.read`
 */
export async function foldStream<State, Event extends DomainEvent>(
  store: Pick<EventStore, 'read'>,
  decider: Pick<Decider<State, never, Event>, 'initialState' | 'evolve'>,
  stream: StreamName,
  options: Until | ForCommand = {},
  each?: (event: RecordedEvent<Event>) => void,
): Promise<FoldedStream<State, Event>> {
  let state = decider.initialState;
  let last: RecordedEvent<Event> | undefined;
  const reading = await eachPage<Event>(
    (page) => store.read<Event>(stream, page),
    options,
    (events) => {
      // A recorded event is the domain event it was made from, plus its header.
      state = fold(decider, events, state);
      if (each !== undefined) events.forEach(each);
      last = events.at(-1) ?? last;
    },
  );
  const { version, now, kept } = reading;
  return { state, last, version, now, ...(kept !== undefined && { kept }) };
}

/** Every page of a stream in one reading. */
export async function readAll<Event extends DomainEvent>(
  readPage: (options: Until | ForCommand) => Promise<StreamReading<Event>>,
  options: Until | ForCommand,
): Promise<StreamReading<Event>> {
  const events: RecordedEvent<Event>[] = [];
  const { more: _, ...reading } = await eachPage(readPage, options, (page) => {
    for (const event of page) events.push(event);
  });
  return { ...reading, events };
}

/** Reads the pages one after another. @returns the last reading, with the answer that the first one found. */
async function eachPage<Event extends DomainEvent>(
  readPage: (options: Until | ForCommand) => Promise<StreamReading<Event>>,
  options: Until | ForCommand,
  take: (events: readonly RecordedEvent<Event>[]) => void,
): Promise<StreamReading<Event>> {
  const first = await readPage({ ...options, afterVersion: 0 });
  take(first.events);
  if (first.kept !== undefined) return first;
  const until = 'idempotency' in options ? {} : options;
  let reading = first;
  while (reading.more === true) {
    reading = await readPage({ ...until, afterVersion: reading.version });
    take(reading.events);
  }
  return reading;
}
