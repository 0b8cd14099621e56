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

/** What was loaded of a case: the last of its events and of its messages, or of those before what an address says; oldest first. */
interface Loaded {
  readonly events: readonly Told[];
  /** There are events before these. */
  readonly earlierEvents: boolean;
  readonly messages: readonly Told[];
  /** There are messages before these: those before this version of the thread. */
  readonly earlierMessages?: number | undefined;
  /** When the thread's first line of these was written, whether it is a message or not. */
  readonly messagesSince?: string | undefined;
}

/** Which part of a case's flow is shown, as its address says; nothing of it for the last one. */
export interface Part {
  /** Only events before this version. */
  readonly frueher?: number | undefined;
  /** Only messages before this version of the thread. */
  readonly nachrichten?: number | undefined;
  /** Only messages before this time: of those that are loaded, later ones stand in a later part. */
  readonly vor?: string | undefined;
}

/**
 * Events and messages come in parts of their own. Shown is the time for which there are both, newest first: a message never stands
 * in a part in which what happened before it is missing, and each of them stands in one part.
 * @returns the entries, and where those before them stand, where there are any
 */
export function partOf(
  { events, earlierEvents, messages, earlierMessages, messagesSince = '' }: Loaded,
  here: Part,
): { readonly told: readonly Told[]; readonly earlier?: Part } {
  const since = later(
    earlierEvents ? (events[0]?.at ?? '') : '',
    earlierMessages === undefined ? '' : messagesSince,
  );
  const shown = events.filter(({ at }) => at >= since);
  const told = inOrder(
    shown,
    messages.filter(({ at }) => at >= since && (here.vor === undefined || at < here.vor)),
  );
  if (since === '') return { told };
  const threadIsShown = earlierMessages !== undefined && messagesSince >= since;
  return {
    told,
    earlier: {
      frueher: shown[0]?.number ?? here.frueher,
      ...(threadIsShown ? { nachrichten: earlierMessages } : { nachrichten: here.nachrichten, vor: since }),
    },
  };
}

const later = (one: string, other: string): string => (one > other ? one : other);

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
