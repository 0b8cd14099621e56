/**
 * What a property of a contract can be. There is deliberately no kind for free text: a contract event carries ids,
 * codes, numbers, hashes and times, so personal data and content have no place to stand in (D22, invariant 4).
 * JSON Schema draft 7, the dialect of AsyncAPI 3.
 */
export type FieldSchema =
  | {
      readonly type: 'string';
      readonly pattern: string;
      readonly maxLength: number;
      readonly description?: string;
    }
  | { readonly type: 'string'; readonly enum: readonly string[] }
  | { readonly type: 'string'; readonly const: string }
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'boolean' }
  | {
      readonly type: 'array';
      readonly items: FieldSchema;
      readonly minItems: number;
      readonly maxItems: number;
    };

/** A property with the TypeScript type that its schema admits. */
export interface Field<Value, Optional extends boolean = false> {
  readonly schema: FieldSchema;
  readonly optional: Optional;
  /** Carries the type only; never set. */
  readonly value?: Value;
}

/** The properties of one object. */
export type Fields = Readonly<Record<string, Field<unknown, boolean>>>;

type RequiredKeys<F extends Fields> = {
  [Key in keyof F]: F[Key] extends Field<unknown, false> ? Key : never;
}[keyof F];
type ValueOf<F> = F extends Field<infer Value, boolean> ? Value : never;

/** The TypeScript type of an object with these properties. */
export type ObjectOf<F extends Fields> = {
  readonly [Key in RequiredKeys<F>]: ValueOf<F[Key]>;
} & { readonly [Key in Exclude<keyof F, RequiredKeys<F>>]?: ValueOf<F[Key]> };

/** The JSON Schema of an object with exactly these properties. */
export interface ObjectSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, FieldSchema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

const uuidPattern = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

function text(pattern: string, maxLength: number, description: string): Field<string> {
  return { schema: { type: 'string', pattern: `^${pattern}$`, maxLength, description }, optional: false };
}

/** An id of ours. */
export const uuid = text(uuidPattern, 36, 'UUID, lower case');
/** A key out of the configuration or the code: a service, an office, a tenant, a purpose. */
export const key = text('[a-z][a-z0-9]*(-[a-z0-9]+)*', 64, 'key: lower-case words joined by hyphens');
/** SHA-256, hexadecimal. */
export const hash = text('[0-9a-f]{64}', 64, 'SHA-256, lower-case hexadecimal');
/** SHA-256, or empty where there is nothing before. */
export const hashOrNone = text(
  '([0-9a-f]{64})?',
  64,
  'SHA-256, lower-case hexadecimal; empty for the first event of a stream',
);
/** The reference people read out on the phone, e.g. `DU-2026-000123-7`. */
export const reference = text(
  '[A-Z]{1,4}-[0-9]{4}-[0-9]{6,9}-[0-9A-Z]',
  24,
  'reference of an application, e.g. DU-2026-000123-7',
);
/** A moment in UTC, microseconds. */
export const timestamp = text(
  '(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?Z',
  27,
  'RFC 3339, UTC, up to microseconds',
);
/** `<stream>/<version>`. */
export const eventId = text(`${uuidPattern}/[1-9][0-9]{0,8}`, 46, '<stream id>/<version>');
/** A command or an event that caused another event. */
export const causeId = text(
  `${uuidPattern}(/[1-9][0-9]{0,8})?`,
  46,
  'id of a command, or <stream id>/<version>',
);
/** A person, or a process that acts by itself. */
export const actorId = text(`(${uuidPattern}|service:[a-z][a-z-]{0,40})`, 48, 'person id, or service:<name>');

/** A calendar date in Europe/Berlin. */
export const day = text(
  '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])',
  10,
  'calendar date, Europe/Berlin',
);

/** Euro cents, never negative; at most what XBezahldienste carries. */
export const cents: Field<number> = {
  schema: { type: 'integer', minimum: 0, maximum: 99_999_900 },
  optional: false,
};
/** A counter within int32, as CloudEvents asks of extension attributes. */
export const count: Field<number> = {
  schema: { type: 'integer', minimum: 1, maximum: 2_147_483_647 },
  optional: false,
};
/** So many events has no stream: what claims to be a later one was never written by the store of a service. */
export const maximumStreamVersion = 1_000_000;
/** The place of an event in its stream. */
export const streamVersion: Field<number> = {
  schema: { type: 'integer', minimum: 1, maximum: maximumStreamVersion },
  optional: false,
};
export const flag: Field<boolean> = { schema: { type: 'boolean' }, optional: false };

/** One of these codes. */
export function oneOf<const Code extends string>(codes: readonly Code[]): Field<Code> {
  return { schema: { type: 'string', enum: codes }, optional: false };
}

/** Always this code. */
export function always<const Code extends string>(code: Code): Field<Code> {
  return { schema: { type: 'string', const: code }, optional: false };
}

/** From one to `most` of these. */
export function several<Value>(field: Field<Value>, most: number): Field<readonly Value[]> {
  return { schema: { type: 'array', items: field.schema, minItems: 1, maxItems: most }, optional: false };
}

export function optional<Value>(field: Field<Value>): Field<Value, true> {
  return { schema: field.schema, optional: true };
}

/** The JSON Schema of an object with exactly these properties and no others. */
export function objectSchema(fields: Fields): ObjectSchema {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, field]) => [name, field.schema])),
    required: entries.filter(([, field]) => !field.optional).map(([name]) => name),
    additionalProperties: false,
  };
}
