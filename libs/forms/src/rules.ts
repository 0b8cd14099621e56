import type { Condition, Form, JsonObject } from './form';
import { isObject } from './form';
import { matches } from './json-schema';
import { layoutOf, placedCondition, type FormLayout, type PlacedCondition, type Showing } from './layout';
import { item, keyOf, type Place } from './places';
import { isEmpty, pointerOf, spotKey, spotsOf, valueAt, withValueAt, type Spot } from './pointers';
import { isVisible } from './visible-text';

/** Data of a form after its rules. */
export interface Evaluated {
  /** Without what is hidden, and with what is locked as it was: this is what is validated, reviewed and filed. */
  readonly data: JsonObject;
  /** RFC 6901 pointers of fields that rules hide; what lies within them is hidden too. */
  readonly hidden: ReadonlySet<string>;
  /** Of fields that rules lock. */
  readonly locked: ReadonlySet<string>;
  /** Of fields that rules require, whether they are there or not. */
  readonly required: ReadonlySet<string>;
}

/**
 * Evaluates the rules of a form, from the outside in: a hidden value is no value, also for other rules, and a locked one is what it
 * was, whatever was sent.
 * @param kept what the data was before, for locked fields; by default they stay as they are
 */
export function evaluateForm(form: Form, data: JsonObject, kept: JsonObject = data): Evaluated {
  return new Evaluation(layoutOf(form), data, kept).result();
}

/**
 * What a draft holds after somebody has sent `data`: locked fields as they were, hidden ones as they were typed, for the person may
 * switch back.
 */
export function keepLocked(form: Form, data: JsonObject, kept: JsonObject): JsonObject {
  return new Evaluation(layoutOf(form), data, kept).withLocked();
}

/** Whether a condition of the whole form holds, as the conditions of its rules do. */
export function conditionHolds(form: Form, condition: Condition, data: JsonObject): boolean {
  return new Evaluation(layoutOf(form), data, data).holds(condition);
}

/** Whether a condition holds where an element stands. @param within the item around it; the root for what lies in no list */
export type ConditionsAsked = (condition: Condition, within: Spot) => boolean;

/** Asks the conditions of a form of its data, each as often as somebody likes. @param kept as for {@link evaluateForm} */
export function askConditions(form: Form, data: JsonObject, kept: JsonObject = data): ConditionsAsked {
  const evaluation = new Evaluation(layoutOf(form), data, kept);
  return (condition, within) => evaluation.holds(condition, within);
}

const nowhere: readonly Showing[] = [];

class Evaluation {
  readonly #hidden = new Map<string, boolean>();
  readonly #locked = new Map<string, boolean>();

  constructor(
    private readonly layout: FormLayout,
    private readonly data: JsonObject,
    private readonly kept: JsonObject,
  ) {}

