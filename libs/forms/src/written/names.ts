import { meant } from '../nearest';
import { item, keyOf, scopeOf, type Place } from '../places';
import type { FieldNode } from './field-tree';

/** Every field of a form that has a value or holds fields, to be found by the names that rules and relations use. */
export class Names {
  readonly #byPlace = new Map<string, FieldNode>();

  /** @param onRepeated told of a field whose name another one beside it has */
  constructor(nodes: readonly FieldNode[], onRepeated: (node: FieldNode) => void) {
    const add = (node: FieldNode): void => {
      if (node.name !== undefined) {
        const key = keyOf(node.place);
        if (this.#byPlace.has(key)) onRepeated(node);
        else this.#byPlace.set(key, node);
      }
      node.fields.forEach(add);
    };
    nodes.forEach(add);
  }

  get size(): number {
    return this.#byPlace.size;
  }

  /**
   * The field that a dotted name means where it is used: beside that field first, then further and further out.
   * @param around the place of the object or item within which the name is used
   */
  find(name: string, around: Place): FieldNode | undefined {
    for (let length = around.length; length >= 0; length -= 1) {
      const found = this.#within(around.slice(0, length), name.split('.'));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #within(start: Place, names: readonly string[]): FieldNode | undefined {
    let place = start;
    let found: FieldNode | undefined;
    for (const name of names) {
      if (found?.kind === 'repeat') place = [...place, item];
      place = [...place, name];
      found = this.#byPlace.get(keyOf(place));
      if (found === undefined) return undefined;
    }
    return found;
  }

  /** What there is, for somebody who has named something else: `there are a, b. Did you mean "a"?` */
  listFor(name: string): string {
    const names = [...this.#byPlace.values()]
      .filter(({ kind }) => kind !== 'group')
      .map(({ place }) => place.filter((name) => name !== item).join('.'));
    const list = names.length > 40 ? `${names.slice(0, 40).join(', ')} …` : names.join(', ');
    return `there are ${list}${meant(name, names)}`;
  }
}

/** The items of lists that a place lies in: the place up to its last {@link item}, itself not counted. */
export function itemAround(place: Place): Place {
  return place.slice(0, place.lastIndexOf(item) + 1);
}

/**
 * How an element within `around` (the item that it is shown in) names a place: from the root on, or relative to that item.
 * @returns undefined for a place in another list: which of its items is meant nobody could say
 */
export function scopeWithin(place: Place, around: Place): string | undefined {
  const items = itemAround(place);
  if (items.length === 0) return scopeOf(place);
  if (keyOf(around.slice(0, items.length)) !== keyOf(items)) return undefined;
  const levels = around.slice(items.length).filter((name) => name === item).length;
  const start = levels === 0 ? '.' : Array.from({ length: levels }, () => '..').join('/');
  return [start, ...scopeOf(place.slice(items.length)).split('/').slice(1)].join('/');
}
