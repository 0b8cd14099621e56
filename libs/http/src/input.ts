import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { cursorPattern } from './cursor';
import { IsId } from './validation';
import { foreignToLatin } from '#forms/latin';
import { isVisible, visible } from '#forms/visible-text';

/**
 * The vocabulary of input classes, of bodies and queries alike: each decorator says what a field is, checks it, and describes it
 * in the OpenAPI document. Nothing else checks an input (the linter sees to it), so that the same things are refused everywhere.
 */
export interface InputField {
  readonly description?: string;
  readonly example?: unknown;
  /** The field may be left out. `null` is not left out, and is refused. */
  readonly optional?: true;
  /** `null` takes away what was there before: for merge patches (RFC 7396) alone. */
  readonly removable?: true;
  /** What counts where the field is left out; for the description alone. */
  readonly default?: unknown;
}

function field(
  { optional, removable, ...described }: InputField & ApiPropertyOptions,
  ...checks: readonly PropertyDecorator[]
): PropertyDecorator {
  const description = {
    ...described,
    required: optional !== true,
    ...(removable === true && { nullable: true }),
  };
  return applyDecorators(
    ApiProperty(description as ApiPropertyOptions),
    ...(optional === true ? [ValidateIf((_, value) => value !== undefined)] : []),
    ...(removable === true ? [ValidateIf((_, value) => value !== null)] : []),
    ...checks,
  );
}

/** Reads a text otherwise before it is checked, in a list each of its texts; what is no text stays and is refused. */
const read = (reading: (text: string) => unknown): PropertyDecorator => {
  const one = (value: unknown): unknown => (typeof value === 'string' ? reading(value) : value);
  return Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(one) : one(value)));
};

const trimmed = (): PropertyDecorator => read((text) => text.trim());

const HasVisibleText = (each: boolean): PropertyDecorator =>
  ValidateBy(
    {
      name: 'hasVisibleText',
      validator: {
        validate: isVisible,
        defaultMessage: () => `${each ? 'each value in ' : ''}$property must have a visible character`,
      },
    },
    { each },
  );

/** What a person writes: at most `longest` characters, trimmed, and something in it that can be seen. */
export const FreeText = (longest: number, described: InputField = {}): PropertyDecorator =>
  field(
    { type: String, minLength: 1, pattern: visible.source, ...described },
    trimmed(),
    IsString(),
    MaxLength(longest),
    HasVisibleText(false),
  );

/** What somebody or something is called: a free text of the letters and signs of DIN 91379, as in the building blocks of forms. */
export const LatinText = (longest: number, described: InputField = {}): PropertyDecorator =>
  applyDecorators(FreeText(longest, described), IsLatin());

const IsLatin = (): PropertyDecorator =>
  ValidateBy({
    name: 'isLatin',
    validator: {
      // What shows nothing is told by itself.
      validate: (value) =>
        typeof value !== 'string' || !isVisible(value) || foreignToLatin(value).length === 0,
      defaultMessage: (given) =>
        `$property must have Latin letters, digits and usual punctuation alone, not: ${foreignToLatin(String(given?.value)).join(' ')}`,
    },
  });

/** Names of documents and the like: at most 50, each a free text of at most 200 characters. */
export const Names = (described: InputField = {}): PropertyDecorator =>
  field(
    { type: [String], ...described },
    trimmed(),
    IsArray(),
    ArrayMaxSize(50),
    IsString({ each: true }),
    MaxLength(200, { each: true }),
    HasVisibleText(true),
  );

/** A text of a given form. @param wording what `message` says of it, for people: `must be five digits` */
export const TextLike = (pattern: RegExp, described: InputField = {}, wording?: string): PropertyDecorator =>
  field(
    { type: String, ...described },
    Matches(pattern, wording === undefined ? {} : { message: `$property ${wording}` }),
  );

/** A key out of the configuration: lower-case words joined by hyphens. */
const keyPattern = /^[a-z][a-z0-9-]{0,63}$/;
export const Key = (described: InputField = {}): PropertyDecorator => TextLike(keyPattern, described);

/** `nextCursor` of the page before. */
export const Cursor = (): PropertyDecorator =>
  TextLike(cursorPattern, { description: '`nextCursor` of the page before.', optional: true });

