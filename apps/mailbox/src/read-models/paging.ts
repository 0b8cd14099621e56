import { Problem } from '#http';

/** The place after which the next page begins: the sort key of the last line. */
export interface Cursor {
  /** UTC, ISO 8601 with microseconds. */
  readonly at: string;
  readonly id: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Sent back as `cursor` for the next page; absent on the last one. */
  readonly nextCursor?: string;
}

/** A page out of `limit + 1` rows: the one too many only tells that there is a next page. */
export function pageOf<Item>(
  rows: readonly Item[],
  limit: number,
  keyOf: (item: Item) => Cursor,
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items };
  const { at, id } = keyOf(last);
  return { items, nextCursor: Buffer.from(`${at} ${id}`).toString('base64url') };
}

const cursorText =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** @throws Problem `malformed-parameter` for anything that `nextCursor` never was. */
export function readCursor(cursor: string | undefined): Cursor | undefined {
  if (cursor === undefined) return undefined;
  const [, at, id] = cursorText.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at))) {
    throw new Problem('malformed-parameter', { parameter: 'cursor' });
  }
  return { at, id };
}
