import { isObject, same, type JsonObject } from '#forms';

/** A JSON Merge Patch (RFC 7396) that makes one data of another; undefined where they are the same. */
export function patchBetween(before: JsonObject, after: JsonObject): JsonObject | undefined {
  const patch: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[name], after[name]];
    if (same(was, is)) continue;
    if (is === undefined) patch[name] = null;
    else if (isObject(was) && isObject(is)) patch[name] = patchBetween(was, is) ?? {};
    else patch[name] = is;
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** Something that was entered here, and otherwise elsewhere. */
export interface Clash {
  /** RFC 6901 pointer of the entry. */
  readonly pointer: string;
  /** As it was entered here; undefined where it was cleared. */
  readonly mine: unknown;
}

/** What two sides have made of the same data. */
export interface Merged {
  /** What only one side has changed, as it has; where both have, as it is kept. */
  readonly data: JsonObject;
  readonly clashes: readonly Clash[];
}

/**
 * Brings together what was entered here and what is kept meanwhile, for example by another tab. Lists go as a whole.
 * @param base what both began with
 * @param kept what the draft holds now
 */
export function merged(base: JsonObject, mine: JsonObject, kept: JsonObject, around = ''): Merged {
  const data: Record<string, unknown> = {};
  const clashes: Clash[] = [];
  for (const name of new Set([...Object.keys(kept), ...Object.keys(mine), ...Object.keys(base)])) {
    const [was, here, there] = [base[name], mine[name], kept[name]];
    const pointer = `${around}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    let value: unknown;
    if (isObject(here) && isObject(there)) {
      const inside = merged(isObject(was) ? was : {}, here, there, pointer);
      value = inside.data;
      clashes.push(...inside.clashes);
    } else if (same(was, here) || same(here, there)) value = there;
    else if (same(was, there)) value = here;
    else {
      value = there;
      clashes.push({ pointer, mine: here });
    }
    if (value !== undefined) data[name] = value;
  }
  return { data, clashes };
}
