import type { LocalText } from './text';

/** One kind of problem: its HTTP status and what people are told. The slug it stands under never changes. */
export interface ProblemKind {
  /** HTTP status. */
  readonly status: number;
  readonly title: LocalText;
  /** What to do about it. `{name}` is replaced by the word or the problem's member of that name. */
  readonly detail?: LocalText;
  /** Words for codes among the problem's members: people read these in the texts, programs the codes in the members. */
  readonly words?: (members: Readonly<Record<string, unknown>>) => Readonly<Record<string, LocalText>>;
  /** Seconds after which trying again makes sense (`Retry-After`). */
  readonly retryAfter?: number;
}

/** Kinds of problems by slug. */
export type ProblemKinds = Readonly<Record<string, ProblemKind>>;

/**
 * Kinds of problems that a module has; it registers them with `HttpModule.forFeature({ problems: [...] })`.
 * @throws Error when a slug is not in kebab case.
 */
export function defineProblems<Slug extends string>(
  kinds: Record<Slug, ProblemKind>,
): Readonly<Record<Slug, ProblemKind>> {
  for (const slug of Object.keys(kinds)) {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug))
      throw new Error(`problem slug '${slug}' is not kebab-case`);
  }
  return kinds;
}
