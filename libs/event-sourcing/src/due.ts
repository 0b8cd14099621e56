import type { InlineRow, StreamHead } from './event-store';

/**
 * Something that has to happen to a stream at a time: a draft ends, a payment expires, a notice counts as announced.
 * Listed in `Aggregate.due`; the row that reminds of it is written, moved and removed by the very statement that appends the
 * event which makes it so, and `DueWorker` works it when its time has come.
 */
export interface DueKind<State> {
  /** Stable name, part of the row's key: never rename it. */
  readonly kind: string;
  /**
   * When it is due, UTC, ISO 8601; undefined where nothing is (any more). Pure. A time that has passed is due at once.
   * The row is written only when this answer changes.
   */
  at(state: State, head: StreamHead): string | undefined;
  /**
   * For a row that is moved beside the history, too (`Aggregate.besides`): whether there has to be one, whatever its time. Pure.
   * Without it, the row says what `at` says.
   */
  stands?(state: State): boolean;
  /**
   * What nobody waits for rests so many ms before it is worked, so that whoever gave the command is answered first, in what they do
   * next, too. Default 0.
   */
  readonly restMs?: number;
}

/** A state of a stream and where it stands; no head before the first event. */
interface Standing<State> {
  readonly state: State;
  readonly head: StreamHead | undefined;
}

export const dueTable = 'event_store.due';

const columns = { due_at: 'timestamptz', look_at: 'timestamptz', failures: 'integer', problem: 'text' };

/** The rows of the due-table that an append changes: those whose time is another one than before. */
export function dueRows<State>(
  kinds: readonly DueKind<State>[],
  before: Standing<State>,
  after: { readonly state: State; readonly head: StreamHead },
): InlineRow[] {
  return kinds.flatMap(({ kind, at, restMs }) => {
    const was = before.head && at(before.state, before.head);
    const now = at(after.state, after.head);
    if (was === now) return [];
    return [dueRow(kind, now, restMs)];
  });
}

/**
 * The row that makes something due, for what a command changes beside the history (`Aggregate.besides`).
 * @param at undefined where nothing is due any more
 * @param restMs as in {@link DueKind}
 */
export function dueRow(kind: string, at: string | undefined, restMs = 0): InlineRow {
  const row = at === undefined ? undefined : { due_at: at, look_at: afterRest(at, restMs), failures: 0 };
  return { table: dueTable, columns, key: { kind }, row };
}

/** Moves what is due to another time, where it still stands: what ended it meanwhile has taken the row away. */
export function movedDueRow(kind: string, at: string): InlineRow {
  return { ...dueRow(kind, at), isThere: true };
}

function afterRest(at: string, restMs: number): string {
  return restMs === 0 ? at : new Date(Date.parse(at) + restMs).toISOString();
}

/** When the first of what these rows make due is to be looked at; undefined where they make nothing due. */
export function soonestDue(rows: readonly InlineRow[]): string | undefined {
  const times = rows.flatMap(({ table, row }) =>
    table === dueTable && row !== undefined ? [row['look_at'] as string] : [],
  );
  return times.sort((left, right) => Date.parse(left) - Date.parse(right))[0];
}
