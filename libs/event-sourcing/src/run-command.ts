import { fold, type Decider, type DomainEvent } from './decider';
import {
  KeyAlreadyUsed,
  VersionConflict,
  type EventMetadata,
  type EventStore,
  type IdempotencyKey,
  type InlineReadModel,
  type StreamHead,
  type StreamName,
} from './event-store';

/** How one kind of stream is decided upon and which lists follow it: the whole configuration of an event-sourced aggregate. */
export interface Aggregate<State, Command, Event extends DomainEvent> {
  readonly streamType: string;
  readonly decider: Decider<State, Command, Event>;
  readonly readModels: readonly InlineReadModel<State>[];
}

export interface CommandOptions<State> {
  readonly metadata: EventMetadata;
  /** The version the caller saw (`If-Match`). When given, a stream that moved on is a VersionConflict and is not retried. */
  readonly expectedVersion?: number;
  readonly idempotency?: IdempotencyKey;
  /** What the caller is told, kept under the idempotency key. JSON without personal data. Default: `null`. */
  readonly answer?: (state: State, head: StreamHead) => unknown;
}

export interface CommandResult<State> {
  readonly state: State;
  readonly version: number;
  /** The answer; the first one when this command was a repetition. */
  readonly answer: unknown;
  /** True when the idempotency key had been used and nothing was done. */
  readonly repeated: boolean;
}
