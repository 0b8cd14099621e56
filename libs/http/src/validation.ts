import {
  applyDecorators,
  type ArgumentMetadata,
  ParseUUIDPipe,
  Param,
  type PipeTransform,
  ValidationPipe,
  type ValidationError,
} from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsUUID } from 'class-validator';
import { describingId } from './describing';
import { Problem } from './problem';
import type { LocalText } from './text';

/** One field that is not as it should be. */
export interface FieldError {
  /** JSON pointer of the field in the body (or `/<name>` of the query), RFC 6901. */
  readonly pointer: string;
  /** Stable name of the rule that was broken, e.g. `unknown-field`. */
  readonly rule: string;
  readonly message: LocalText;
}

/** Checks what comes in against its DTO. A body is an object or left out, which `null` is not. */
class InputValidation extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && this.toValidate(metadata) && value !== undefined && !isObject(value)) {
      throw invalidInput([{ pointer: '', rule: 'is-object', message: noObject }]);
    }
    // Before every single one is looked at, and answered.
    if (metadata.type === 'body' && this.toValidate(metadata) && Object.keys(value ?? {}).length > mostFields)
      throw invalidInput([tooManyFields]);
    return super.transform(value, metadata);
  }
}

const noObject: LocalText = {
  de: 'Der Inhalt muss ein JSON-Objekt sein.',
  en: 'The body must be a JSON object.',
};

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Checks DTOs with class-validator; fields that the DTO does not know are refused by name.
 * @throws Problem `invalid-input` with one entry per broken rule, in the order of the fields.
 */
export const inputValidation: ValidationPipe = new InputValidation({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  exceptionFactory: (errors) => invalidInput(errors.flatMap((error) => fieldErrors(error))),
});

/** Most errors that one answer names; one more then says so. */
const mostErrors = 50;
/** Most fields that a body can have: no input of ours has nearly as many. */
const mostFields = 200;

/** The problem for fields that a service checked itself. */
export function invalidInput(errors: readonly FieldError[]): Problem {
  const named = errors.length > mostErrors + 1 ? [...errors.slice(0, mostErrors), moreErrors] : errors;
  return new Problem('invalid-input', { errors: named });
}

const moreErrors: FieldError = {
  pointer: '',
  rule: 'more-errors',
  message: {
    de: 'Weitere Felder stimmen nicht; sie werden genannt, sobald diese berichtigt sind.',
    en: 'There are more fields that are wrong; they are named once these are put right.',
  },
};

const tooManyFields: FieldError = {
  pointer: '',
  rule: 'too-many-fields',
  message: {
    de: `Der Inhalt hat mehr als ${mostFields} Felder.`,
    en: `The body has more than ${mostFields} fields.`,
  },
};

/**
 * For a period of calendar dates: its last day is not before its first.
 * @param pointer JSON pointer of the last day
 * @throws Problem `invalid-input` where no day is between them, and nothing could ever be found
 */
export function assertInOrder(first: string | undefined, last: string | undefined, pointer: string): void {
  if (first !== undefined && last !== undefined && last < first)
    throw invalidInput([{ pointer, rule: 'before-beginning', message: endsBeforeItBegins }]);
}

const endsBeforeItBegins = {
  de: 'Der letzte Tag liegt vor dem ersten.',
  en: 'The last day is before the first.',
};

/** A UUID in the path. Anything else is 400 `malformed-parameter`, before any query runs. */
export function IdParam(name = 'id'): ParameterDecorator {
  const read = Param(name, uuidPipe(name));
  const describe = describingId(name);
  return (controller, method, index) => {
    read(controller, method, index);
    describe(controller, method, index);
  };
}

/**
 * Reads a UUID of the path. Upper case is read and means the same (RFC 9562, 4); the events, whose hashes are
 * over its characters, know lower case alone.
 * @throws Problem `malformed-parameter` (400) that names the parameter.
 */
