/** How much of an entry the applicant reads; a decision, in its notice. */
export type Reads = 'all' | 'without-content' | 'nothing' | 'notice';

/** One entry of a case's history, as it is shown. */
export interface Told {
  readonly key: string;
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly text: string | undefined;
  readonly reads: Reads;
  readonly isMessage: boolean;
  readonly isNew: boolean;
  /** Of an event: its version, by which a correction names it. */
  readonly number?: number;
}

/** So many entries of a history are shown at once: what happened lately is what a case is read for, and a page stays short. */
export const shownAtOnce = 50;

/** Newest first: events in the order in which they happened, messages among them by their time. Both are given oldest first. */
export function inOrder(events: readonly Told[], messages: readonly Told[]): readonly Told[] {
  const told = [...events].reverse();
  for (const message of messages) {
    const earlier = told.findIndex(({ at }) => at <= message.at);
    told.splice(earlier === -1 ? told.length : earlier, 0, message);
  }
  return told;
}

/**
 * Messages that belong between the entries of a part of the history: where there are earlier entries, those since the first of them, and
 * of an earlier part those before the next one.
 * @param before when the first entry of the part after it was recorded; undefined for the last part
 */
export function messagesAmong(
  messages: readonly Told[],
  events: readonly Told[],
  hasEarlier: boolean,
  before: string | undefined,
): readonly Told[] {
  const since = hasEarlier ? (events[0]?.at ?? '') : '';
  return messages.filter(({ at }) => at >= since && (before === undefined || at < before));
}

/** What of the entries is shown, from one of them on; from the newest where that is none of them. */
export function pageFrom(
  told: readonly Told[],
  key: string | undefined,
): { readonly entries: readonly Told[]; readonly isNewest: boolean; readonly next?: string } {
  const start = Math.max(
    0,
    told.findIndex((one) => one.key === key),
  );
  const next = told[start + shownAtOnce]?.key;
  return {
    entries: told.slice(start, start + shownAtOnce),
    isNewest: start === 0,
    ...(next !== undefined && { next }),
  };
}
