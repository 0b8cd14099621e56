import type { JsonObject, LocalizedText } from '../form';
import { patternProblem } from '../patterns';
import type { WrittenField, WrittenText, ValueKind } from './written-form';

/** Most characters of a decimal before its point; enough for any amount, few enough to reckon with. */
const mostDigits = 15;

/**
 * The JSON Schema of one value.
 * @returns what it is instead, as a sentence, where the limits contradict each other
 */
export function valueSchema(field: WrittenField, kind: ValueKind): JsonObject | string {
  switch (kind) {
    case 'text':
      return textSchema(field.text ?? 0);
    case 'whole':
    case 'money': {
      const { min, max } = field[kind] ?? {};
      if (min !== undefined && max !== undefined && min > max) return `min ${min} is more than max ${max}`;
      return {
        type: 'integer',
        minimum: min ?? (kind === 'money' ? 0 : -999_999_999),
        maximum: max ?? 999_999_999,
        ...(kind === 'money' && { 'x-money': 'EUR' }),
      };
    }
    case 'decimal':
      return decimalSchema(field.decimal ?? { places: 2 });
    case 'date': {
      const { min, max } = field.date ?? {};
      if (min !== undefined && max !== undefined && min > max) return `min ${min} is after max ${max}`;
      return {
        type: 'string',
        format: 'date',
        ...(min !== undefined && { formatMinimum: min }),
        ...(max !== undefined && { formatMaximum: max }),
      };
    }
    case 'time':
      return { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', maxLength: 5, 'x-time': 'time' };
    case 'moment':
      return {
        type: 'string',
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]$',
        maxLength: 16,
        'x-time': 'moment',
      };
    case 'yes':
      return field.must?.includes('yes') ? { type: 'boolean', const: true } : { type: 'boolean' };
    case 'choice':
      return { type: 'string', enum: Object.keys(field.choice ?? {}) };
    case 'choices': {
      const values = Object.keys(field.choices ?? {});
      return {
        type: 'array',
        items: { type: 'string', enum: values },
        uniqueItems: true,
        minItems: 1,
        maxItems: values.length,
      };
    }
  }
}

function textSchema(text: number | WrittenText): JsonObject | string {
  const { min = 1, max, pattern, format, latin } = typeof text === 'number' ? { max: text } : text;
  if (min > max) return `min ${min} is more than max ${max}`;
  const problem = pattern === undefined ? undefined : patternProblem(pattern);
  if (problem !== undefined) return problem;
  return {
    type: 'string',
    minLength: min,
    maxLength: max,
    ...(pattern !== undefined && { pattern }),
    ...(format !== undefined && { format }),
    ...(latin && { 'x-latin': true }),
  };
}

function decimalSchema({ places, min, max }: NonNullable<WrittenField['decimal']>): JsonObject | string {
  const limits = { min: decimalText(min), max: decimalText(max) };
  for (const [name, text] of Object.entries(limits)) {
    if (text !== undefined && !new RegExp(decimalPattern(places)).test(text))
      return `${name} ${text} has to be a decimal with at most ${places} places after the point, such as '0.01'`;
  }
  const { min: least, max: most } = limits;
  if (least !== undefined && most !== undefined && Number(least) > Number(most))
    return `min ${least} is more than max ${most}`;
  return {
    type: 'string',
    pattern: decimalPattern(places),
    maxLength: mostDigits + places + 2,
    'x-decimal': {
      places,
      ...(least !== undefined && { min: least }),
      ...(most !== undefined && { max: most }),
    },
  };
}

function decimalText(limit: string | number | undefined): string | undefined {
  return limit === undefined ? undefined : String(limit);
}

/** A decimal in its one form: no plus sign, no leading zeros, a point, at most so many digits after it. */
function decimalPattern(places: number): string {
  const whole = `-?(0|[1-9][0-9]{0,${mostDigits - 1}})`;
  return places === 0 ? `^${whole}$` : `^${whole}(\\.[0-9]{1,${places}})?$`;
}

/** The texts of the values of a choice. */
export function valueLabelsOf(field: WrittenField): { readonly [value: string]: LocalizedText } | undefined {
  return field.choice ?? field.choices;
}
