import Big from 'big.js';
import type { DecimalLimits, FormLanguage } from './form';

/** A decimal as text: no exponent, at most 15 digits before the point and 20 after it. */
const decimal = /^-?[0-9]{1,15}(\.[0-9]{1,20})?$/;

/** The exact value of a JSON number or of a decimal as text; undefined for what is neither. */
export function exactValue(value: unknown): Big | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? new Big(value) : undefined;
  return typeof value === 'string' && decimal.test(value) ? new Big(value) : undefined;
}

/** Whether a number is a whole multiple of another one, both taken as the decimals that they are written as. */
export function isMultipleOf(value: number, of: number): boolean {
  const [dividend, divisor] = [new Big(value).toFixed(), new Big(of).toFixed()];
  const places = Math.max(placesOf(dividend), placesOf(divisor));
  return wholeOf(dividend, places) % wholeOf(divisor, places) === 0n;
}

/** A decimal times ten to the power of `places`, as a whole number. */
function wholeOf(text: string, places: number): bigint {
  return BigInt(text.replace('.', '') + '0'.repeat(places - placesOf(text)));
}

/** What is wrong with a decimal, as the name of the limit that it does not keep. */
export function brokenLimit(
  text: string,
  { places, min, max }: DecimalLimits,
): 'places' | 'min' | 'max' | undefined {
  const value = exactValue(text);
  if (value === undefined || placesOf(text) > places || text !== canonical(text)) return 'places';
  if (min !== undefined && value.lt(min)) return 'min';
  if (max !== undefined && value.gt(max)) return 'max';
  return undefined;
}

function canonical(text: string): string {
  return text.replace(/^(-?)0+(?=[0-9])/, '$1');
}

function placesOf(text: string): number {
  return text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
}

const formats = new Map<string, Intl.NumberFormat>();

function format(language: FormLanguage, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = `${language} ${JSON.stringify(options)}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(language, options);
  formats.set(name, made);
  return made;
}

/** A number as a person reads it, to the last digit; a decimal as text keeps the zeros that were typed. */
export function numberText(value: number | string, language: FormLanguage): string {
  const exact = exactValue(value);
  if (exact === undefined) return String(value);
  const text = typeof value === 'string' ? value : exact.toFixed();
  const places = Math.min(placesOf(text), 20);
  const options = { minimumFractionDigits: places, maximumFractionDigits: 20 };
  return format(language, options).format(text as Intl.StringNumericLiteral);
}

/** A whole number of hundredths as an amount of money, e.g. `1.234,50 €`. @param currency ISO 4217 */
export function moneyText(hundredths: number, currency: string, language: FormLanguage): string {
  const amount = new Big(hundredths).div(100).toFixed(2);
  return format(language, { style: 'currency', currency }).format(amount as Intl.StringNumericLiteral);
}
