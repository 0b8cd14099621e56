import { parse } from 'node:querystring';
import { cleanText, cleanValue } from './clean';
import { isPlainPath, pathAndQuery } from './plain-path';
import { Problem } from './problem';

/** Addresses of these characters alone need no decoding: no `%`, nothing beyond ASCII, no key that is dangerous as a name. */
const plain = /^[!-$&-~]*$/;
const dangerous = /__proto__|constructor|prototype/;

/**
 * Refuses an address with broken encodings, NUL or dangerous names in its query, and one whose path could be read in more than
 * one way.
 * @throws Problem `malformed-address`, or as `cleanValue` does; `not-found` for a path that is not plain
 */
export function refuseUnreadable(url = ''): void {
  refuseBroken(url);
  const [path] = pathAndQuery(url);
  if (!isPlainPath(path)) throw new Problem('not-found');
}

function refuseBroken(url: string): void {
  if (isPlain(url)) return;
  try {
    cleanText(decodeURIComponent(url), '');
  } catch (error) {
    throw new Problem('malformed-address', {}, { cause: error });
  }
  const [, query] = pathAndQuery(url);
  if (query !== '') cleanValue({ ...parse(query.slice(1)) });
}

/**
 * The parameters of a query, their texts in Unicode normal form C. Both platforms read queries with it. It never throws, because
 * Fastify asks before anything could catch that: `refuseUnreadable` has the say.
 */
export function readQuery(query: string): Record<string, unknown> {
  if (query === '') return {};
  const parameters = { ...parse(query) };
  if (isPlain(query)) return parameters;
  try {
    return cleanValue(parameters) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function isPlain(text: string): boolean {
  return plain.test(text) && !dangerous.test(text);
}
