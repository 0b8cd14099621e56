import { Problem } from './problem';

/** What a `cursor` parameter can look like. */
export const cursorPattern = /^[A-Za-z0-9_-]{1,200}$/;

const cursorText = /^(\S+) ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/**
 * The place after which the next page begins, out of a `cursor` parameter: sort key and id.
 * @param isKey what the key of this list's order can be; by default a time (UTC, ISO 8601 with microseconds)
 * @throws Problem `malformed-parameter` for anything that `nextCursor` never was, also in another order.
 */
export function readCursor(
  cursor: string | undefined,
  isKey: (key: string) => boolean = isTime,
): { readonly at: string; readonly id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [, at, id] = cursorText.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (at === undefined || id === undefined || !isKey(at))
    throw new Problem('malformed-parameter', { parameter: 'cursor' });
  return { at, id };
}

function isTime(key: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(key) && !Number.isNaN(Date.parse(key));
}
