import { commonProblems, findProblemKind, type ProblemKind } from './problem-catalogue';
import { localised, type Language } from './text';

/** A problem slug that every service knows, or one that the service added with `defineProblems`. */
export type ProblemSlug = keyof typeof commonProblems | (string & {});

/** Members of a problem beside the standard ones, e.g. `allowed` or `errors`. Never personal data. */
export type ProblemMembers = Readonly<Record<string, unknown>>;

/** What goes over the wire: RFC 9457 problem details. */
export interface ProblemDetails extends ProblemMembers {
  /** `urn:serviceportal:problem:<slug>`: stable, what programs compare. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
}

export interface ProblemOptions extends ErrorOptions {
  /** For a slug that is not in the catalogue: what to say instead. */
  readonly kind?: ProblemKind;
}

/**
 * An answer that is not a success, by its slug. Throw it anywhere in a request; `ProblemFilter` turns it into
 * `application/problem+json` in the reader's language.
 * @throws Error when the slug is not in the catalogue: a mistake in the code, not in the request.
 */
export class Problem extends Error {
  readonly kind: ProblemKind;

  constructor(
    readonly slug: ProblemSlug,
    readonly members: ProblemMembers = {},
    options: ProblemOptions = {},
  ) {
    super(slug, options);
    this.name = 'Problem';
    const kind = options.kind ?? findProblemKind(slug);
    if (!kind) throw new Error(`problem '${slug}' is not in the catalogue; add it with defineProblems`);
    this.kind = kind;
  }

  get status(): number {
    return this.kind.status;
  }

  /** Seconds after which trying again makes sense. */
  get retryAfter(): number | undefined {
    return typeof this.members['retryAfter'] === 'number' ? this.members['retryAfter'] : this.kind.retryAfter;
  }
}

export const problemTypePrefix = 'urn:serviceportal:problem:';

/** The details of a problem as they are sent, in one language. */
export function problemDetails(problem: Problem, language: Language): ProblemDetails {
  const { kind, slug } = problem;
  const members = localised({ ...problem.members }, language) as ProblemMembers;
  const ofCodes = localised(kind.words?.(problem.members) ?? {}, language) as ProblemMembers;
  const words = { ...members, retryAfter: problem.retryAfter, ...ofCodes };
  const standard = {
    type: problemTypePrefix + slug,
    title: filledIn(kind.title[language], words),
    status: kind.status,
    ...(kind.detail && { detail: filledIn(kind.detail[language], words) }),
  };
  // First, because people read them first; last, so that no member can pass itself off as one of them.
  return { ...standard, ...members, ...standard };
}

function filledIn(template: string, words: ProblemMembers): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const word = words[name];
    return typeof word === 'string' || typeof word === 'number' ? String(word) : placeholder;
  });
}
