import { isObject, type AskedField, type JsonObject } from '#forms';
import type { Language } from '#pages/language';

/** How a field is asked for, by what its value is. */
export type Control =
  | 'text'
  | 'long-text'
  | 'whole'
  | 'number'
  | 'decimal'
  | 'money'
  | 'date'
  | 'time'
  | 'moment'
  | 'yes-no'
  | 'confirm'
  | 'radios'
  | 'select'
  | 'checkboxes'
  | 'lines'
  | 'raw';

/** More than so many values are no longer shown all at once. */
const mostRadios = 5;

/** Longest text of one line; what may be longer gets several. */
const longestLine = 255;

/** How a field is asked for. */
export function controlOf({ schema, element }: Pick<AskedField, 'schema' | 'element'>): Control {
  if (Array.isArray(schema['enum'])) {
    const format = element.options?.format ?? (schema['enum'].length > mostRadios ? 'select' : 'radio');
    return format === 'select' ? 'select' : 'radios';
  }
  switch (schema['type']) {
    case 'string':
      return textControlOf(schema, element.options?.multi === true);
    case 'integer':
      return typeof schema['x-money'] === 'string' ? 'money' : 'whole';
    case 'number':
      return 'number';
    case 'boolean':
      return schema['const'] === true ? 'confirm' : 'yes-no';
    case 'array': {
      const items = isObject(schema['items']) ? schema['items'] : {};
      if (Array.isArray(items['enum'])) return 'checkboxes';
      return items['type'] === 'string' ? 'lines' : 'raw';
    }
    default:
      return 'raw';
  }
}

function textControlOf(schema: JsonObject, isMulti: boolean): Control {
  if (schema['x-decimal'] !== undefined) return 'decimal';
  if (schema['x-time'] === 'time' || schema['format'] === 'time') return 'time';
  if (schema['x-time'] === 'moment') return 'moment';
  if (schema['format'] === 'date') return 'date';
  return isMulti || Number(schema['maxLength'] ?? 0) > longestLine ? 'long-text' : 'text';
}

/** A value as it stands in a line of text. What could not be read stands as it was typed. */
export function typedOf(control: Control, value: unknown, language: Language): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value) && control === 'lines') return value.map(String).join('\n');
  if (typeof value === 'object') return JSON.stringify(value, null, 2);
  if (control === 'money' && typeof value === 'number' && Number.isSafeInteger(value))
    return ungrouped((value / 100).toFixed(2), language);
  if (typeof value === 'number') return ungrouped(String(value), language);
  if (control === 'decimal' && /^-?\d+(\.\d+)?$/.test(String(value)))
    return ungrouped(String(value), language);
  return String(value);
}

/** A number with the decimal sign of a language, without signs between its digits: as somebody types it. */
function ungrouped(text: string, language: Language): string {
  return language === 'de' ? text.replace('.', ',') : text;
}

/**
 * What was typed into one line or several, as the form keeps it; undefined where nothing was. What cannot be read is kept as it was
 * typed, so that nothing is lost; the form's own check then says what is wrong.
 */
export function valueOfTyped(control: Control, typed: string, language: Language): unknown {
  if (typed.trim() === '') return undefined;
  switch (control) {
    case 'whole':
    case 'number': {
      const text = decimalOf(typed, language);
      const number = text === undefined ? Number.NaN : Number(text);
      // Beyond what is exact, a number would not be the one that was typed.
      return Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : typed;
    }
    case 'decimal':
      return decimalOf(typed, language) ?? typed;
    case 'money':
      return centsOf(typed, language) ?? typed;
    case 'lines':
      return typed.split(/\r?\n/).filter((line) => line.trim() !== '');
    case 'raw':
      return jsonOf(typed);
    case 'radios':
    case 'select':
    case 'text':
    case 'time':
      return typed;
    case 'long-text':
      // Forms are sent with CR LF, which nobody has typed.
      return typed.replace(/\r\n/g, '\n');
    case 'date':
    case 'moment':
    case 'yes-no':
    case 'confirm':
    case 'checkboxes':
      return typed;
  }
}

function jsonOf(typed: string): unknown {
  try {
    return JSON.parse(typed) as unknown;
  } catch {
    return typed;
  }
}

/**
 * A decimal in its one form (`1234.5`), however it was typed: with the signs of the language, or with a point. Three digits after
 * the sign that groups digits are grouped: `1.500` are fifteen hundred in German.
 */
function decimalOf(typed: string, language: Language): string | undefined {
  const [group, point] = language === 'de' ? ['.', ','] : [',', '.'];
  const bare = typed
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/^[−–]/, '-')
    .replace(/^\+/, '');
  const isGrouped = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d+)?$`).test(bare);
  const text = (isGrouped ? bare.replaceAll(group, '') : bare).replace(/,/g, '.');
  const [, sign, whole, rest = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return `${sign ?? ''}${whole.replace(/^0+(?=\d)/, '')}${rest}`;
}

/** An amount as whole cents; undefined for what is none, or has parts of a cent. */
function centsOf(typed: string, language: Language): number | undefined {
  const text = decimalOf(typed.replace(/€|EUR/i, ''), language);
  const [, sign, whole, hundredths = ''] = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text ?? '') ?? [];
  if (whole === undefined) return undefined;
  return Number(`${sign ?? ''}${whole}${hundredths.padEnd(2, '0')}`);
}

/** The parts of a day that is kept, or of what was typed instead of one. */
export function datePartsOf(value: unknown): { day: string; month: string; year: string; time: string } {
  const [date = '', time = ''] = typeof value === 'string' ? value.split('T') : [];
  const [year = '', month = '', day = ''] = date.split('-');
  return { day: day.replace(/^0(?=\d$)/, ''), month: month.replace(/^0(?=\d$)/, ''), year, time };
}

/** A day as the form keeps it, of the parts that were typed; half a day is kept as half a one. @param time undefined where none is asked for */
export function dateOfParts(day: string, month: string, year: string, time?: string): string | undefined {
  const part = (text: string, length: number): string => {
    const bare = text.trim().replace(/[-T]/g, '');
    return bare === '' ? '' : bare.padStart(length, '0');
  };
  const parts = [part(year, 4), part(month, 2), part(day, 2)];
  if (parts.every((one) => one === '') && !time) return undefined;
  const date = parts.join('-');
  return time === undefined ? date : `${date}T${time}`;
}

/** What a field with a fixed unit has after it. */
export function unitOf(control: Control): string | undefined {
  return control === 'money' ? '€' : undefined;
}
