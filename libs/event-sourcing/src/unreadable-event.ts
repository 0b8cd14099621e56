import type { StreamName } from './event-store';

/** Which event. */
export interface EventPlace extends StreamName {
  readonly version: number;
  readonly type: string;
}

/**
 * A stored event that is no JSON, or that no upcaster can read: damage to the log, or the event of a newer release. Whoever
 * meets one names it and goes on with the others; its own stream cannot be read any further.
 */
export class UnreadableEvent extends Error {
  readonly event: EventPlace;

  constructor({ tenant, streamId, version, type }: EventPlace, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`event ${streamId}/${version} (${type}) of ${tenant} cannot be read: ${reason}`, { cause });
    this.name = 'UnreadableEvent';
    this.event = { tenant, streamId, version, type };
  }
}
