import { rulesOf, type Form, type JsonObject, type LocalizedText, type UiElement } from './form';
import { fieldAt, item, placeOf } from './places';
import { pointerOf, valueAt, withValueAt, type Spot } from './pointers';
import { askConditions, evaluateForm, type ConditionsAsked, type Evaluated } from './rules';

/** One field that is asked for: where its value lies, and what holds for it with the present data. */
export interface AskedField {
  readonly kind: 'field';
  readonly pointer: string;
  readonly spot: Spot;
  readonly element: UiElement;
  /** Of its value. */
  readonly schema: JsonObject;
  readonly required: boolean;
  /** A rule locks it: what is sent for it changes nothing. */
  readonly locked: boolean;
}

/** Fields under a title of their own. */
export interface AskedGroup {
  readonly kind: 'group';
  /** Of the object whose fields they are; undefined where they lie beside the others. */
  readonly pointer: string | undefined;
  readonly element: UiElement;
  /** All of it may be left out. */
  readonly optional: boolean;
  readonly asked: readonly Asked[];
}

/** The same fields several times. */
export interface AskedList {
  readonly kind: 'list';
  readonly pointer: string;
  readonly spot: Spot;
  readonly element: UiElement;
  readonly required: boolean;
  readonly locked: boolean;
  readonly items: readonly AskedItem[];
  readonly min: number;
  readonly max: number;
}

export interface AskedItem {
  readonly pointer: string;
  readonly asked: readonly Asked[];
}

/** Something to read. */
export interface AskedNote {
  readonly kind: 'note';
  readonly text: LocalizedText;
}

/** What a page of a form shows, from top to bottom, with the present data: nothing that its rules hide. */
export type Asked = AskedField | AskedGroup | AskedList | AskedNote;

/** One page of a form (R27): a topic, a group at its top, or what lies outside of these. */
export interface FormPage {
  /** Undefined for what lies outside of topics. */
  readonly title: LocalizedText | undefined;
  readonly hint: LocalizedText | undefined;
  /** Empty where its rules hide all of it: then nobody is led to it. */
  readonly asked: readonly Asked[];
}

/**
 * The pages of a form, always as many in the same order, with what each of them asks for while the data is this.
 * @param kept what the data was before, for locked fields; by default they stay as they are
 */
export function pagesOf(form: Form, data: JsonObject, kept: JsonObject = data): readonly FormPage[] {
  const asking = new Asking(form, data, evaluateForm(form, data, kept), askConditions(form, data, kept));
  return topsOf(form.uiSchema).map((elements) => {
    const [first] = elements;
    const isTitled = first !== undefined && isPage(first);
    return {
      title: isTitled ? first.label : undefined,
      hint: isTitled ? first.hint : undefined,
      asked: isTitled ? asking.page(first) : asking.all(elements, root),
    };
  });
}

/** Everything that is asked for, without groups and items around it. */
export function fieldsAsked(asked: readonly Asked[]): readonly (AskedField | AskedList)[] {
  return asked.flatMap((one) => {
    switch (one.kind) {
      case 'field':
        return [one];
      case 'group':
        return fieldsAsked(one.asked);
      case 'list':
        return [one, ...one.items.flatMap((inside) => fieldsAsked(inside.asked))];
      case 'note':
        return [];
    }
  });
}

/** Whether something is asked for on a page: a field, a list, or what lies within them. @param pointer RFC 6901 */
export function isAskedOn({ asked }: FormPage, pointer: string): boolean {
  return asked.some((one) => {
    switch (one.kind) {
      case 'field':
      case 'list':
        return pointer === one.pointer || pointer.startsWith(`${one.pointer}/`);
      case 'group':
        return pointer === one.pointer || isAskedOn({ ...one, title: undefined, hint: undefined }, pointer);
      case 'note':
        return false;
    }
  });
}

/** Data with so many empty items in each list that has to be filled in as it needs at least: there somebody begins to type. */
export function withFirstItems(form: Form, data: JsonObject): JsonObject {
  return pagesOf(form, data)
    .flatMap(({ asked }) => fieldsAsked(asked))
    .reduce<JsonObject>((filled, one) => {
      if (one.kind !== 'list' || !one.required || one.items.length >= one.min) return filled;
      const there: unknown = valueAt(one.spot, filled);
      const list = [...(Array.isArray(there) ? (there as unknown[]) : [])];
      while (list.length < one.min) list.push({});
      return withValueAt(filled, one.spot, list) as JsonObject;
    }, data);
}

/** The elements of each page: one with a title, or some that lie outside of these. */
function topsOf(root: UiElement): (readonly UiElement[])[] {
  const pages: UiElement[][] = [];
  const isLoose = (page: readonly UiElement[] | undefined) => page?.[0] !== undefined && !isPage(page[0]);
  for (const element of isLayout(root) ? (root.elements ?? []) : [root]) {
    const last = pages.at(-1);
    if (last !== undefined && isLoose(last) && !isPage(element)) last.push(element);
    else pages.push([element]);
  }
  return pages;
}

