/** The schema of a part's problems, as far as it is looked at here. */
interface ProblemSchema {
  readonly properties?: {
    readonly type?: { readonly enum?: readonly string[] };
    readonly allowed?: { readonly items?: { readonly enum?: readonly string[] } };
    readonly [name: string]: unknown;
  };
}

/**
 * One schema for the problems of all parts: any of them may answer, and the gateway in their place.
 * @param own types of the gateway's problems
 */
export function anyProblem(parts: readonly unknown[], own: readonly string[]): unknown {
  const schemas = parts.filter((part): part is ProblemSchema => typeof part === 'object' && part !== null);
  const [first] = schemas;
  const { type, allowed } = first?.properties ?? {};
  if (type?.enum === undefined) return first;
  const of = (
    codes: (schema: ProblemSchema) => readonly string[] | undefined,
    more: readonly string[] = [],
  ) => [...new Set([...schemas.flatMap((schema) => codes(schema) ?? []), ...more])].sort();
  const actions = of(({ properties }) => properties?.allowed?.items?.enum);
  return {
    ...first,
    properties: {
      ...first?.properties,
      type: { ...type, enum: of(({ properties }) => properties?.type?.enum, own) },
      allowed: { ...allowed, items: { type: 'string', ...(actions.length > 0 && { enum: actions }) } },
    },
  };
}
