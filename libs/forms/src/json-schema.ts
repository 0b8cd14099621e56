import { electronicFormatIBAN, isValidIBAN } from 'ibantools';
import {
  compileSchema,
  draft2020,
  extendDraft,
  isJsonError,
  type JsonError,
  type JsonSchemaValidatorParams,
  type Keyword,
  type SchemaNode,
} from 'json-schema-library';
import { canonicalJson } from './canonical-json';
import { isDate } from './dates';
import { brokenLimit, isMultipleOf } from './decimals';
import { isObject, type DecimalLimits, type JsonObject } from './form';
import { foreignToLatin } from './latin';
import { textPattern } from './patterns';
import { escaped } from './places';

/** One rule of a schema that data does not keep. */
export interface SchemaError {
  /** RFC 6901 pointer of the value; of one that is missing or unknown, where it would stand or stands. */
  readonly pointer: string;
  /** Stable name of the rule: the keyword in lower case with hyphens, or `unknown-field`. */
  readonly rule: string;
  /** What the rule asks for, as far as words need it. */
  readonly details: Readonly<Record<string, unknown>>;
}

/*
 * The library interprets JSON Schema 2020-12, without eval. Of its keywords these are our own: numbers are decimals and not what a
 * processor makes of them, patterns cannot run away, work grows with the data and no faster, a name of the data is looked up
 * among the names of the schema alone, and pointers are RFC 6901.
 */
const base = (name: string): Keyword => {
  const found = draft2020.keywords.find(({ keyword }) => keyword === name);
  if (found === undefined) throw new Error(`the library has no keyword ${name}`);
  return found as Keyword;
};

function fault(
  { node, data, pointer }: Pick<JsonSchemaValidatorParams, 'node' | 'data' | 'pointer'>,
  code: string,
  details: Readonly<Record<string, unknown>> = {},
): JsonError {
  // With a message of its own, which nobody reads, as the library knows none for our codes.
  return node.createError(code, { pointer, schema: node.schema, value: data, ...details }, code);
}

const multipleOf: Keyword = {
  ...base('multipleOf'),
  validate: (given) => {
    const { multipleOf: of } = given.node.schema as { readonly multipleOf: number };
    if (typeof given.data !== 'number' || isMultipleOf(given.data, of)) return undefined;
    return fault(given, 'multiple-of-error', { multipleOf: of });
  },
};

const uniqueItems: Keyword = {
  ...base('uniqueItems'),
  validate: (given) => {
    if (!Array.isArray(given.data)) return undefined;
    const distinct = new Set(given.data.map(canonicalJson));
    return distinct.size === given.data.length ? undefined : fault(given, 'unique-items-error');
  },
};

const pattern: Keyword = {
  ...base('pattern'),
  validate: (given) => {
    const { pattern } = given.node.schema as { readonly pattern: string };
    if (typeof given.data !== 'string' || textPattern(pattern).test(given.data)) return undefined;
    return fault(given, 'pattern-error');
  },
};

/** The library takes a maximum of 0 for none. */
const maximum: Keyword = {
  ...base('maximum'),
  validate: (given) => {
    const { maximum: most } = given.node.schema as { readonly maximum: number };
    return typeof given.data === 'number' && given.data > most ? fault(given, 'maximum-error') : undefined;
  },
};

/** Equal as JSON is, whatever the order and the names of members. */
function isEqual(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  return canonicalJson(left) === canonicalJson(right);
}

const enumeration: Keyword = {
  ...base('enum'),
  validate: (given) => {
    const { enum: values } = given.node.schema as { readonly enum: readonly unknown[] };
    return values.some((value) => isEqual(value, given.data)) ? undefined : fault(given, 'enum-error');
  },
};

const constant: Keyword = {
  ...base('const'),
  validate: (given) =>
    isEqual((given.node.schema as { readonly const: unknown }).const, given.data)
      ? undefined
      : fault(given, 'const-error'),
};

const properties: Keyword = {
  ...base('properties'),
  validate: ({ node, data, pointer, path }) => {
    const known: Readonly<Record<string, SchemaNode>> = node.properties ?? {};
    if (!isObject(data)) return undefined;
    return Object.keys(data).flatMap((name) =>
      Object.hasOwn(known, name)
        ? (known[name] as SchemaNode).validate(data[name], `${pointer}/${escaped(name)}`, path).errors
        : [],
    );
  },
};

const additionalProperties: Keyword = {
  ...base('additionalProperties'),
  addValidate: ({ schema }) => schema['additionalProperties'] !== undefined,
  validate: (given) => {
    const { node, data, pointer, path } = given;
    if (!isObject(data)) return undefined;
    const { additionalProperties: others, patternProperties } = node.schema as JsonObject;
    const known: unknown = node.schema['properties'] ?? {};
    const patterns = Object.keys(isObject(patternProperties) ? patternProperties : {}).map(textPattern);
    return Object.keys(data).flatMap((name) => {
      if (Object.hasOwn(known as object, name) || patterns.some((one) => one.test(name))) return [];
      const at = `${pointer}/${escaped(name)}`;
      if (others === false) return fault({ ...given, pointer: at }, 'no-additional-properties-error');
      return node.additionalProperties?.validate(data[name], at, path).errors ?? [];
    });
  },
};