const isPage = ({ type, label }: UiElement): boolean =>
  type === 'Topic' || (type === 'Group' && label !== undefined);
const isLayout = ({ type }: UiElement): boolean => type === 'VerticalLayout' || type === 'HorizontalLayout';

/** What is around an element. */
interface Around {
  readonly spot: Spot;
  readonly locked: boolean;
}

const root: Around = { spot: { place: [], items: [] }, locked: false };

class Asking {
  constructor(
    private readonly form: Form,
    private readonly data: JsonObject,
    private readonly evaluated: Evaluated,
    private readonly holds: ConditionsAsked,
  ) {}

  /** What a page with a title asks for: the title is the page's own. */
  page(element: UiElement): readonly Asked[] {
    if (!this.#isShown(element, root)) return [];
    return this.all(element.elements ?? [], { ...root, locked: this.#isLocked(element, root) });
  }

  all(elements: readonly UiElement[], around: Around): readonly Asked[] {
    return elements.flatMap((element) => this.#element(element, around));
  }

  #element(element: UiElement, around: Around): readonly Asked[] {
    if (!this.#isShown(element, around)) return [];
    const locked = this.#isLocked(element, around);
    const spot = element.scope === undefined ? undefined : spotIn(element.scope, around.spot);
    const pointer = spot && pointerOf(spot);
    const { elements = [] } = element;
    switch (element.type) {
      case 'VerticalLayout':
      case 'HorizontalLayout':
        return this.all(elements, { ...around, locked });
      case 'Topic':
      case 'Group': {
        const asked = this.all(elements, { ...around, locked });
        if (asked.length === 0) return [];
        return [{ kind: 'group', pointer, element, optional: this.#isOptional(spot), asked }];
      }
      case 'Label':
        return element.label === undefined ? [] : [{ kind: 'note', text: element.label }];
      case 'Control': {
        if (spot === undefined || pointer === undefined) return [];
        const schema = fieldAt(this.form.schema, spot.place) ?? {};
        return [{ kind: 'field', pointer, spot, element, schema, locked, required: this.#isRequired(spot) }];
      }
      case 'List':
        return spot === undefined ? [] : [this.#list(element, spot, locked)];
    }
  }

  #list(element: UiElement, spot: Spot, locked: boolean): AskedList {
    const { minItems = 0, maxItems = mostItems } = fieldAt(this.form.schema, spot.place) ?? {};
    const there: unknown = valueAt(spot, this.data);
    const items = (Array.isArray(there) ? there : []).map((_, nth): AskedItem => {
      const inside = { place: [...spot.place, item], items: [...spot.items, nth] };
      return {
        pointer: pointerOf(inside),
        asked: this.all(element.elements ?? [], { spot: inside, locked }),
      };
    });
    return {
      ...{ kind: 'list', pointer: pointerOf(spot), spot, element, locked, items },
      required: this.#isRequired(spot),
      min: Number(minItems),
      max: Number(maxItems),
    };
  }

  #isShown(element: UiElement, { spot }: Around): boolean {
    return rulesOf(element).every(({ effect, condition }) => {
      if (effect === 'SHOW') return this.holds(condition, spot);
      return effect !== 'HIDE' || !this.holds(condition, spot);
    });
  }

  #isLocked(element: UiElement, { spot, locked }: Around): boolean {
    return (
      locked ||
      rulesOf(element).some(({ effect, condition }) => {
        if (effect === 'LOCK' || effect === 'DISABLE') return this.holds(condition, spot);
        return effect === 'ENABLE' && !this.holds(condition, spot);
      })
    );
  }

  #isRequired(spot: Spot): boolean {
    const required: unknown = fieldAt(this.form.schema, spot.place.slice(0, -1))?.['required'];
    if (Array.isArray(required) && required.includes(spot.place.at(-1))) return true;
    return this.evaluated.required.has(pointerOf(spot));
  }

  /** An object that need not be there, though something in it has to be where it is. */
  #isOptional(spot: Spot | undefined): boolean {
    if (spot === undefined || this.#isRequired(spot)) return false;
    const schema = fieldAt(this.form.schema, spot.place);
    return Array.isArray(schema?.['required']) && schema['required'].length > 0;
  }
}

/** Of a list that says nothing of it. */
const mostItems = 100;

/** Where a scope leads from within an item. */
function spotIn(scope: string, around: Spot): Spot {
  const place = placeOf(scope, around.place);
  const lists = place.filter((name) => name === item).length;
  return { place, items: around.items.slice(0, lists) };
}
