import {
  fold,
  type Aggregate,
  type DomainEvent,
  type InlineRow,
  type RecordedEvent,
  type StreamName,
} from '#event-sourcing';

/** What a history must have left in the read models, whatever the aggregate's own types are. */
export interface Folding {
  readonly streamType: string;
  /** The read models of the aggregate, with their columns beside `tenant`, `stream_id` and `version`. */
  readonly tables: readonly Pick<InlineRow, 'table' | 'columns'>[];
  /**
   * The row of each read model after these events, in the order of `tables`.
   * @throws Error when the decider cannot have written such a history.
   */
  rows(stream: StreamName, events: readonly RecordedEvent[]): readonly InlineRow[];
  /**
   * What the due-table must hold after these events, one for each kind of the aggregate.
   * @throws Error when the decider cannot have written such a history.
   */
  due(stream: StreamName, events: readonly RecordedEvent[]): readonly ExpectedDue[];
}

/** What the due-table must hold of a stream for one kind. */
export interface ExpectedDue {
  readonly kind: string;
  /** When it is due by the events; undefined where nothing is. */
  readonly at: string | undefined;
  /** Whether there has to be a row; undefined where `at` alone says so. */
  readonly stands: boolean | undefined;
}

/** An aggregate as the verifier and the rebuild see it: folded anew from its events, by the code that serves commands. */
export function folding<State, Command, Event extends DomainEvent>(
  aggregate: Aggregate<State, Command, Event>,
): Folding {
  const { streamType, decider, readModels, due = [] } = aggregate;
  const standing = ({ tenant, streamId }: StreamName, events: readonly RecordedEvent[]) => {
    const last = events.at(-1);
    if (last === undefined) return undefined;
    // The stream type says that these are the aggregate's own events.
    const state = fold(decider, events as readonly RecordedEvent<Event>[] as unknown as readonly Event[]);
    return { state, head: { tenant, streamId, version: last.version, recordedAt: last.recordedAt } };
  };
  return {
    streamType,
    tables: readModels.map(({ table, columns }) => ({ table, columns })),
    rows(stream, events) {
      const now = standing(stream, events);
      return readModels.map(({ table, columns, row }) => ({
        table,
        columns,
        row: now && row(now.state, now.head),
      }));
    },
    due(stream, events) {
      const now = standing(stream, events);
      return due.map(({ kind, at, stands }) => ({
        kind,
        at: now && at(now.state, now.head),
        stands: stands && (now === undefined ? false : stands(now.state)),
      }));
    },
  };
}