  result(): Evaluated {
    if (!this.layout.hasRules && this.layout.emptyIsNothing.size === 0)
      return { data: this.data, hidden: new Set(), locked: new Set(), required: new Set() };
    const hidden = new Set<string>();
    const withLocked = this.withLocked();
    const data = this.#shownPart(withLocked, { place: [], items: [] }, hidden) as JsonObject;
    const required = new Set<string>();
    const locked = new Set<string>();
    for (const { place, showings } of this.layout.fields.values()) {
      const requires = showings.some(({ requiredIf }) => requiredIf.length > 0);
      const locks = showings.some(({ lockedIf }) => lockedIf.length > 0);
      if (!requires && !locks) continue;
      for (const spot of spotsOf(place, data)) {
        if (requires && this.#isRequired(spot, showings)) required.add(pointerOf(spot));
        if (locks && this.#isLocked(spot)) locked.add(pointerOf(spot));
      }
    }
    for (const { place, showings } of this.layout.fields.values()) {
      if (!showings.some(({ shownIf }) => shownIf.length > 0)) continue;
      for (const spot of spotsOf(place, data)) {
        const pointer = pointerOf(spot);
        if (this.#isHidden(spot) && !liesWithin(pointer, hidden)) hidden.add(pointer);
      }
    }
    return { data, hidden, locked, required };
  }

  holds(condition: Condition, { place, items }: Spot = { place: [], items: [] }): boolean {
    return this.#holds(placedCondition(condition, place), items);
  }

  withLocked(): JsonObject {
    let data = this.data;
    for (const { place, showings } of this.layout.fields.values()) {
      if (!showings.some(({ lockedIf }) => lockedIf.length > 0)) continue;
      for (const spot of spotsOf(place, this.data)) {
        if (!this.#isLocked(spot)) continue;
        const was = valueAt(spot, this.kept);
        if (was !== valueAt(spot, data)) data = withValueAt(data, spot, was) as JsonObject;
      }
    }
    return data;
  }

  /** A value without what is hidden in it, and without what is empty and need not be there. */
  #shownPart(value: unknown, spot: Spot, hidden: Set<string>): unknown {
    if (Array.isArray(value))
      return value.map((one, nth) =>
        this.#shownPart(one, { place: [...spot.place, item], items: [...spot.items, nth] }, hidden),
      );
    if (!isObject(value)) return value;
    const shown: [string, unknown][] = [];
    for (const [name, member] of Object.entries(value)) {
      const inside = { place: [...spot.place, name], items: spot.items };
      if (this.#isHidden(inside)) {
        hidden.add(pointerOf(inside));
        continue;
      }
      const part = this.#shownPart(member, inside, hidden);
      if (isEmpty(part) && (!isEmpty(member) || this.layout.emptyIsNothing.has(keyOf(inside.place))))
        continue;
      shown.push([name, part]);
    }
    return Object.fromEntries(shown);
  }

  #showingsAt(place: Place): readonly Showing[] {
    return this.layout.fields.get(keyOf(place))?.showings ?? nowhere;
  }

  /** Whether rules hide a field: no element that shows it is shown. */
  #isHidden(spot: Spot): boolean {
    const showings = this.#showingsAt(spot.place);
    if (showings.length === 0 || showings.some(({ shownIf }) => shownIf.length === 0)) return false;
    return this.#once(this.#hidden, spot, () => !showings.some((showing) => this.#isShown(showing, spot)));
  }

  #isShown({ shownIf }: Showing, spot: Spot): boolean {
    return shownIf.every((condition) => this.#holds(condition, spot.items));
  }

  /** Whether every element that shows a field locks it; of one that is hidden, every one that could. */
  #isLocked(spot: Spot): boolean {
    const showings = this.#showingsAt(spot.place);
    if (!showings.some(({ lockedIf }) => lockedIf.length > 0)) return false;
    return this.#once(this.#locked, spot, () => {
      const shown = showings.filter((showing) => this.#isShown(showing, spot));
      return (shown.length > 0 ? shown : showings).every(({ lockedIf }) =>
        lockedIf.some((condition) => this.#holds(condition, spot.items)),
      );
    });
  }

  #isRequired(spot: Spot, showings: readonly Showing[]): boolean {
    return showings.some(
      (showing) =>
        showing.requiredIf.some((condition) => this.#holds(condition, spot.items)) &&
        this.#isShown(showing, spot),
    );
  }

  /** Remembers answers. Rules that ask each other in a circle, which the check of a form refuses, end with "no". */
  #once(answers: Map<string, boolean>, spot: Spot, ask: () => boolean): boolean {
    const key = spotKey(spot);
    const answer = answers.get(key);
    if (answer !== undefined) return answer;
    answers.set(key, false);
    const found = ask();
    answers.set(key, found);
    return found;
  }

  #holds(condition: PlacedCondition, items: readonly number[]): boolean {
    if ('all' in condition) return condition.all.every((part) => this.#holds(part, items));
    if ('any' in condition) return condition.any.some((part) => this.#holds(part, items));
    if ('not' in condition) return !this.#holds(condition.not, items);
    const { place, schema } = condition;
    const lists = place.filter((name) => name === item).length;
    const value = this.#effective({ place, items: items.slice(0, lists) });
    return !this.#isNothing(value, place) && matches(schema, value);
  }

  /** What is not there, what nobody can see, and what is empty where it need not be there. */
  #isNothing(value: unknown, place: Place): boolean {
    if (value === undefined || value === null) return true;
    if (typeof value === 'string') return !isVisible(value);
    return isEmpty(value) && this.layout.emptyIsNothing.has(keyOf(place));
  }

  /** What counts at a spot: nothing where it or what is around it is hidden, and what was there where it is locked. */
  #effective(spot: Spot): unknown {
    for (let length = 1; length <= spot.place.length; length += 1) {
      const place = spot.place.slice(0, length);
      const lists = place.filter((name) => name === item).length;
      if (this.#isHidden({ place, items: spot.items.slice(0, lists) })) return undefined;
    }
    const value = valueAt(spot, this.#isLocked(spot) ? this.kept : this.data);
    return typeof value === 'object' ? this.#shownPart(value, spot, new Set()) : value;
  }
}

/** Whether a pointer, or one of what is around it, is among these. */
export function liesWithin(pointer: string, pointers: ReadonlySet<string>): boolean {
  if (pointers.size === 0) return false;
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1))
    if (pointers.has(pointer.slice(0, end))) return true;
  return false;
}
