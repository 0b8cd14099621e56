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
}

/** An aggregate as the verifier and the rebuild see it: folded anew from its events, by the code that serves commands. */
export function folding<State, Command, Event extends DomainEvent>(
  aggregate: Aggregate<State, Command, Event>,
): Folding {
  const { streamType, decider, readModels } = aggregate;
  return {
    streamType,
    tables: readModels.map(({ table, columns }) => ({ table, columns })),
    rows({ tenant, streamId }, events) {
      const last = events.at(-1);
      if (last === undefined)
        return readModels.map(({ table, columns }) => ({ table, columns, row: undefined }));
      // The stream type says that these are the aggregate's own events.
      const state = fold(decider, events as readonly RecordedEvent<Event>[] as unknown as readonly Event[]);
      const head = { tenant, streamId, version: last.version, recordedAt: last.recordedAt };
      return readModels.map(({ table, columns, row }) => ({ table, columns, row: row(state, head) }));
    },
  };
}