const required: Keyword = {
  ...base('required'),
  validate: (given) => {
    const { node, data, pointer } = given;
    if (!isObject(data)) return undefined;
    return (node.required ?? [])
      .filter((name) => !Object.hasOwn(data, name))
      .map((name) => fault({ ...given, pointer: `${pointer}/${escaped(name)}` }, 'required-property-error'));
  },
};

/** A keyword that looks at values of one kind and says what is wrong with them. */
function own(
  name: string,
  faultOf: (limit: unknown, data: unknown) => Readonly<Record<string, unknown>> | undefined,
): Keyword {
  return {
    id: name,
    keyword: name,
    addValidate: ({ schema }) => schema[name] !== undefined,
    validate: (given) => {
      const found = faultOf(given.node.schema[name], given.data);
      return found && fault(given, `${name}-error`, { limit: given.node.schema[name] as unknown, ...found });
    },
  };
}

const decimal = own('x-decimal', (limits, data) => {
  if (typeof data !== 'string') return undefined;
  const broken = brokenLimit(data, limits as DecimalLimits);
  return broken && { broken };
});
const time = own('x-time', (kind, data) => {
  if (typeof data !== 'string') return undefined;
  const [day, hour] = kind === 'moment' ? data.split('T', 2) : [undefined, data];
  const holds = (kind === 'time' || isDate(day)) && /^([01]\d|2[0-3]):[0-5]\d$/.test(hour ?? '');
  return holds ? undefined : {};
});
const latin = own('x-latin', (isAsked, data) => {
  if (isAsked !== true || typeof data !== 'string') return undefined;
  const foreign = foreignToLatin(data);
  return foreign.length === 0 ? undefined : { foreign };
});
// What is no date is told by its format.
const formatMinimum = own('formatMinimum', (least, data) =>
  isDate(data) && data < String(least) ? {} : undefined,
);
const formatMaximum = own('formatMaximum', (most, data) =>
  isDate(data) && data > String(most) ? {} : undefined,
);

type Format = (typeof draft2020.formats)[string];
const formatOf =
  (name: string, holds: (text: string) => boolean): Format =>
  (given) =>
    typeof given.data === 'string' && !holds(given.data)
      ? fault(given, `format-error`, { format: name })
      : undefined;
/** The library passes over an empty text. */
const nonEmpty =
  (name: string): Format =>
  (given) =>
    given.data === '' ? fault(given, 'format-error', { format: name }) : draft2020.formats[name]?.(given);

/** Labels of letters, digits and hyphens with points between them (RFC 1123). */
const isHostname = (text: string): boolean =>
  text.length <= 253 && /^(?!-)[a-z\d-]{1,63}(?<!-)(\.(?!-)[a-z\d-]{1,63}(?<!-))*$/i.test(text);

const dialect = extendDraft(draft2020, {
  keywords: [
    ...[
      multipleOf,
      maximum,
      uniqueItems,
      pattern,
      enumeration,
      constant,
      properties,
      additionalProperties,
      required,
    ],
    ...[decimal, time, latin, formatMinimum, formatMaximum],
  ],
  formats: {
    date: formatOf('date', isDate),
    iban: formatOf('iban', (text) => isValidIBAN(electronicFormatIBAN(text) ?? '')),
    ...Object.fromEntries(['time', 'date-time', 'email', 'uuid'].map((name) => [name, nonEmpty(name)])),
    // The library takes any text for these.
    uri: formatOf('uri', (text) => /^[a-z][a-z\d+.-]*:\S+$/i.test(text) && URL.canParse(text)),
    hostname: formatOf('hostname', isHostname),
    ipv4: formatOf('ipv4', (text) => /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/.test(text)),
    ipv6: formatOf('ipv6', (text) => /^[\da-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]`)),
  },
});

const prepared = new WeakMap<JsonObject, SchemaNode>();

function nodeOf(schema: JsonObject): SchemaNode {
  const known = prepared.get(schema);
  if (known !== undefined) return known;
  const made = compileSchema(schema, { drafts: [dialect], formatAssertion: true });
  prepared.set(schema, made);
  return made;
}

/** Everything in which data does not keep a schema. What is prepared for a schema is kept with it. */
export function schemaErrors(schema: JsonObject, data: unknown): readonly SchemaError[] {
  const { errors } = nodeOf(schema).validate(data, '');
  return errors.filter(isJsonError).map(({ code, data: { pointer, schema: _, value: __, ...details } }) => ({
    pointer,
    rule: ruleOf(String(code)),
    details: { ...(isObject(_) ? limitsOf(_) : {}), ...details },
  }));
}

/** Whether data keeps a schema. */
export function matches(schema: JsonObject, data: unknown): boolean {
  return nodeOf(schema).validate(data, '').valid;
}

const others: Readonly<Record<string, string>> = {
  'no-additional-properties': 'unknown-field',
  'unevaluated-property': 'unknown-field',
  'required-property': 'required',
  'missing-dependency': 'required',
  'min-length-one': 'min-length',
  'min-items-one': 'min-items',
  formatMinimum: 'format-minimum',
  formatMaximum: 'format-maximum',
  'multiple-one-of': 'one-of',
};

function ruleOf(code: string): string {
  const name = code.replace(/-error$/, '');
  if (name.startsWith('format-') && !name.startsWith('formatM')) return 'format';
  return others[name] ?? name;
}

/** What words are made of: the limits that stand beside the keyword. */
function limitsOf(schema: JsonObject): JsonObject {
  const { properties: _, items: __, $defs: ___, ...limits } = schema;
  return limits;
}
