import { isObject, mostFields, patternProblem, resolved, type JsonObject } from '#forms';
import type { ConfigurationFile, Path } from './configuration-file';

/** Longest text that a form may ask for, in characters. */
export const longestText = 20_000;
/** Longest list that a form may ask for. */
export const longestList = 500;
/** Most fields of an object whose names the form does not say. */
export const mostProperties = 500;

/** Formats whose values are short by themselves. */
const shortFormats: readonly unknown[] = ['date', 'time', 'date-time', 'uuid'];

/** Keywords with a schema, with a list of schemas, and with schemas by name; those about the same value are apart from those about a part of it. */
const single = {
  same: ['not', 'if', 'then', 'else'],
  part: ['items', 'contains', 'additionalProperties', 'unevaluatedProperties'],
};
const listed = { same: ['allOf', 'anyOf', 'oneOf'], part: ['prefixItems'] };
const named = { same: ['dependentSchemas'], part: ['properties', '$defs'] };

/** Everything else that somebody checks, or that clients read. */
const plain = [
  ...['type', 'enum', 'const', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
  ...[
    'maxLength',
    'minLength',
    'pattern',
    'maxItems',
    'minItems',
    'uniqueItems',
    'maxContains',
    'minContains',
  ],
  ...[
    'maxProperties',
    'minProperties',
    'required',
    'dependentRequired',
    'format',
    'formatMinimum',
    'formatMaximum',
  ],
  ...['$schema', '$id', '$ref', '$comment', 'title', 'description', 'default', 'examples', 'deprecated'],
  ...['x-money', 'x-decimal', 'x-latin', 'x-prefill', 'x-autocomplete', 'x-time'],
];
/** Every object has them, and the first means "every item" in places of a form. */
const impossibleNames = ['*', '__proto__', 'constructor', 'prototype'];
const known = new Set([single, listed, named].flatMap(({ same, part }) => [...same, ...part]).concat(plain));
const formats: readonly unknown[] = [
  'date',
  'time',
  'date-time',
  'email',
  'iban',
  'uri',
  'uuid',
  'hostname',
  'ipv4',
  'ipv6',
];

/** One schema of a form: what it says, where, and which names the object that it is about can have. */
interface Visited {
  readonly schema: JsonObject;
  readonly at: Path;
  /** Undefined where any name is possible. */
  readonly names: ReadonlySet<string> | undefined;
}

/**
 * What is wrong with the words of a form's schema: keywords and formats that nobody checks, patterns, references, names that are
 * required and do not exist, and texts, lists and objects that nobody has bounded: what nobody has bounded costs everybody.
 * Reported with its place in the file.
 * @param holdsData whether data is held by the schema; a condition only looks at it
 */
export function checkKeywords(root: JsonObject, at: Path, file: ConfigurationFile, holdsData = true): void {
  for (const name of recursiveDefinitions(root))
    file.report([...at, '$defs', name], `"#/$defs/${name}" leads back to itself; a form has an end`);
  const open: Visited[] = [{ schema: root, at, names: undefined }];
  let fields = 0;
  for (let visited = open.pop(); visited !== undefined; visited = open.pop()) {
    const { schema } = visited;
    fields += Object.keys(isObject(schema['properties']) ? schema['properties'] : {}).length;
    if (fields > mostFields) {
      file.report(at, `a form has at most ${mostFields.toLocaleString('en')} fields, and this has more`);
      return;
    }
    const names = namesOf(visited);
    for (const [path, reason] of problemsOf(root, schema, names, holdsData))
      file.report([...visited.at, ...path], reason);
    open.push(...members({ ...visited, names }).reverse());
  }
}

/** Definitions that are made of themselves, directly or through others. */
function recursiveDefinitions(root: JsonObject): readonly string[] {
  const definitions = isObject(root['$defs']) ? root['$defs'] : {};
  const uses = new Map(Object.entries(definitions).map(([name, schema]) => [name, referencesIn(schema)]));
  return [...uses.keys()].filter((name) => {
    const seen = new Set<string>();
    const open = [...(uses.get(name) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === name) return true;
      if (!seen.has(next)) open.push(...(uses.get(next) ?? []));
      seen.add(next);
    }
    return false;
  });
}

/** The names of the definitions that a schema refers to, at whatever depth. */
function referencesIn(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(referencesIn);
  if (!isObject(schema)) return [];
  const own = typeof schema['$ref'] === 'string' ? [schema['$ref'].replace(/^#\/\$defs\//, '')] : [];
  return [...own, ...Object.values(schema).flatMap(referencesIn)];
}

function namesOf({ schema, names: around }: Visited): ReadonlySet<string> | undefined {
  const own = isObject(schema['properties']) ? Object.keys(schema['properties']) : undefined;
  const isOpen = schema['additionalProperties'] !== undefined && schema['additionalProperties'] !== false;
  if (isOpen || (own === undefined && around === undefined)) return undefined;
  return new Set([...(around ?? []), ...(own ?? [])]);
}

function members({ schema, at, names }: Visited): Visited[] {
  const found: Visited[] = [];
  const visit = (member: unknown, path: Path, around: Visited['names']) => {
    if (isObject(member)) found.push({ schema: member, at: [...at, ...path], names: around });
  };
  for (const [kind, around] of [
    ['same', names],
    ['part', undefined],
  ] as const) {
    for (const keyword of single[kind]) visit(schema[keyword], [keyword], around);
    for (const keyword of listed[kind]) {
      const list: unknown = schema[keyword];
      if (Array.isArray(list)) list.forEach((member, index) => visit(member, [keyword, index], around));
    }
    for (const keyword of named[kind]) {
      for (const [name, member] of Object.entries(isObject(schema[keyword]) ? schema[keyword] : {}))
        visit(member, [keyword, name], around);
    }
  }
  return found;
}

function problemsOf(
  root: JsonObject,
  schema: JsonObject,
  names: Visited['names'],
  holdsData: boolean,
): [path: Path, reason: string][] {
  const found: [Path, string][] = [];
  for (const keyword of Object.keys(schema)) {
    if (!known.has(keyword))
      found.push([[], `this is not a usable form schema: unknown keyword: "${keyword}"`]);
  }
  for (const name of Object.keys(isObject(schema['properties']) ? schema['properties'] : {})) {
    if (impossibleNames.includes(name))
      found.push([['properties', name], `no field can be called "${name}"; nobody could send it`]);
  }
  const { format, pattern, required } = schema;
  if (format !== undefined && !formats.includes(format))
    found.push([
      ['format'],
      `this is not a usable form schema: unknown format "${String(format)}"; there are ${formats.join(', ')}`,
    ]);
  if (typeof pattern === 'string') {
    const problem = patternProblem(pattern);
    if (problem !== undefined) found.push([['pattern'], problem]);
  }
  if (schema['$ref'] !== undefined && resolved(root, schema) === undefined)
    found.push([
      ['$ref'],
      `"${String(schema['$ref'])}" leads nowhere, or round in a circle; it names a schema below #/$defs/`,
    ]);
  if (names !== undefined && Array.isArray(required)) {
    for (const [index, name] of required.map(String).entries()) {
      if (!names.has(name))
        found.push([
          ['required', index],
          `"${name}" is required but is no property of the schema; it has ${[...names].join(', ')}`,
        ]);
    }
  }
  const missing = holdsData ? missingBound(schema) : undefined;
  if (missing !== undefined) found.push([[], missing]);
  return found;
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
