import {
  circleOfRules,
  fieldAt,
  isObject,
  item,
  keyOf,
  placeOf,
  rulesOf,
  scopeOf,
  type Condition,
  type Form,
  type JsonObject,
  type Place,
  type Relation,
  type UiElement,
} from '#forms';
import type { ConfigurationFile, Path } from './configuration-file';
import { checkKeywords } from './form-keywords';

/** Checks that a form's layout and its relations speak of fields that exist, and that somebody is asked for what is required. */
export function checkLayout(form: Form, at: Path, file: ConfigurationFile): void {
  const { schema, uiSchema, relations = [] } = form;
  const layout = new Layout(schema, file);
  layout.check(uiSchema, [...at, 'uiSchema'], []);
  layout.checkRequired(schema, [...at, 'schema'], []);
  for (const [index, relation] of relations.entries())
    layout.checkRelation(relation, [...at, 'relations', index]);
  const circle = circleOfRules(form)?.map((place) => `"${place.join('.')}"`);
  if (circle !== undefined)
    file.report(
      at,
      circle.length === 1
        ? `the rule of ${circle[0]} looks at ${circle[0]} itself; it can look at other fields`
        : `the rules of ${circle.join(', ')} wait for each other; one of them has to go without the others`,
    );
}

class Layout {
  /** Places that a control or a list asks for, and of these those of controls. */
  readonly #asked = new Set<string>();
  readonly #controls = new Set<string>();

  constructor(
    private readonly schema: JsonObject,
    private readonly file: ConfigurationFile,
  ) {}

  check(element: UiElement, at: Path, around: Place): void {
    let inside = around;
    if (element.scope !== undefined) {
      const place = placeOf(element.scope, around);
      const field = fieldAt(this.schema, place);
      if (field === undefined)
        this.file.report([...at, 'scope'], `the form schema has no field at "${element.scope}"`);
      else if (element.type === 'List' && !isObject(field['items']))
        this.file.report([...at, 'scope'], `a List shows a list of objects, and "${element.scope}" is none`);
      else if (element.type === 'Control') this.#checkValueLabels(element, field, at);
      // A group shows nothing of its own: its fields are asked for by their controls.
      if (element.type !== 'Group') this.#asked.add(keyOf(place));
      if (element.type === 'Control') this.#controls.add(keyOf(place));
      if (element.type === 'List') inside = [...place, item];
    }
    for (const [index, rule] of rulesOf(element).entries()) {
      const place =
        element.rule === undefined ? ['rules', index] : index === 0 ? ['rule'] : ['rules', index - 1];
      this.#checkCondition(rule.condition, [...at, ...place, 'condition'], around);
    }
    for (const [index, child] of (element.elements ?? []).entries())
      this.check(child, [...at, 'elements', index], inside);
  }

  #checkCondition(condition: Condition, at: Path, around: Place): void {
    if ('scope' in condition) {
      if (fieldAt(this.schema, placeOf(condition.scope, around)) === undefined)
        this.file.report([...at, 'scope'], `the form schema has no field at "${condition.scope}"`);
      checkKeywords(condition.schema, [...at, 'schema'], this.file, false);
    } else if ('not' in condition) this.#checkCondition(condition.not, [...at, 'not'], around);
    else {
      const [name, parts] = 'all' in condition ? ['all', condition.all] : ['any', condition.any];
      parts.forEach((part, index) => this.#checkCondition(part, [...at, name, index], around));
    }
  }

  /** A choice without a text in both languages would be shown as a code (R25). */
  #checkValueLabels(element: UiElement, field: JsonObject, at: Path): void {
    const items = isObject(field['items']) ? field['items'] : field;
    const values = Array.isArray(items['enum']) ? items['enum'].map(String) : [];
    const labels = element.valueLabels ?? {};
    for (const value of values.filter((value) => !Object.hasOwn(labels, value)))
      this.file.report(at, `the value "${value}" of ${element.scope} has no text; add it to valueLabels`);
    for (const value of Object.keys(labels).filter((value) => !values.includes(value)))
      this.file.report([...at, 'valueLabels', value], `"${value}" is not a value of ${element.scope}`);
  }

  /** Nobody can fill in what no control asks for, at whatever depth it is required. */
  checkRequired(schema: JsonObject, at: Path, place: Place): void {
    const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
    const properties = isObject(schema['properties']) ? schema['properties'] : {};
    for (const [index, name] of required.entries()) {
      if (Object.hasOwn(properties, name) && !this.#isAsked([...place, name]))
        this.file.report(
          [...at, 'required', index],
          `"${name}" is required but no control asks for it; add one`,
        );
    }
    for (const [name, field] of Object.entries(properties)) {
      const inside = [...place, name];
      // A control over an object or a list asks for all of it.
      if (!isObject(field) || this.#controls.has(keyOf(inside))) continue;
      this.checkRequired(field, [...at, 'properties', name], inside);
      if (isObject(field['items']))
        this.checkRequired(field['items'], [...at, 'properties', name, 'items'], [...inside, item]);
    }
  }

  #isAsked(place: Place): boolean {
    const key = keyOf(place);
    return [...this.#asked].some((asked) => asked === key || asked.startsWith(`${key}/`));
  }

  checkRelation(relation: Relation, at: Path): void {
    for (const [name, scope] of scopesOf(relation)) {
      const place = placeOf(scope);
      const field = fieldAt(this.schema, place);
      if (field === undefined || scopeOf(place) !== scope)
        this.file.report([...at, ...name], `the form schema has no field at "${scope}"`);
      else if ((relation.kind === 'sum' || relation.kind === 'distinct') && !place.includes(item))
        this.file.report(
          [...at, ...name],
          `${relation.kind} is about all items of a list, and "${scope}" lies in none`,
        );
    }
  }
}

function scopesOf(relation: Relation): readonly (readonly [name: Path, scope: string])[] {
  switch (relation.kind) {
    case 'before-today':
    case 'not-after-today':
    case 'after-today':
    case 'not-before-today':
    case 'sum':
    case 'distinct':
      return [[['field'], relation.field]];
    case 'order':
      return [
        [['from'], relation.from],
        [['until'], relation.until],
      ];
    case 'age':
      return [
        [['field'], relation.field],
        ...(relation.on === 'today' ? [] : [[['on'], relation.on] as const]),
      ];
    case 'at-least-one-of':
      return relation.fields.map((scope, index) => [['fields', index], scope] as const);
  }
}
