import type { ErrorObject, ValidateFunction } from 'ajv';
import german from 'ajv-i18n/localize/de';
import english from 'ajv-i18n/localize/en';
import { blankTexts } from './blank-texts';

/** One entry of the form that is missing or wrong; `pointer` is an RFC 6901 JSON pointer. */
export interface FormError {
  readonly pointer: string;
  /** Stable name of the rule that is broken, e.g. `required`. */
  readonly rule: string;
  readonly message: { readonly de: string; readonly en: string };
}

type LocalText = FormError['message'];

/**
 * Most entries of a form: fields, and items of lists, at whatever depth. What has more is refused before it is validated, so
 * that a check takes so little of everybody's time that it needs none of its own; its work grows with the input, not faster.
 */
export const mostEntries = 5_000;

/** Most errors that one answer names; the one after them says that there are more. */
export const mostErrors = 50;

/** Rules that a draft has to keep as well: everything else may still be missing or half typed. */
const rulesOfDrafts: ReadonlySet<string> = new Set(['unknown-field', 'type']);

/** Everything that keeps a form from being submitted, one entry per field, in the order of the form; at most {@link mostErrors}. */
export function formErrors(validate: ValidateFunction, form: unknown): readonly FormError[] {
  const found = errorsOf(validate, form, () => true);
  // What has too many entries is looked at no further.
  if (found.includes(tooMany)) return found;
  const named = new Set(found.map(({ pointer }) => pointer));
  const errors = [...found, ...blankTexts(form).filter(({ pointer }) => !named.has(pointer))];
  return errors.length > mostErrors ? [...errors.slice(0, mostErrors), more] : errors;
}

/** What may not even stand in a draft: fields that the form does not have, and values of another type. */
export function draftErrors(validate: ValidateFunction, form: unknown): readonly FormError[] {
  return errorsOf(validate, form, (rule) => rulesOfDrafts.has(rule));
}

function errorsOf(
  validate: ValidateFunction,
  form: unknown,
  matters: (rule: string) => boolean,
): readonly FormError[] {
  if (hasMoreEntries(form, mostEntries)) return [tooMany];
  if (validate(form)) return [];
  const found = new Map<string, FormError>();
  for (const error of validate.errors ?? []) {
    const rule = ruleOf(error.keyword);
    if (repeatsOthers.has(error.keyword) || !matters(rule)) continue;
    const pointer = pointerOf(error);
    // Branches of a condition can complain about one field twice.
    const key = `${rule} ${pointer}`;
    if (found.has(key)) continue;
    if (found.size === mostErrors) return [...found.values(), more];
    found.set(key, { pointer, rule, message: textOf(error) });
  }
  return [...found.values()];
}

/** Whether a value has more entries than `most`; looks at no more than these. */
function hasMoreEntries(form: unknown, most: number): boolean {
  let entries = 0;
  const open: unknown[] = [form];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const name in value) {
      entries += 1;
      if (entries > most) return true;
      const member = (value as Readonly<Record<string, unknown>>)[name];
      if (typeof member === 'object') open.push(member);
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

/** Keywords whose error only says that a condition beneath them failed, which is reported by itself. */
const repeatsOthers = new Set(['if', 'allOf', 'dependentSchemas']);

function pointerOf({ instancePath, params }: ErrorObject): string {
  const given: Readonly<Record<string, unknown>> = params;
  const member = given['missingProperty'] ?? given['additionalProperty'] ?? given['unevaluatedProperty'];
  if (member === undefined) return instancePath;
  return `${instancePath}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function ruleOf(keyword: string): string {
  if (keyword === 'dependentRequired') return 'required';
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') return 'unknown-field';
  return keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Of these keywords ajv-i18n says what a citizen understands who knows nothing of schemas: the end of a sentence. */
const inWordsOfAjv = new Set(['minLength', 'maxLength', 'minItems', 'maxItems', 'multipleOf']);

function textOf(error: ErrorObject): LocalText {
  if (inWordsOfAjv.has(error.keyword)) {
    return {
      de: `Diese Angabe ${localised(error, german)}.`,
      en: `This entry ${localised(error, english).replace('NOT', 'not')}.`,
    };
  }
  return ownWords[error.keyword]?.(error.params) ?? wrong;
}

function localised(error: ErrorObject, localise: (errors: ErrorObject[]) => void): string {
  const copy = { ...error };
  localise([copy]);
  return copy.message ?? '';
}

const wrong = { de: 'Diese Angabe ist nicht gültig.', en: 'This entry is not valid.' };
const missing = { de: 'Diese Angabe fehlt.', en: 'This entry is missing.' };
const unknown = { de: 'Dieses Feld gibt es hier nicht.', en: 'This field does not exist here.' };
const notOffered = { de: 'Bitte wählen Sie einen der Werte aus.', en: 'Please choose one of the values.' };
const misshapen = {
  de: 'Diese Angabe hat nicht die richtige Form.',
  en: 'This entry does not have the right form.',
};
const limited = (de: string, en: string) => (params: Params) => ({
  de: `Der Wert ${de.replace('{}', Number(params['limit']).toLocaleString('de'))} sein.`,
  en: `The value ${en.replace('{}', Number(params['limit']).toLocaleString('en'))}.`,
});

type Params = Readonly<Record<string, unknown>>;

/** Where ajv-i18n speaks of schemas, attributes and comparison operators. */
const ownWords: Readonly<Record<string, (params: Params) => LocalText>> = {
  required: () => missing,
  dependentRequired: () => missing,
  additionalProperties: () => unknown,
  unevaluatedProperties: () => unknown,
  enum: () => notOffered,
  const: () => notOffered,
  pattern: () => misshapen,
  format: ({ format }) =>
    format === 'date' ? { de: 'Dieses Datum gibt es nicht.', en: 'This date does not exist.' } : misshapen,
  minimum: limited('muss mindestens {}', 'must be at least {}'),
  maximum: limited('darf höchstens {}', 'must be at most {}'),
  exclusiveMinimum: limited('muss größer als {}', 'must be greater than {}'),
  exclusiveMaximum: limited('muss kleiner als {}', 'must be less than {}'),
  uniqueItems: () => ({ de: 'Ein Eintrag steht hier doppelt.', en: 'One of the entries stands here twice.' }),
  type: ({ type }) => ({
    de: `Diese Angabe muss ${germanTypes[String(type)] ?? `vom Typ ${String(type)}`} sein.`,
    en: `This entry must be of type ${String(type)}.`,
  }),
};

const germanTypes: Readonly<Record<string, string>> = {
  string: 'ein Text',
  number: 'eine Zahl',
  integer: 'eine ganze Zahl',
  boolean: 'ja oder nein (true oder false)',
  array: 'eine Liste',
  object: 'ein Objekt',
};
