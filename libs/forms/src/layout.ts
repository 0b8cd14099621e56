import {
  isObject,
  rulesOf,
  type Condition,
  type Form,
  type JsonObject,
  type LocalizedText,
  type UiElement,
} from './form';
import { fieldAt, item, keyOf, placeOf, type Place } from './places';

/** A condition with the places that it looks at. */
export type PlacedCondition =
  | { readonly place: Place; readonly schema: JsonObject }
  | { readonly all: readonly PlacedCondition[] }
  | { readonly any: readonly PlacedCondition[] }
  | { readonly not: PlacedCondition };

/** One element that shows a field: whether it does, and what it makes of it. */
export interface Showing {
  /** All of them hold while the element is shown: its own rules and those of what is around it. */
  readonly shownIf: readonly PlacedCondition[];
  /** Any of them locks it. */
  readonly lockedIf: readonly PlacedCondition[];
  /** Any of them requires it, while it is shown. */
  readonly requiredIf: readonly PlacedCondition[];
}

/** A field as the layout of a form has it. */
export interface LaidOut {
  readonly place: Place;
  readonly element: UiElement;
  readonly showings: Showing[];
  /** What the group around it is called. */
  readonly group: LocalizedText | undefined;
}

/** A topic of a form, or a group at its top where it has no topics. */
export interface LaidOutTopic {
  readonly title: LocalizedText;
}

/** What the layout of a form says about its fields, by their places. */
export interface FormLayout {
  readonly fields: ReadonlyMap<string, LaidOut>;
  readonly topics: readonly LaidOutTopic[];
  /** In which topic a place is asked for, by its key. */
  readonly topicOf: ReadonlyMap<string, number>;
  /** When in the form a place is asked for, itself or the first within it, by its key. */
  readonly orderOf: ReadonlyMap<string, number>;
  readonly hasRules: boolean;
  /** Fields whose label another one has, too, in the same item: only with their group can they be told apart. */
  readonly ambiguous: ReadonlySet<string>;
  /** Objects and lists that need not be there: an empty one, which is left when its fields are cleared, is none. */
  readonly emptyIsNothing: ReadonlySet<string>;
}

const known = new WeakMap<UiElement, FormLayout>();

/** The layout of a form, looked through once. */
export function layoutOf({ schema, uiSchema }: Form): FormLayout {
  const layout = known.get(uiSchema) ?? new Reader().read(uiSchema, schema);
  known.set(uiSchema, layout);
  return layout;
}

function ambiguousIn(fields: ReadonlyMap<string, LaidOut>): ReadonlySet<string> {
  const byLabel = new Map<string, string[]>();
  for (const [key, { place, element }] of fields) {
    if (element.type === 'Group' || element.label === undefined) continue;
    const name = `${keyOf(place.slice(0, place.lastIndexOf(item) + 1))} ${element.label.de}`;
    byLabel.set(name, [...(byLabel.get(name) ?? []), key]);
  }
  return new Set([...byLabel.values()].filter((keys) => keys.length > 1).flat());
}

function emptyIsNothingIn(fields: ReadonlyMap<string, LaidOut>, schema: JsonObject): ReadonlySet<string> {
  const optional = [...fields].filter(([, { place, element }]) => {
    const required: unknown = fieldAt(schema, place.slice(0, -1))?.['required'];
    if (Array.isArray(required) && required.includes(place.at(-1))) return false;
    const field = fieldAt(schema, place) ?? {};
    const needsItems = typeof field['minItems'] === 'number' && field['minItems'] > 0;
    return (
      (element.type === 'Group' && isObject(field['properties'])) || (field['type'] === 'array' && needsItems)
    );
  });
  return new Set(optional.map(([key]) => key));
}

interface Around {
  readonly place: Place;
  readonly shownIf: readonly PlacedCondition[];
  readonly lockedIf: readonly PlacedCondition[];
  readonly topic: number | undefined;
  readonly group: LocalizedText | undefined;
  readonly depth: number;
}

