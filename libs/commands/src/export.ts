import { Cursor } from '#http';
import type { Acting } from './acting';

/** Which page of an export is asked for. */
export class ExportQuery {
  @Cursor()
  cursor?: string;
}

/** So much stands on one page of an export: each item is read as a whole. */
export const exportPageSize = 10;

/** A page of what a service tells of a person (Art. 15, 20 GDPR; law 12). */
export interface ExportPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

/** Who an export is read for: the person, as whoever is signed in at no particular level. */
export function asExported(tenant: string, personId: string): Acting {
  return { tenant, personId, role: 'citizen', offices: [], levelOfAssurance: 'none' };
}

/** Reads everything that stands on a page, one after the other: an export is nobody's hurry, and an item may be large. */
export async function exportPage<Listed, Item>(
  { items: listed, nextCursor }: ExportPage<Listed>,
  whole: (listed: Listed) => Promise<Item>,
): Promise<ExportPage<Item>> {
  const items: Item[] = [];
  for (const one of listed) items.push(await whole(one));
  return { items, ...(nextCursor !== undefined && { nextCursor }) };
}

/**
 * Something that is read from its end in parts, as a whole.
 * @param read the part before this version, or the last one; `earlierBefore` says that there is another one before it
 * @param joined a part, and all that comes after it
 */
export async function wholeHistory<View extends { readonly earlierBefore?: number }>(
  read: (before?: number) => Promise<View>,
  joined: (earlier: View, later: View) => View,
): Promise<View> {
  let whole = await read();
  for (let before = whole.earlierBefore; before !== undefined;) {
    const earlier = await read(before);
    whole = joined(earlier, whole);
    before = earlier.earlierBefore;
  }
  return whole;
}
