import { evaluateForm, liesWithin, type Evaluated } from './rules';
import { isObject, type Form, type JsonObject, type LocalizedText } from './form';
import { schemaErrors, type SchemaError } from './json-schema';
import { inFormOrder, labelsOf } from './labels';
import { layoutOf } from './layout';
import { escaped, fieldAt, keyOf, type Place } from './places';
import { pointerOf, spotOf, valueAt, type Spot } from './pointers';
import { brokenRelations } from './relations';
import { isVisible } from './visible-text';
import { blank, wordsFor } from './words';

/** One entry of a form that is missing or wrong. */
export interface FormError {
  /** RFC 6901 JSON pointer of the entry; empty for the form as a whole. */
  readonly pointer: string;
  /** Stable name of the rule that is broken, e.g. `required`. */
  readonly rule: string;
  /** What the entry is called in the form; undefined for the form as a whole. */
  readonly label?: LocalizedText;
  /** What is wrong, and what to do. */
  readonly message: LocalizedText;
}

/**
 * Most entries of a form: fields, and items of lists, at whatever depth. What has more is refused before it is validated, so
 * that a check takes so little of everybody's time that it needs none of its own; its work grows with the input, not faster.
 */
export const mostEntries = 5_000;
/** How deep fields and lists may lie in one another. */
const mostDepth = 64;

/** Most errors that one answer names; the one after them says that there are more. */
export const mostErrors = 50;

/** Rules that a draft has to keep as well: everything else may still be missing or half typed. */
const rulesOfDrafts: ReadonlySet<string> = new Set(['unknown-field', 'type']);

/**
 * What may not even stand in a draft: fields that the form does not have, and values of another type; at most {@link mostErrors},
 * in the order of the form.
 * @param data as it was sent, hidden fields included
 */
export function saveErrors(form: Form, data: JsonObject): readonly FormError[] {
  if (isTooLarge(data)) return [tooMany];
  const found = schemaErrors(form.schema, data).filter(({ rule }) => rulesOfDrafts.has(rule));
  return named(form, data, found);
}

/**
 * Everything that keeps a form from being submitted, after its rules: one entry per field, in the order of the form, at most
 * {@link mostErrors}.
 * @param today the day in Berlin, `YYYY-MM-DD`
 */
export function submitErrors(form: Form, data: JsonObject, today: string): readonly FormError[] {
  if (isTooLarge(data)) return [tooMany];
  const evaluated = evaluateForm(form, data);
  const isHidden = (pointer: string) => liesWithin(pointer, evaluated.hidden);
  const found = [
    ...bySchema(form, evaluated),
    ...blankTexts(evaluated.data).map((pointer) => ({ pointer, rule: 'has-visible-text', message: blank })),
    ...brokenRelations(form, evaluated.data, today, isHidden).map(({ spot, rule, message }) => ({
      ...{ pointer: pointerOf(spot), rule, message },
    })),
  ];
  return named(form, evaluated.data, found);
}

interface Unnamed {
  readonly pointer: string;
  readonly rule: string;
  readonly message: LocalizedText;
}

function bySchema(form: Form, evaluated: Evaluated): readonly (SchemaError | Unnamed)[] {
  const found = schemaErrors(form.schema, evaluated.data);
  const missing = found.filter(({ rule }) => rule === 'required').map(({ pointer }) => pointer);
  const others = found.filter(
    ({ rule, pointer }) => rule !== 'required' && !liesWithin(pointer, evaluated.hidden),
  );
  const byRule = [...evaluated.required].filter((pointer) => {
    const spot = spotOf(pointer, evaluated.data);
    return valueAt(spot, evaluated.data) === undefined && isWithinSomething(spot, evaluated);
  });
  return [
    ...others,
    ...[
      ...missing.map((pointer) => [pointer, true] as const),
      ...byRule.map((pointer) => [pointer, false] as const),
    ]
      .flatMap(([pointer, bySchema]) =>
        missingWithin(form, spotOf(pointer, evaluated.data), evaluated, bySchema),
      )
      .map((pointer) => ({ pointer, rule: 'required', details: {} })),
  ];
}

/** A field that a rule requires is missing only where the object around it is there: else that one is missing, or may be. */
function isWithinSomething({ place, items }: Spot, { data }: Evaluated): boolean {
  return isObject(valueAt({ place: place.slice(0, -1), items }, data));
}