export function uuidPipe(parameter: string): PipeTransform<string, Promise<string>> {
  const pipe = new ParseUUIDPipe({
    exceptionFactory: () => new Problem('malformed-parameter', { parameter }),
  });
  return {
    transform: async (value, metadata) => {
      await pipe.transform(value, metadata);
      return value.toLowerCase();
    },
  };
}

/** A UUID in a body or a query, read as `uuidPipe` does; anything else is the rule `is-uuid`. */
export const IsId = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value)),
    IsUUID(),
  );

function fieldErrors(error: ValidationError, parent = ''): FieldError[] {
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const { constraints = {}, value, property } = error;
  // Whoever has said nothing reads that, and not what it would have to look like.
  if (
    isNothing(value) &&
    Object.keys(constraints).length > 0 &&
    constraints['whitelistValidation'] === undefined
  )
    return [{ pointer, rule: 'required', message: missing }];
  const own = Object.entries(constraints).map(([constraint, message]) => ({
    pointer,
    rule: ruleName(constraint),
    message: { de: german(constraint, message), en: english(constraint, message, property) },
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, pointer))];
}

const missing: LocalText = { de: 'Diese Angabe fehlt.', en: 'This entry is missing.' };

function isNothing(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function ruleName(constraint: string): string {
  if (constraint === 'whitelistValidation') return 'unknown-field';
  return constraint.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function english(constraint: string, message: string, property: string): string {
  if (constraint === 'whitelistValidation') return 'This field does not exist here.';
  const rule = message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
  return `This field ${rule.charAt(0).toLowerCase()}${rule.slice(1)}.`;
}

/** German wording by rule; `{}` stands for the number or list that class-validator's English message ends with. */
const germanRules: Readonly<Record<string, string>> = {
  whitelistValidation: 'Dieses Feld gibt es hier nicht.',
  isDefined: 'Dieses Feld fehlt.',
  isNotEmpty: 'Dieses Feld darf nicht leer sein.',
  isString: 'Dieses Feld muss ein Text sein.',
  isInt: 'Dieses Feld muss eine ganze Zahl sein.',
  isNumber: 'Dieses Feld muss eine Zahl sein.',
  isBoolean: 'Dieses Feld muss true oder false sein.',
  isObject: 'Dieses Feld muss ein Objekt sein.',
  isArray: 'Dieses Feld muss eine Liste sein.',
  isEmail: 'Dieses Feld muss eine E-Mail-Adresse sein.',
  isUuid: 'Dieses Feld muss eine UUID sein.',
  isIso8601: 'Dieses Feld muss ein Datum nach ISO 8601 sein.',
  isDateString: 'Dieses Feld muss ein Datum nach ISO 8601 sein.',
  isIn: 'Dieses Feld muss einer dieser Werte sein: {}.',
  isEnum: 'Dieses Feld muss einer dieser Werte sein: {}.',
  matches: 'Dieses Feld hat nicht die erwartete Form.',
  hasVisibleText: 'Dieses Feld braucht mindestens ein sichtbares Zeichen.',
  isLatin:
    'Möglich sind lateinische Buchstaben (auch mit Akzenten), Ziffern und übliche Satzzeichen, nicht aber: {}.',
  minLength: 'Dieses Feld muss mindestens {} Zeichen lang sein.',
  maxLength: 'Dieses Feld darf höchstens {} Zeichen lang sein.',
  isLength: 'Dieses Feld hat nicht die erlaubte Länge.',
  min: 'Dieses Feld darf nicht kleiner als {} sein.',
  max: 'Dieses Feld darf nicht größer als {} sein.',
  arrayMinSize: 'Diese Liste braucht mindestens {} Einträge.',
  arrayMaxSize: 'Diese Liste darf höchstens {} Einträge haben.',
  nestedValidation: 'Dieses Feld muss ein Objekt oder eine Liste von Objekten sein.',
};

function german(constraint: string, message: string): string {
  const argument = /: (.+)$/.exec(message)?.[1] ?? /(-?\d+(\.\d+)?)/.exec(message)?.[1] ?? '';
  return (germanRules[constraint] ?? 'Dieses Feld ist nicht gültig.').replace('{}', argument);
}
