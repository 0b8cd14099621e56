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
}

/** Checks one stream, its events in order of version: 1, 2, 3 …, each naming the hash of the one before. */
export function chainFindings(links: readonly Link[]): readonly ChainFinding[] {
  const findings: ChainFinding[] = [];
  const byVersion = groupBy(links, ({ version }) => version);
  const last = links.at(-1)?.version ?? 0;
  for (let version = 1; version <= last; version += 1) {
    const events = byVersion.get(version);
    if (events === undefined) {
      findings.push({ kind: 'gap', version });
      continue;
    }
    if (events.length > 1) findings.push({ kind: 'fork', version });
    const before = version === 1 ? [''] : byVersion.get(version - 1)?.map(({ hash }) => hash);
    if (before !== undefined && events.some(({ previousHash }) => !before.includes(previousHash))) {
      findings.push({ kind: 'broken-link', version });
    }
  }
  return findings;
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