class Reader {
  readonly #fields = new Map<string, LaidOut>();
  readonly #topics: LaidOutTopic[] = [];
  readonly #topicOf = new Map<string, number>();
  readonly #orderOf = new Map<string, number>();
  #hasRules = false;
  #next = 0;

  read(root: UiElement, schema: JsonObject): FormLayout {
    const around = { place: [], shownIf: [], lockedIf: [], topic: undefined, group: undefined, depth: 0 };
    this.#element(root, around);
    return {
      fields: this.#fields,
      topics: this.#topics,
      topicOf: this.#topicOf,
      orderOf: this.#orderOf,
      hasRules: this.#hasRules,
      ambiguous: ambiguousIn(this.#fields),
      emptyIsNothing: emptyIsNothingIn(this.#fields, schema),
    };
  }

  #element(element: UiElement, around: Around): void {
    const own = this.#rules(element, around.place);
    const inside = {
      ...around,
      shownIf: [...around.shownIf, ...own.shownIf],
      lockedIf: [...around.lockedIf, ...own.lockedIf],
      topic: this.#topicWithin(element, around),
      group: element.type === 'Group' ? element.label : around.group,
      depth: around.depth + 1,
    };
    const place = element.scope === undefined ? around.place : placeOf(element.scope, around.place);
    if (element.scope !== undefined) {
      const { shownIf, lockedIf } = inside;
      // A group is an object, whose fields are locked one by one.
      const isValue = element.type !== 'Group';
      const showing = { shownIf, lockedIf: isValue ? lockedIf : [], requiredIf: own.requiredIf };
      this.#show(place, element, showing, around.group);
      this.#order(place, inside.topic);
    }
    const within =
      element.type === 'List' ? { ...inside, place: [...place, item], group: undefined } : inside;
    for (const child of element.elements ?? []) this.#element(child, within);
  }

  #topicWithin(element: UiElement, { topic, depth }: Around): number | undefined {
    const begins =
      element.type === 'Topic' || (element.type === 'Group' && topic === undefined && depth === 1);
    if (!begins || element.label === undefined) return topic;
    this.#topics.push({ title: element.label });
    return this.#topics.length - 1;
  }

  #show(place: Place, element: UiElement, showing: Showing, group: LocalizedText | undefined): void {
    const key = keyOf(place);
    const field = this.#fields.get(key);
    if (field === undefined) this.#fields.set(key, { place, element, showings: [showing], group });
    else field.showings.push(showing);
  }

  #order(place: Place, topic: number | undefined): void {
    const order = (this.#next += 1);
    for (let length = place.length; length > 0; length -= 1) {
      const key = keyOf(place.slice(0, length));
      if (!this.#orderOf.has(key)) this.#orderOf.set(key, order);
      if (topic !== undefined && !this.#topicOf.has(key)) this.#topicOf.set(key, topic);
    }
  }

  #rules(element: UiElement, around: Place): Showing {
    const rules = {
      shownIf: [] as PlacedCondition[],
      lockedIf: [] as PlacedCondition[],
      requiredIf: [] as PlacedCondition[],
    };
    for (const { effect, condition } of rulesOf(element)) {
      this.#hasRules = true;
      const placed = placedCondition(condition, around);
      switch (effect) {
        case 'SHOW':
          rules.shownIf.push(placed);
          break;
        case 'HIDE':
          rules.shownIf.push({ not: placed });
          break;
        case 'LOCK':
        case 'DISABLE':
          rules.lockedIf.push(placed);
          break;
        case 'ENABLE':
          rules.lockedIf.push({ not: placed });
          break;
        case 'REQUIRE':
          rules.requiredIf.push(placed);
          break;
      }
    }
    return rules;
  }
}

/** A condition with the places that it looks at. @param around the item that it stands in; the root by default */
export function placedCondition(condition: Condition, around: Place = []): PlacedCondition {
  if ('scope' in condition) return { place: placeOf(condition.scope, around), schema: condition.schema };
  if ('all' in condition) return { all: condition.all.map((part) => placedCondition(part, around)) };
  if ('any' in condition) return { any: condition.any.map((part) => placedCondition(part, around)) };
  return { not: placedCondition(condition.not, around) };
}
