import type { ConfigurationFile, Path } from './configuration-file';
import type { JsonObject } from './types';

/** Longest text that a form may ask for, in characters. */
export const longestText = 20_000;
/** Longest list that a form may ask for. */
export const longestList = 500;
/** Most fields of an object whose names the form does not say. */
export const mostProperties = 500;

/** Formats whose values are short by themselves. */
const shortFormats: readonly unknown[] = ['date', 'time', 'date-time', 'uuid'];

/** Keywords with a schema, with a list of schemas, and with schemas by name. */
const single = [
  'items',
  'contains',
  'additionalProperties',
  'unevaluatedProperties',
  'not',
  'if',
  'then',
  'else',
];
const listed = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const named = ['properties', '$defs', 'dependentSchemas', 'patternProperties'];

/**
 * Every text, list and object of a form says how large it may become: what nobody has bounded costs everybody. Reported with
 * its place in the file.
 */
export function checkBounds(schema: JsonObject, at: Path, file: ConfigurationFile): void {
  const missing = missingBound(schema);
  if (missing !== undefined) file.report(at, missing);
  for (const keyword of single) checkMember(schema[keyword], [...at, keyword], file);
  for (const keyword of listed) {
    const members: unknown = schema[keyword];
    if (Array.isArray(members))
      members.forEach((member, index) => checkMember(member, [...at, keyword, index], file));
  }
  for (const keyword of named) {
    const members = schema[keyword];
    if (!isObject(members)) continue;
    for (const [name, member] of Object.entries(members)) checkMember(member, [...at, keyword, name], file);
  }
}

function checkMember(member: unknown, at: Path, file: ConfigurationFile): void {
  if (isObject(member)) checkBounds(member, at, file);
}

/** What keeps this schema from being bounded, as a sentence that says what to write. */
function missingBound(schema: JsonObject): string | undefined {
  if (schema['enum'] !== undefined || schema['const'] !== undefined) return undefined;
  const types = [schema['type']].flat();
  if (types.includes('string') && !shortFormats.includes(schema['format']))
    return bound(schema, 'maxLength', longestText, 'a text needs');
  if (types.includes('array')) return bound(schema, 'maxItems', longestList, 'a list needs');
  if (
    types.includes('object') &&
    schema['additionalProperties'] !== false &&
    schema['unevaluatedProperties'] !== false
  )
    return bound(schema, 'maxProperties', mostProperties, 'an object needs additionalProperties: false, or');
  return undefined;
}

function bound(schema: JsonObject, keyword: string, most: number, needs: string): string | undefined {
  const value = schema[keyword];
  if (typeof value !== 'number') return `${needs} ${keyword}, at most ${most.toLocaleString('en')}`;
  return value > most ? `${keyword} is at most ${most.toLocaleString('en')}, not ${value}` : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
