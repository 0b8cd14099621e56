import type { commonProblems } from './common-problems';

/** A problem slug that every service knows, or one that a module registers. */
export type ProblemSlug = keyof typeof commonProblems | (string & {});

/** Members of a problem beside the standard ones, e.g. `allowed` or `errors`. Never personal data. */
export type ProblemMembers = Readonly<Record<string, unknown>>;

/**
 * An answer that is not a success, by its slug. Throw it anywhere in a request; `ProblemFilter` turns it into
 * `application/problem+json` in the reader's language, with the words that the catalogue has for its slug.
 */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly slug: ProblemSlug,
    readonly members: ProblemMembers = {},
    options: ErrorOptions = {},
  ) {
    super(slug, options);
  }
}
