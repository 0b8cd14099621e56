import { commonProblems } from './common-problems';
import { commonErrors, type ErrorMapping } from './error-answer';
import { Problem, type ProblemMembers } from './problem';
import type { ProblemKind, ProblemKinds } from './problem-kind';
import { localised, type Language } from './text';

/** What a module knows of problems: kinds of its own, and what its errors mean. Registered with `HttpModule.forFeature`. */
export class ProblemRegistration {
  constructor(
    readonly problems: readonly ProblemKinds[],
    readonly errors: readonly ErrorMapping[],
    /** What can be done, by name: what a problem may say is `allowed`. */
    readonly actions: readonly string[] = [],
  ) {}
}

/** What goes over the wire: RFC 9457 problem details. */
export interface ProblemDetails extends ProblemMembers {
  /** `urn:serviceportal:problem:<slug>`: stable, what programs compare. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
}

export const problemTypePrefix = 'urn:serviceportal:problem:';

/** All problems of one service: what its modules have registered, beside what every service knows. */
export class ProblemCatalogue {
  private readonly kinds = new Map<string, ProblemKind>();
  private readonly errors: readonly ErrorMapping[];
  /** Everything that can be done in this service, by name. */
  readonly actions: readonly string[];

  /** @throws Error when two modules register different kinds under one slug. */
  constructor(registrations: readonly ProblemRegistration[] = []) {
    this.errors = registrations.flatMap(({ errors }) => errors);
    this.actions = registrations.flatMap(({ actions }) => actions);
    for (const kinds of [commonProblems, ...registrations.flatMap(({ problems }) => problems)])
      for (const [slug, kind] of Object.entries(kinds)) this.add(slug, kind);
  }

  private add(slug: string, kind: ProblemKind): void {
    const known = this.kinds.get(slug);
    if (known !== undefined && known !== kind) throw new Error(`problem slug '${slug}' is registered twice`);
    this.kinds.set(slug, kind);
  }

  /** All kinds by slug, in alphabetical order: what the documentation lists. */
  get all(): readonly (readonly [slug: string, kind: ProblemKind])[] {
    return [...this.kinds].sort(([a], [b]) => a.localeCompare(b));
  }

  /**
   * The problem that an error of any origin is for the one who asked. Everything unknown is `internal-error`, and nothing of the
   * error itself (message, stack) is told. So is a problem that no module has registered: a mistake in the program.
   */
  of(error: unknown): KnownProblem {
    if (error instanceof KnownProblem) return error;
    if (error instanceof Problem) {
      const kind = this.kinds.get(error.slug);
      if (kind !== undefined) return new KnownProblem(error.slug, kind, error.members, error);
      return this.internalError(
        new Error(`no module has registered the problem '${error.slug}'`, { cause: error }),
      );
    }
    const { slug, members = {}, otherwise = 'internal-error' } = this.answerTo(error);
    const kind = this.kinds.get(slug) ?? this.kinds.get(otherwise) ?? commonProblems['internal-error'];
    return new KnownProblem(slug, kind, members, error);
  }

  private answerTo(error: unknown): ReturnType<typeof commonErrors> {
    for (const meaning of this.errors) {
      const answer = meaning(error);
      if (answer !== undefined) return answer;
    }
    return commonErrors(error);
  }

  private internalError(cause: Error): KnownProblem {
    return new KnownProblem('internal-error', commonProblems['internal-error'], {}, cause);
  }
}

/** A problem with the words for it. */
export class KnownProblem extends Problem {
  constructor(
    slug: string,
    private readonly kind: ProblemKind,
    members: ProblemMembers,
    /** What led to it, for the log alone. */
    origin: unknown,
  ) {
    super(slug, members, { cause: origin });
  }

  /** HTTP status. */
  get status(): number {
    return this.kind.status;
  }

  /** Seconds after which trying again makes sense. */
  get retryAfter(): number | undefined {
    const { retryAfter } = this.members;
    return typeof retryAfter === 'number' ? retryAfter : this.kind.retryAfter;
  }

  /** The details as they are sent, in one language. */
  details(language: Language): ProblemDetails {
    const { kind } = this;
    const members = localised({ ...this.members }, language);
    const ofCodes = localised(kind.words?.(this.members) ?? {}, language);
    const words = { ...members, retryAfter: this.retryAfter, ...ofCodes };
    const standard = {
      type: problemTypePrefix + this.slug,
      title: filledIn(kind.title[language], words),
      status: kind.status,
      ...(kind.detail && { detail: filledIn(kind.detail[language], words) }),
    };
    // First, because people read them first; last, so that no member can pass itself off as one of them.
    return { ...standard, ...members, ...standard };
  }
}

function filledIn(template: string, words: ProblemMembers): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const word = words[name];
    return typeof word === 'string' || typeof word === 'number' ? String(word) : placeholder;
  });
}
