import { useEffect, useState } from 'react';
import { addressOf, type Asked } from './asked';

/** Under which name a tab keeps it. */
const kept = 'liste';

/** The page of the work list that a case was opened from: what it asked for, and the cases that stood on it, in their order. */
interface Trail {
  /** With its question mark; empty for the list as it is usual. */
  readonly search: string;
  readonly ids: readonly string[];
}

/** Where a case stands on that page. */
export interface Place {
  readonly search: string;
  readonly nth: number;
  readonly of: number;
  /** Ids of the cases before and after it. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Keeps in this tab which cases stand on the page of the list. Holds keys and ids, and no name of anybody. */
export function useKeepTrail(asked: Asked, cases: readonly { readonly id: string }[]): void {
  const trail = JSON.stringify({ search: addressOf(asked), ids: cases.map(({ id }) => id) } satisfies Trail);
  useEffect(() => sessionStorage.setItem(kept, trail), [trail]);
}

/** Where a case stands on the page of the list that this tab showed last; undefined where it does not, and until that is known. */
export function usePlace(id: string): Place | undefined {
  const [trail, setTrail] = useState<Trail>();
  useEffect(() => setTrail(trailIn(sessionStorage.getItem(kept))), []);
  return trail && placeOn(trail, id);
}

/** @returns undefined where the case is none of them */
export function placeOn({ search, ids }: Trail, id: string): Place | undefined {
  const at = ids.indexOf(id);
  if (at === -1) return undefined;
  return { search, nth: at + 1, of: ids.length, before: ids[at - 1], after: ids[at + 1] };
}

/** What a tab has kept; whatever cannot be meant counts as nothing. */
export function trailIn(text: string | null): Trail | undefined {
  try {
    const { search, ids } = JSON.parse(text ?? '{}') as Partial<Record<keyof Trail, unknown>>;
    const isTrail = typeof search === 'string' && /^(\?|$)/.test(search) && Array.isArray(ids);
    return isTrail ? { search, ids: ids.filter((id): id is string => typeof id === 'string') } : undefined;
  } catch {
    return undefined;
  }
}