/** The id of a person, a case or a notice. */
export const Id = (described: InputField = {}): PropertyDecorator =>
  field({ format: 'uuid', ...described }, IsId());

/** A calendar date that exists, e.g. `2026-12-04`. */
export const CalendarDate = (described: InputField = {}): PropertyDecorator =>
  field(
    { type: String, format: 'date', ...described },
    // Nobody's calendar has a year 0, PostgreSQL's neither.
    Matches(/^(?!0000)\d{4}-\d\d-\d\d$/),
    IsISO8601({ strict: true, strictSeparator: true }),
  );

/** A moment as ISO 8601 writes it. */
export const Moment = (described: InputField = {}): PropertyDecorator =>
  field({ type: String, ...described }, MaxLength(40), IsISO8601({ strict: true }));

/** One of these codes. */
export const OneOf = (codes: readonly string[], described: InputField = {}): PropertyDecorator =>
  field({ enum: [...codes], ...described }, IsIn([...codes]));

/** One of these codes or several, or none; in a query repeated or in one text separated by commas. */
export const SeveralOf = (codes: readonly string[], described: InputField = {}): PropertyDecorator =>
  field(
    { enum: [...codes], isArray: true, ...described },
    separatedByCommas(),
    IsArray(),
    ArrayMaxSize(codes.length),
    IsIn([...codes], { each: true }),
  );

/** In a query: ids, separated by commas. @param most so many at most */
export const Ids = (most: number, described: InputField = {}): PropertyDecorator =>
  field(
    { type: 'array', items: { type: 'string', format: 'uuid' }, ...described } as InputField,
    separatedByCommas(),
    read((text) => text.toLowerCase()),
    IsArray(),
    ArrayMaxSize(most),
    IsUUID('all', { each: true }),
  );

function separatedByCommas(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value));
}

/** A SHA-256 in lower-case hexadecimal. */
export const Sha256 = (described: InputField = {}): PropertyDecorator =>
  TextLike(/^[0-9a-f]{64}$/, described);

/** Integer euro cents; at most what XBezahldienste carries. */
export const Cents = (least: number, described: InputField = {}): PropertyDecorator =>
  field(
    { type: 'integer', minimum: least, maximum: mostCents, ...described } as InputField,
    IsInt(),
    Min(least),
    Max(mostCents),
  );
const mostCents = 99_999_900;

/** Yes or no. */
export const Flag = (described: InputField = {}): PropertyDecorator => field(described, IsBoolean());

/** In a query: `true` or `false`. */
export const FlagInQuery = (described: InputField = {}): PropertyDecorator =>
  field(
    { type: Boolean, ...described },
    read((text) => (text === 'true' ? true : text === 'false' ? false : text)),
    IsBoolean(),
  );

/** A whole number from 1 on. */
export const Ordinal = (described: InputField = {}): PropertyDecorator =>
  field({ type: 'integer', minimum: 1, ...described }, IsInt(), Min(1));

/** A whole number from `minimum` to `maximum`. */
export const WholeNumber = (
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
  described: InputField = {},
): PropertyDecorator =>
  field({ type: 'integer', minimum, maximum, ...described }, IsInt(), Min(minimum), Max(maximum));

/** What is entered in a form, by the names of its fields; what may stand there is the form's to say. */
export const Entries = (described: InputField = {}): PropertyDecorator =>
  field(
    {
      type: 'object',
      additionalProperties: { $ref: '#/components/schemas/JsonValue' },
      ...described,
    } as InputField,
    IsObject(),
  );

/** At least one and at most `most` objects, each checked against its own input class. */
export const Each = (item: new () => object, most: number, described: InputField = {}): PropertyDecorator =>
  field(
    { type: [item], ...described },
    Type(() => item),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(most),
    ValidateNested({ each: true }),
  );

/** In a query: a whole number in digits and nothing else, from `minimum` to `maximum`. */
export const NumberInQuery = (
  { minimum, maximum = Number.MAX_SAFE_INTEGER }: { readonly minimum: number; readonly maximum?: number },
  described: InputField = {},
): PropertyDecorator =>
  field(
    { type: 'integer', minimum, maximum, ...described },
    read((text) => (/^\d{1,16}$/.test(text) ? Number(text) : text)),
    IsInt(),
    Min(minimum),
    Max(maximum),
  );
