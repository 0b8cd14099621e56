import type { Form } from './form';
import { layoutOf, type LaidOut, type PlacedCondition } from './layout';
import { keyOf, type Place } from './places';

/**
 * Fields whose rules wait for each other: whether one of them is shown, locked or required would depend on whether it is.
 * @returns their places in the order in which they ask each other; undefined where there is no such circle
 */
export function circleOfRules(form: Form): readonly Place[] | undefined {
  const { fields } = layoutOf(form);
  const ruled = new Map([...fields].filter(([, field]) => conditionsOf(field).length > 0));
  const settled = new Set<string>();
  const way: string[] = [];

  const circleFrom = (key: string): readonly Place[] | undefined => {
    const begin = way.indexOf(key);
    if (begin >= 0) return way.slice(begin).map((one) => (ruled.get(one) as LaidOut).place);
    if (settled.has(key)) return undefined;
    way.push(key);
    for (const place of conditionsOf(ruled.get(key) as LaidOut).flatMap(placesOf)) {
      for (const other of dependedOn(place, ruled)) {
        const circle = circleFrom(other);
        if (circle !== undefined) return circle;
      }
    }
    way.pop();
    settled.add(key);
    return undefined;
  };

  for (const key of ruled.keys()) {
    const circle = circleFrom(key);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** The conditions on which the value of a field depends. */
function conditionsOf({ showings }: LaidOut): readonly PlacedCondition[] {
  return showings.flatMap(({ shownIf, lockedIf }) => [...shownIf, ...lockedIf]);
}

function placesOf(condition: PlacedCondition): readonly Place[] {
  if ('all' in condition) return condition.all.flatMap(placesOf);
  if ('any' in condition) return condition.any.flatMap(placesOf);
  return 'not' in condition ? placesOf(condition.not) : [condition.place];
}

/** Fields with rules that decide what counts at a place: itself, what it lies in, and what lies in it. */
function dependedOn(place: Place, ruled: ReadonlyMap<string, LaidOut>): readonly string[] {
  const key = keyOf(place);
  const around = place.map((_, length) => keyOf(place.slice(0, length + 1)));
  const within = [...ruled.keys()].filter((other) => other.startsWith(`${key}/`));
  return [...around.filter((other) => ruled.has(other)), ...within];
}
