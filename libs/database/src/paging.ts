/** The place after which the next page begins: the sort key of the last line. */
export interface Cursor {
  /** By what the list is sorted: mostly a time, UTC, ISO 8601 with microseconds. Without blanks. */
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
