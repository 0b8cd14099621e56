import type { ErrorObject, ValidateFunction } from 'ajv';

/** One entry of the form that is missing or wrong; `pointer` is an RFC 6901 JSON pointer. */
export interface FormError {
  readonly pointer: string;
  /** Stable name of the rule that is broken, e.g. `required`. */
  readonly rule: string;
  readonly message: { readonly de: string; readonly en: string };
}

/** Largest form in bytes of JSON; many merge patches must not add up to what one body may not hold. */
export const formLimitBytes = 256 * 1024;

/** Rules that a draft has to keep as well: everything else may still be missing or half typed. */
const rulesOfDrafts = new Set(['unknown-field', 'type']);

/** Everything that keeps a form from being submitted, one entry per field, in the order of the form. */
export function formErrors(validate: ValidateFunction, form: unknown): readonly FormError[] {
  if (validate(form)) return [];
  const errors = (validate.errors ?? []).filter((error) => !repeatsOthers.has(error.keyword)).map(formError);
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

function formError({ keyword, instancePath, params, message = 'is wrong' }: ErrorObject): FormError {
  const given: Readonly<Record<string, unknown>> = params;
  const member = given['missingProperty'] ?? given['additionalProperty'] ?? given['unevaluatedProperty'];
  const pointer =
    member === undefined
      ? instancePath
      : `${instancePath}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const limit = given['limit'] === undefined ? '' : String(given['limit']);
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return is(pointer, 'required', 'Diese Angabe fehlt.', 'This entry is missing.');
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return is(
        pointer,
        'unknown-field',
        'Dieses Feld gibt es hier nicht.',
        'This field does not exist here.',
      );
    case 'type': {
      const type = String(given['type']);
      const german = germanTypes[type] ?? `vom Typ ${type}`;
      return is(pointer, 'type', `Diese Angabe muss ${german} sein.`, `This entry must be of type ${type}.`);
    }
    case 'enum':
    case 'const':
      return is(
        pointer,
        keyword,
        'Bitte wählen Sie einen der Werte aus.',
        'Please choose one of the values.',
      );
    case 'minLength':
      return is(pointer, 'min-length', `Mindestens ${limit} Zeichen.`, `At least ${limit} characters.`);
    case 'maxLength':
      return is(pointer, 'max-length', `Höchstens ${limit} Zeichen.`, `At most ${limit} characters.`);
    case 'minimum':
      return is(
        pointer,
        keyword,
        `Der Wert muss mindestens ${limit} sein.`,
        `The value must be at least ${limit}.`,
      );
    case 'maximum':
      return is(
        pointer,
        keyword,
        `Der Wert darf höchstens ${limit} sein.`,
        `The value must be at most ${limit}.`,
      );
    case 'minItems':
      return is(pointer, 'min-items', `Mindestens ${limit} Einträge.`, `At least ${limit} entries.`);
    case 'maxItems':
      return is(pointer, 'max-items', `Höchstens ${limit} Einträge.`, `At most ${limit} entries.`);
    case 'format':
      return given['format'] === 'date'
        ? is(pointer, 'format', 'Dieses Datum gibt es nicht.', 'This date does not exist.')
        : is(
            pointer,
            'format',
            'Diese Angabe hat nicht die richtige Form.',
            'This entry does not have the right form.',
          );
    case 'pattern':
      return is(
        pointer,
        'pattern',
        'Diese Angabe hat nicht die richtige Form.',
        'This entry does not have the right form.',
      );
    default:
      return is(pointer, rule(keyword), 'Diese Angabe ist nicht gültig.', `This entry ${message}.`);
  }
}

const germanTypes: Readonly<Record<string, string>> = {
  string: 'ein Text',
  number: 'eine Zahl',
  integer: 'eine ganze Zahl',
  boolean: 'ja oder nein (true oder false)',
  array: 'eine Liste',
  object: 'ein Objekt',
};

function rule(keyword: string): string {
  return keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function is(pointer: string, name: string, de: string, en: string): FormError {
  return { pointer, rule: name, message: { de, en } };
}
