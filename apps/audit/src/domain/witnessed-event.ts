/** A contract event as the witness keeps it: who told what, and its place in the chain of its stream. */
export interface WitnessedEvent {
  /** The service that published it, e.g. `application`. */
  readonly source: string;
  readonly streamType: string;
  readonly streamId: string;
  readonly version: number;
  /** Name of the event without its service, e.g. `ApplicationFiled`. */
  readonly type: string;
  /** UTC, ISO 8601 with microseconds, by the source's clock. */
  readonly recordedAt: string;
  /** When the witness heard of it, UTC, ISO 8601 with microseconds. */
  readonly receivedAt: string;
  /** Of the event in the source's log, SHA-256, lower-case hex. */
  readonly hash: string;
  /** SHA-256 over the JSON of the contract event as it was told, lower-case hex: over everything that is shown here. */
  readonly told: string;
  /** Of the event before; empty for the first of a stream. */
  readonly previousHash: string;
  readonly actor: { readonly personId: string; readonly role: string; readonly actingFor?: string };
  readonly correlationId: string;
  readonly causationId: string;
  /** Ids, codes and times; never content. */
  readonly data: Readonly<Record<string, unknown>>;
}
