import type { RefusalReason } from '../../domain/sign-in-attempt';

/** An answer in the name of a provider is not believed. */
export class RefusedResponse extends Error {
  constructor(
    readonly reason: RefusalReason,
    /** For the log; nothing of what was sent. */
    message: string,
    options: ErrorOptions = {},
  ) {
    super(message, options);
  }
}
