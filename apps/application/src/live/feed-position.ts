import type { FeedPosition } from '#event-sourcing';

/** Negative when `left` comes before `right` in the feed. */
export function comparePositions(left: FeedPosition, right: FeedPosition): number {
  return compare(left.transactionId, right.transactionId) || compare(left.position, right.position);
}

/** Decimal texts without leading zeros: the longer one is larger. */
function compare(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A place in the feed as the id of a server-sent event. */
export function eventIdOf({ transactionId, position }: FeedPosition): string {
  return `${transactionId}-${position}`;
}

/** The place that a `Last-Event-ID` names; undefined for anything that never was one. */
export function positionOf(eventId: string | undefined): FeedPosition | undefined {
  const [, transactionId, position] = /^(0|[1-9]\d{0,17})-(0|[1-9]\d{0,17})$/.exec(eventId ?? '') ?? [];
  return transactionId === undefined || position === undefined ? undefined : { transactionId, position };
}