/**
 * Of an object that is missing, the fields of it that are: only they can be filled in.
 * @param bySchema whether the schema requires the object, also where it requires nothing in it
 */
function missingWithin(form: Form, spot: Spot, evaluated: Evaluated, bySchema: boolean): readonly string[] {
  const pointer = pointerOf(spot);
  if (liesWithin(pointer, evaluated.hidden)) return [];
  const schema = fieldAt(form.schema, spot.place);
  const properties = schema?.['properties'];
  if (!isObject(properties) || !asksWithin(form, spot.place)) return [pointer];
  const required = Array.isArray(schema?.['required']) ? (schema['required'] as unknown[]) : [];
  if (bySchema && required.length === 0) return [pointer];
  return Object.keys(properties)
    .filter((name) => required.includes(name) || evaluated.required.has(`${pointer}/${escaped(name)}`))
    .flatMap((name) => {
      const inside = { place: [...spot.place, name], items: spot.items };
      return missingWithin(form, inside, evaluated, required.includes(name));
    });
}

/** Whether an object is asked for by its fields, and not as a whole. */
function asksWithin(form: Form, place: Place): boolean {
  const { fields } = layoutOf(form);
  return fields.get(keyOf(place))?.element.type !== 'Control';
}

/** Where texts stand in which nothing can be seen: they are no entries, here as everywhere, whatever the schema says. */
function blankTexts(value: unknown, pointer = ''): readonly string[] {
  if (typeof value === 'string') return isVisible(value) ? [] : [pointer];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => blankTexts(member, `${pointer}/${escaped(name)}`));
}

/** One error per field, with labels and words, in the order of the form. */
function named(form: Form, data: unknown, found: readonly (SchemaError | Unnamed)[]): readonly FormError[] {
  const first = new Map<string, SchemaError | Unnamed>();
  for (const error of found) {
    const known = first.get(error.pointer);
    if (known === undefined || precedence(error.rule) < precedence(known.rule))
      first.set(error.pointer, error);
  }
  const errors = inFormOrder(
    form,
    [...first.values()].map((error) => ({ error, spot: spotOf(error.pointer, data) })),
  );
  const told = errors.slice(0, mostErrors).map(({ error, spot }): FormError => {
    const { pointer, rule } = error;
    const message = 'message' in error ? error.message : wordsFor(error);
    const hint = rule === 'pattern' ? layoutOf(form).fields.get(keyOf(spot.place))?.element.hint : undefined;
    return {
      ...{ pointer, rule },
      ...(pointer !== '' && { label: labelsOf(form, spot) }),
      message:
        hint === undefined ? message : { de: `${message.de} ${hint.de}`, en: `${message.en} ${hint.en}` },
    };
  });
  return errors.length > mostErrors ? [...told, more] : told;
}

/** Of several things that are wrong with one entry, the one that somebody has to know first. */
const firstToKnow = ['unknown-field', 'type', 'required', 'max-length', 'x-decimal', 'x-time'];
function precedence(rule: string): number {
  const place = firstToKnow.indexOf(rule);
  return place < 0 ? firstToKnow.length : place;
}

/** Whether a value has more entries or lies deeper than a form may; looks at no more than these. */
function isTooLarge(data: unknown): boolean {
  let entries = 0;
  const open: [value: unknown, depth: number][] = [[data, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, depth] = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > mostDepth) return true;
    for (const name in value) {
      entries += 1;
      if (entries > mostEntries) return true;
      const member = (value as Readonly<Record<string, unknown>>)[name];
      if (typeof member === 'object') open.push([member, depth + 1]);
    }
  }
  return false;
}

const tooMany: FormError = {
  pointer: '',
  rule: 'too-many-entries',
  message: {
    de: `Das Formular hat mehr als ${mostEntries.toLocaleString('de')} Einträge. Bitte reichen Sie Listen als Unterlage ein.`,
    en: `The form has more than ${mostEntries.toLocaleString('en')} entries. Please hand in lists as a document.`,
  },
};

const more: FormError = {
  pointer: '',
  rule: 'more-errors',
  message: {
    de: 'Weitere Angaben stimmen nicht; sie werden genannt, sobald diese berichtigt sind.',
    en: 'There are more entries that are wrong; they are named once these are put right.',
  },
};
