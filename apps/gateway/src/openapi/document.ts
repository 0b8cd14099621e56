/** An OpenAPI 3.1 document as far as the gateway looks into it. Everything else is carried over untouched. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components?: Components;
  readonly [key: string]: unknown;
}

export type PathItem = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly unknown[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly tags?: readonly string[];
  readonly [key: string]: unknown;
}

/** Kind (`schemas`, `responses`, …) → name → component. */
export type Components = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const httpMethods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** The same JSON value with every `$ref` replaced by what `rename` says. */
export function withReferences(value: unknown, rename: (reference: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => withReferences(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === '$ref' && typeof item === 'string' ? rename(item) : withReferences(item, rename),
    ]),
  );
}

/** Every `$ref` within a JSON value. */
export function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === '$ref' && typeof item === 'string' ? [item] : referencesIn(item),
  );
}
