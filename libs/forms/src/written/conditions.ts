import type { Condition, JsonObject, LocalizedText } from '../form';
import { meant } from '../nearest';
import type { FieldNode } from './field-tree';
import { itemAround, scopeWithin, type Names } from './names';
import type { Place } from '../places';
import { valueLabelsOf } from './value-schema';
import type { When, WrittenPath } from './written-form';

/** Where a condition is used, and who is told what is wrong with it. */
export interface UsedAt {
  /** The object or item within which names are looked up. */
  readonly around: Place;
  readonly at: WrittenPath;
  readonly report: (path: WrittenPath, reason: string) => void;
}

/** Always true. */
export const always: Condition = { all: [] };

/** The condition that a `show`, `hide`, `require` or `lock` means. */
export function conditionOf(when: When, names: Names, used: UsedAt): Condition {
  if (when === 'always') return always;
  const parts = Object.entries(when).map(([key, value]) => part(key, value, names, used));
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { all: parts };
}

function part(key: string, value: unknown, names: Names, used: UsedAt): Condition {
  const inside = { ...used, at: [...used.at, key] };
  if (key === 'all' || key === 'any') {
    const parts = (Array.isArray(value) ? value : [value]).map((one, index) =>
      conditionOf(one as When, names, { ...inside, at: [...inside.at, index] }),
    );
    return key === 'all' ? { all: parts } : { any: parts };
  }
  if (key === 'not') return { not: conditionOf(value as When, names, inside) };
  return comparison(key, value, names, inside);
}

function comparison(name: string, value: unknown, names: Names, used: UsedAt): Condition {
  const field = names.find(name, used.around);
  if (field === undefined) {
    used.report(used.at, `there is no field "${name}"; ${names.listFor(name)}`);
    return always;
  }
  const scope = scopeWithin(field.place, itemAround(used.around));
  if (scope === undefined) {
    used.report(
      used.at,
      `"${name}" lies in a list; a rule looks at fields of its own item or outside of lists`,
    );
    return always;
  }
  const isList = field.kind === 'repeat' || field.kind === 'choices';
  const filled: Condition = { scope, schema: isList ? { type: 'array', minItems: 1 } : {} };
  if (value === 'filled') return filled;
  if (value === 'empty') return { not: filled };
  const schema = comparedWith(field, value);
  if (typeof schema === 'string') {
    used.report(used.at, schema);
    return always;
  }
  return { scope, schema };
}

/** The schema that a value has to match; a sentence where it cannot. */
function comparedWith(field: FieldNode, value: unknown): JsonObject | string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return between(field, value as Readonly<Record<string, unknown>>);
  const given: unknown[] = Array.isArray(value) ? value : [value];
  // YAML reads a value such as 2026 as a number; those of a choice are texts.
  const isChoice = field.kind === 'choice' || field.kind === 'choices';
  const values = isChoice ? given.map(String) : given;
  const wrong = values.find((one) => !canBe(field, one));
  if (values.length === 0 || wrong !== undefined) return noValue(field, wrong ?? value);
  // A decimal is compared by its value: 8.5 is 8.50.
  if (field.kind === 'decimal') return { anyOf: values.map((one) => exactly(field, String(one))) };
  const schema: JsonObject = values.length === 1 ? { const: values[0] } : { enum: values };
  return field.kind === 'choices' ? { type: 'array', contains: schema } : schema;
}

function noValue(field: FieldNode, value: unknown): string {
  const near = meant(value, Object.keys(valueLabelsOf(field.written) ?? {}));
  return `${JSON.stringify(value)} is no value of "${field.name}"; ${valuesOf(field)}${near}`;
}

function exactly({ written }: FieldNode, value: string): JsonObject {
  return { type: 'string', 'x-decimal': { places: written.decimal?.places ?? 0, min: value, max: value } };
}

function canBe({ kind, written }: FieldNode, value: unknown): boolean {
  switch (kind) {
    case 'choice':
    case 'choices':
      return typeof value === 'string' && Object.hasOwn(valueLabelsOf(written) ?? {}, value);
    case 'yes':
      return typeof value === 'boolean';
    case 'whole':
    case 'money':
      return Number.isInteger(value);
    case 'text':
    case 'decimal':
    case 'date':
    case 'time':
    case 'moment':
      return typeof value === 'string';
    case 'repeat':
    case 'group':
    case 'note':
      return false;
  }
}

function valuesOf({ kind, written }: FieldNode): string {
  const labels: Readonly<Record<string, LocalizedText>> | undefined = valueLabelsOf(written);
  if (labels !== undefined) return `its values are ${Object.keys(labels).join(', ')}`;
  switch (kind) {
    case 'yes':
      return 'it is true or false';
    case 'whole':
    case 'money':
      return 'it is a whole number';
    case 'repeat':
      return 'of a list say { min: … }, { max: … }, filled or empty';
    case 'group':
    case 'note':
      return 'it has no value; name one of its fields';
    case 'text':
    case 'decimal':
    case 'date':
    case 'time':
    case 'moment':
    case 'choice':
    case 'choices':
      return 'it is a text (in quotes, where YAML would read something else)';
  }
}

function between(
  { kind, name, written }: FieldNode,
  limits: Readonly<Record<string, unknown>>,
): JsonObject | string {
  const { min, max, ...others } = limits;
  const unknown = Object.keys(others);
  if (unknown.length > 0 || (min === undefined && max === undefined))
    return `a comparison says min, max or both, not ${unknown.join(', ') || 'nothing'}`;
  const pair = (least: string, most: string) => ({
    ...(min !== undefined && { [least]: min }),
    ...(max !== undefined && { [most]: max }),
  });
  switch (kind) {
    case 'whole':
    case 'money':
      return { type: 'integer', ...pair('minimum', 'maximum') };
    case 'repeat':
    case 'choices':
      return { type: 'array', ...pair('minItems', 'maxItems') };
    case 'date':
      return { type: 'string', format: 'date', ...pair('formatMinimum', 'formatMaximum') };
    case 'decimal':
      return {
        type: 'string',
        'x-decimal': {
          places: written.decimal?.places ?? 0,
          ...(min !== undefined && { min: String(min) }),
          ...(max !== undefined && { max: String(max) }),
        },
      };
    case 'text':
    case 'time':
    case 'moment':
    case 'yes':
    case 'choice':
    case 'group':
    case 'note':
      return `"${name}" cannot be compared by min and max: it is no number, date or list`;
  }
}
