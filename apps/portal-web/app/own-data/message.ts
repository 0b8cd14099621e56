import type { Problem } from '../problem';

/** What the API says of a field, in the reader's language; undefined where nothing is wrong with it. */
export function messageOf(problem: Problem | undefined, field: string): string | undefined {
  const errors = problem?.['errors'];
  if (!Array.isArray(errors)) return undefined;
  const all = errors as readonly { readonly pointer?: string; readonly message?: string }[];
  return all.find(({ pointer }) => pointer === `/${field}`)?.message;
}
