import type { RefusalReason } from '../../domain/sign-in-attempt';

/** An answer in the name of the provider is not believed. The message never contains the answer. */
export class AnswerRefused extends Error {
  constructor(
    readonly reason: RefusalReason,
    options: ErrorOptions = {},
  ) {
    super(`an answer in the name of a provider is refused: ${reason}`, options);
  }
}
