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

/** What an error and its causes say, in words of the library: they name what is not as it should be, and nothing of what stands there. */
export function sayings(error: unknown): readonly string[] {
  return error instanceof Error ? [error.message, ...sayings(error.cause)] : [];
}
