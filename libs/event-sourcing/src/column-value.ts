import type { TextValue } from '#database';

/**
 * A value of a read model as PostgreSQL reads it for a column of this type: JSON for `json` and `jsonb`, ISO 8601 for
 * dates, `{…}` for lists in array columns.
 * @throws TypeError for a value that has no text, e.g. an object in a column that is not JSON.
 */
export function columnValue(value: unknown, type: string): TextValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && !type.startsWith('json')) return value;
  if (type.startsWith('json')) return JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`;
  throw new TypeError(
    `a column of type ${type} cannot hold ${JSON.stringify(value)}; give text, or make the column jsonb`,
  );
}

function element(value: unknown): string {
  const text = columnValue(value, 'text');
  return text === null ? 'NULL' : `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
}
