/**
 * Something that this process needs does not answer: its database, the event store, another service, a mail server. Nobody's
 * mistake, so trying again later helps: over HTTP it is 503 with `Retry-After`, and a consumer waits instead of parking.
 * Whether a change that was under way took effect is open.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';

  constructor(
    /** What does not answer, e.g. `event store`, `service identity`, `smtp`. */
    readonly part: string,
    cause: unknown,
  ) {
    super(`${part} does not answer`, { cause });
  }
}
