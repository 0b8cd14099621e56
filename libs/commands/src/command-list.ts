import type { IdempotencyKey, RowAlongside } from '#event-sourcing';
import type { ProblemKind } from '#http';
import type { PoolClient } from 'pg';

/** What somebody says with a command. */
type InputOf<Definition> = Definition extends { readonly input: new () => infer Input } ? Input : never;
/** What the decision is given: sealed, with the facts that it needs. */
type GivenOf<Definition> = Definition extends { prepare(asked: never): infer Given } ? Awaited<Given> : never;

/** A command's name and input, in plain text, as somebody asks for it over HTTP or Kafka; for a union of definitions. */
export type AskedOf<Definition extends { readonly name: string }> = {
  [D in Definition as D['name']]: { readonly name: D['name']; readonly input: InputOf<D> };
}[Definition['name']];

/** A command as it is decided; for a union of definitions, with the circumstances that all of them share. */
export type DecidedOf<Definition extends { readonly name: string }, Circumstances> = {
  [D in Definition as D['name']]: { readonly type: D['name'] } & GivenOf<D> & Circumstances;
}[Definition['name']];

/** A definition, as far as every list of commands looks at it. */
interface Listed {
  readonly name: string;
  readonly refusals?: Readonly<Record<string, ProblemKind>>;
}

/** The way from a name to its definition. @throws Error for a name that is not in the list */
export function finderIn<Definition extends Listed>(definitions: readonly Definition[]) {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  return (name: string): Definition => {
    const definition = byName.get(name);
    if (definition === undefined) throw new Error(`there is no command "${name}"`);
    return definition;
  };
}

/** The refusals of all commands in words, for the problem catalogue. */
export function refusalsOf(definitions: readonly Listed[]): Readonly<Record<string, ProblemKind>> {
  return Object.assign({}, ...definitions.map(({ refusals = {} }) => refusals)) as Record<
    string,
    ProblemKind
  >;
}

/** What goes with a command beside its input. */
export interface CommandOptions {
  /** `If-Match`: the version the caller saw. */
  readonly expectedVersion?: number;
  readonly idempotency?: IdempotencyKey;
  /** The event that caused the command, `<stream>/<version>`. */
  readonly causationId?: string;
  /** The transaction that the command belongs to; omitted for one of its own. */
  readonly transaction?: PoolClient;
  /** The row that notes the event which caused the command as handled. */
  readonly alongside?: RowAlongside;
}
