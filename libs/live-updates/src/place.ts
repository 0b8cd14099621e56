import type { FeedPosition } from '#event-sourcing';

/** A place in the feed as the id of a server-sent event. */
export function eventIdOf({ transactionId, position }: FeedPosition): string {
  return `${transactionId}-${position}`;
}

/** The place that a `Last-Event-ID` names; undefined for anything that never was one. */
export function positionOf(eventId: string | undefined): FeedPosition | undefined {
  const [, transactionId, position] = /^(0|[1-9]\d{0,17})-(0|[1-9]\d{0,17})$/.exec(eventId ?? '') ?? [];
  return transactionId === undefined || position === undefined ? undefined : { transactionId, position };
}
