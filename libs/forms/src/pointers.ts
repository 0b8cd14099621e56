import { isObject } from './form';
import { escaped, item, keyOf, type Place } from './places';

/** A place in one form's data: its {@link Place}, and which item is meant at each list on the way. */
export interface Spot {
  readonly place: Place;
  /** Numbers of items from 0, one for every {@link item} of the place. */
  readonly items: readonly number[];
}

/** The spot that an RFC 6901 pointer means in this data. */
export function spotOf(pointer: string, data: unknown): Spot {
  const place: string[] = [];
  const items: number[] = [];
  let value = data;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value) && /^\d+$/.test(name)) {
      place.push(item);
      items.push(Number(name));
      value = value[Number(name)] as unknown;
    } else {
      place.push(name);
      value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    }
  }
  return { place, items };
}

/** The RFC 6901 pointer of a spot. */
export function pointerOf({ place, items }: Spot): string {
  let nth = 0;
  return place.map((name) => `/${name === item ? String(items[nth++]) : escaped(name)}`).join('');
}

/** What stands at a spot; undefined where nothing does. */
export function valueAt({ place, items }: Spot, data: unknown): unknown {
  let nth = 0;
  let value = data;
  for (const name of place) {
    if (name === item) value = Array.isArray(value) ? (value[items[nth++] ?? -1] as unknown) : undefined;
    else value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

/** Every spot of a place in this data: one, or one for each item of the lists on the way; within lists that are there. */
export function spotsOf(place: Place, data: unknown): Spot[] {
  let spots: Spot[] = [{ place: [], items: [] }];
  for (const name of place) {
    spots = spots.flatMap(({ place: before, items }) => {
      if (name !== item) return [{ place: [...before, name], items }];
      const list = valueAt({ place: before, items }, data);
      return (Array.isArray(list) ? list : []).map((_, nth) => ({
        place: [...before, item],
        items: [...items, nth],
      }));
    });
  }
  return spots;
}

/** A spot as one text, to remember it by. */
export function spotKey({ place, items }: Spot): string {
  return items.length === 0 ? keyOf(place) : `${keyOf(place)} ${items.join(' ')}`;
}

/** An object without members, or a list without items. */
export function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** A copy of data with another value at a spot; with `undefined` the field is gone. */
export function withValueAt(data: unknown, { place, items }: Spot, value: unknown): unknown {
  const [name, ...rest] = place;
  if (name === undefined) return value;
  if (name === item) {
    const [nth = 0, ...others] = items;
    const list: unknown[] = Array.isArray(data) ? [...(data as unknown[])] : [];
    list[nth] = withValueAt(list[nth], { place: rest, items: others }, value);
    return list;
  }
  const object = isObject(data) ? data : {};
  const member = Object.hasOwn(object, name) ? object[name] : undefined;
  const next = withValueAt(member, { place: rest, items }, value);
  if (
    next === undefined ||
    (value === undefined && (member === undefined || (isObject(next) && isEmpty(next))))
  ) {
    const { [name]: _, ...without } = object;
    return without;
  }
  return { ...object, [name]: next };
}
