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

/** Rules that a draft has to keep as well: everything else may still be missing or half typed. */
const rulesOfDrafts = new Set(['unknown-field', 'type']);

/** Everything that keeps a form from being submitted, one entry per field, in the order of the form. */
export function formErrors(validate: ValidateFunction, form: unknown): readonly FormError[] {
  const isValid = validate(form);
  const blanks = blankTexts(form);
  if (isValid) return blanks;
  const ofSchema = (validate.errors ?? [])
    .filter((error) => !repeatsOthers.has(error.keyword))
    .map(formError);
  const named = new Set(ofSchema.map(({ pointer }) => pointer));
  const errors = [...ofSchema, ...blanks.filter(({ pointer }) => !named.has(pointer))];
  // Branches of a condition can complain about one field twice.
  return errors.filter(
    (error, index) =>
      errors.findIndex(({ pointer, rule }) => pointer === error.pointer && rule === error.rule) === index,
  );
}

/** What may not even stand in a draft: fields that the form does not have, and values of another type. */
export function draftErrors(validate: ValidateFunction, form: unknown): readonly FormError[] {
  return formErrors(validate, form).filter(({ rule }) => rulesOfDrafts.has(rule));
}

/** Keywords whose error only says that a condition beneath them failed, which is reported by itself. */
const repeatsOthers = new Set(['if', 'allOf', 'dependentSchemas']);

function formError(error: ErrorObject): FormError {
  const { keyword, instancePath } = error;
  const given: Readonly<Record<string, unknown>> = error.params;
  const member = given['missingProperty'] ?? given['additionalProperty'] ?? given['unevaluatedProperty'];
  const pointer =
    member === undefined
      ? instancePath
      : `${instancePath}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return { pointer, rule: ruleOf(keyword), message: textOf(error) };
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
