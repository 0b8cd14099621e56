import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { IsId } from './validation';

/**
 * The vocabulary of input classes: each decorator says what a field is, checks it, and describes it in the OpenAPI document.
 * A field that may be left out says `optional: true`.
 */
export interface InputField {
  readonly description?: string;
  readonly example?: unknown;
  readonly optional?: true;
}

function field(
  { optional, ...described }: InputField & ApiPropertyOptions,
  ...checks: readonly PropertyDecorator[]
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ ...described, required: optional !== true } as ApiPropertyOptions),
    ...(optional === true ? [IsOptional()] : []),
    ...checks,
  );
}

/** What a person writes: at most `longest` characters, and not only blanks. */
export const FreeText = (longest: number, described: InputField = {}): PropertyDecorator =>
  field(described, IsString(), MinLength(1), MaxLength(longest), Matches(/\S/));

/** Names of documents and the like: at most 50, each at most 200 characters long. */
export const Names = (described: InputField = {}): PropertyDecorator =>
  field(
    { type: [String], ...described },
    IsArray(),
    ArrayMaxSize(50),
    IsString({ each: true }),
    MaxLength(200, { each: true }),
  );

/** A key out of the configuration: lower-case words joined by hyphens. */
export const keyPattern = /^[a-z][a-z0-9-]{0,63}$/;
export const Key = (described: InputField = {}): PropertyDecorator => field(described, Matches(keyPattern));

/** The id of a person, a case or a notice. */
export const Id = (described: InputField = {}): PropertyDecorator =>
  field({ format: 'uuid', ...described }, IsId());

/** A calendar date that exists, e.g. `2026-12-04`. */
export const CalendarDate = (described: InputField = {}): PropertyDecorator =>
  field(
    { format: 'date', ...described },
    Matches(/^\d{4}-\d\d-\d\d$/),
    IsISO8601({ strict: true, strictSeparator: true }),
  );

/** One of these codes. */
export const OneOf = (codes: readonly string[], described: InputField = {}): PropertyDecorator =>
  field({ enum: [...codes], ...described }, IsIn(codes));

/** A SHA-256 in lower-case hexadecimal. */
export const Sha256 = (described: InputField = {}): PropertyDecorator =>
  field(described, Matches(/^[0-9a-f]{64}$/));

/** Yes or no. */
export const Flag = (described: InputField = {}): PropertyDecorator => field(described, IsBoolean());

/** A whole number from 1 on. */
export const Ordinal = (described: InputField = {}): PropertyDecorator =>
  field({ minimum: 1, ...described }, IsInt(), Min(1));
