import type { WitnessedEvent } from './witnessed-event';

/** A place of an event in its stream, as the witness keeps it. */
export type Link = Pick<WitnessedEvent, 'version' | 'hash' | 'previousHash'>;

/**
 * What is wrong with a stream as the witness heard it: a version that never came (`gap`), two different events that claim
 * the same version (`fork`), or an event that does not follow upon the one before (`broken-link`).
 */
export interface ChainFinding {
  readonly kind: 'gap' | 'fork' | 'broken-link';
  readonly version: number;
  /** The last version of a gap, where it is wider than one. */
  readonly upToVersion?: number;
}

/**
 * Checks one stream, its events in order of version: 1, 2, 3 …, each naming the hash of the one before. What it takes grows
 * with the events that were heard, not with the versions that they claim.
 */
export function chainFindings(links: readonly Link[]): readonly ChainFinding[] {
  const findings: ChainFinding[] = [];
  let last = 0;
  let before: readonly string[] = [''];
  for (const [version, events] of groupBy(links, (link) => link.version)) {
    const follows = version === last + 1;
    if (!follows) findings.push(gapBetween(last, version));
    if (events.length > 1) findings.push({ kind: 'fork', version });
    if (follows && events.some(({ previousHash }) => !before.includes(previousHash)))
      findings.push({ kind: 'broken-link', version });
    last = version;
    before = events.map(({ hash }) => hash);
  }
  return findings;
}

function gapBetween(last: number, version: number): ChainFinding {
  const gap = { kind: 'gap', version: last + 1 } as const;
  return version - last > 2 ? { ...gap, upToVersion: version - 1 } : gap;
}

/** The items by key, in their order. (`Map.groupBy` exists from Node 21 on.) */
export function groupBy<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
