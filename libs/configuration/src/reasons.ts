import type { ErrorObject } from 'ajv';
import { nearest, whatIsAllowed } from '#forms';

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
}

/**
 * What is wrong with one value of a configuration file, and what is allowed instead, in words that need no knowledge of JSON
 * Schema: never a regular expression, which is what the schema's description stands for.
 */
export function reasonOf(error: ErrorObject): string {
  const { keyword, params, message = 'is wrong' } = error;
  const parent = (error.parentSchema ?? {}) as Described;
  const found = typeof error.data === 'object' ? '' : `, not ${JSON.stringify(error.data)}`;
  const { description } = parent;
  switch (keyword) {
    case 'additionalProperties':
      return unknownField(String(params['additionalProperty']), error.data as object, parent);
    case 'required':
      return missingField(String(params['missingProperty']), parent);
    case 'enum': {
      const allowed = (params['allowedValues'] as unknown[]).map(String);
      return `${JSON.stringify(error.data)} is not possible here. ${whatIsAllowed(error.data, allowed)}`;
    }
    case 'const':
      return `must be ${JSON.stringify(params['allowedValue'])}${found}`;
    case 'contains':
      return 'must contain "online": a listed service can be applied for online';
    case 'type':
      return wrongType([params['type'] as string | string[]].flat(), error.data, description);
    case 'pattern':
      return `${JSON.stringify(error.data)} is not possible here: ${description ?? message}`;
    default:
      return `${message}${found}${description === undefined ? '' : ` (${description})`}`;
  }
}

/** Whether a field is missing only because its name is misspelt, which is said of the name. */
export function isMisspelt(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  const missing = error.keyword === 'required' ? String(error.params['missingProperty']) : undefined;
  return errors.some(({ keyword, instancePath, params, parentSchema }) => {
    if (keyword !== 'additionalProperties' || instancePath !== error.instancePath) return false;
    const { properties = {} } = parentSchema as Described;
    return (
      missing !== undefined &&
      nearest(String(params['additionalProperty']), Object.keys(properties)) === missing
    );
  });
}

function unknownField(name: string, data: object, { properties = {} }: Described): string {
  const split = splitAmount(name, data, properties);
  if (split !== undefined) return split;
  return `the field "${name}" is unknown. ${whatIsAllowed(name, Object.keys(properties))}`;
}

/** In `{ amountCents: 12,50, … }` YAML ends the entry at the comma, and 50 becomes a field without a value. */
function splitAmount(
  name: string,
  data: object,
  properties: Readonly<Record<string, Described>>,
): string | undefined {
  if (!/^\d+$/.test(name)) return undefined;
  const numbers = Object.entries(data).filter(([, value]) => Number.isInteger(value));
  const [cut] = numbers.filter(([field]) => isMoney(properties[field]?.description)).concat(numbers);
  if (cut === undefined) return undefined;
  const [field, whole] = cut as [string, number];
  const written = `"${whole},${name}"`;
  return isMoney(properties[field]?.description)
    ? `${written} is no amount: ${field} stands in euro cents, without comma or point: ${inCents(`${whole},${name}`)}`
    : `${written} is no number: the comma ends the entry; write ${whole}.${name} where decimals are allowed`;
}

function missingField(name: string, { properties = {} }: Described): string {
  if (name === 'de' || name === 'en')
    return `the ${name === 'de' ? 'German' : 'English'} text is missing: every text stands in both languages, { de: …, en: … }`;
  const description = properties[name]?.description;
  return `the field "${name}" is missing${description === undefined ? '' : ` (${description})`}`;
}

const types: Readonly<Record<string, string>> = {
  string: 'a text (in quotes where it looks like a number or a date)',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list, [ … ]',
  object: 'fields with their values, { … }',
};

function wrongType(allowed: readonly string[], data: unknown, description: string | undefined): string {
  const amount = /^\d+[.,]?\d*( ?(€|EUR|Euro))?$/i.test(String(data));
  if (allowed.includes('integer') && isMoney(description) && amount)
    return `${JSON.stringify(data)} is no amount: it stands in euro cents, without comma or point: ${inCents(String(data))}`;
  const is = data === null ? 'nothing stands here' : `not ${JSON.stringify(data)}`;
  return `must be ${allowed.map((type) => types[type] ?? type).join(' or ')}; ${is}${description === undefined ? '' : ` (${description})`}`;
}

function isMoney(description: string | undefined): boolean {
  return description !== undefined && /\bcents\b/i.test(description);
}

/** `1250 for 12.50 €` */
function inCents(written: string): string {
  const euros = Number(/^\d+[.,]?\d*/.exec(written)?.[0].replace(',', '.'));
  const cents = Math.round(euros * 100);
  return `${cents} for ${(cents / 100).toFixed(2)} €`;
}
