/** What decides when the next page of a round through all streams is due. */
export interface PacedRound {
  readonly underWay: boolean;
  /** When the last one was complete; undefined before the first. */
  readonly completedAt: Date | undefined;
}

/** A new round begins so long after the last one was complete, in ms. */
const betweenRoundsMs = 3_600_000;
/** A round rests so many times as long as a page took: a hundredth of one core, however many streams there are. */
const restsPerPage = 99;
/** The same as long as there has never been a complete one. */
const restsPerFirstPage = 9;

/** How long the next page has to wait, in ms; none if negative. A round that is under way goes on before another begins. */
export function pageDueInMs({ underWay, completedAt }: PacedRound): number {
  if (underWay) return -Infinity;
  if (completedAt === undefined) return -1;
  return completedAt.getTime() + betweenRoundsMs - Date.now();
}

/** How long to rest after a page that took so long, in ms. */
export function restAfterPageMs(tookMs: number, { completedAt }: PacedRound): number {
  return tookMs * (completedAt === undefined ? restsPerFirstPage : restsPerPage);
}
