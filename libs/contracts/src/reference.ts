/**
 * The reference that people read out on the phone: tenant prefix, year, running number, check digit: `DU-2026-000123-7`.
 * The check digit is ISO/IEC 7064 MOD 11,10 over the digits of year and number: every single wrong digit is caught, and
 * nearly every swap of two neighbours.
 */
const form = /^([A-Z]{1,4})-(\d{4})-(\d{6,9})-(\d)$/;

/** @param number running number of the tenant's year, from 1. */
export function referenceOf(prefix: string, year: number, number: number): string {
  const digits = `${String(year).padStart(4, '0')}-${String(number).padStart(6, '0')}`;
  return `${prefix}-${digits}-${checkDigit(digits.replace('-', ''))}`;
}

/** A reference as people say it, and what they said beside it. */
export interface SpokenReference {
  /** Pattern of SQL's `LIKE` that the reference has. */
  readonly pattern: string;
  /** Year, number and check digit were said, and the digit is not the one of this number. */
  readonly isWrong: boolean;
  /** What else was said, without it. */
  readonly rest: string;
}

/**
 * The first reference in what somebody typed, however they wrote it down: `DU 2026 8 4`, `du–2026–000008`, `2026/8`. A number that
 * begins with a nought and is shorter than those of references is the beginning of one. Undefined where there is none.
 * @param cityPrefix of the city: other letters before a year are a word of their own
 */
export function spokenReference(typed: string, cityPrefix: string): SpokenReference | undefined {
  const said = typed.normalize('NFKC').toUpperCase();
  const withoutBlanks = said.replaceAll(/\s/g, '');
  const written = form.test(withoutBlanks) ? withoutBlanks : said;
  const found = spokenBy(cityPrefix).exec(written);
  if (found === null) return undefined;
  const [whole, prefix = '%', year = '', number = '', digit] = found;
  const padded = number.padStart(6, '0');
  const rest = written.slice(0, found.index) + written.slice(found.index + whole.length);
  if (number.startsWith('0') && number.length < 6)
    return { pattern: `${prefix}-${year}-${number}%`, isWrong: false, rest };
  const isWrong = digit !== undefined && String(checkDigit(year + padded)) !== digit;
  return { pattern: `${prefix}-${year}-${padded}-${digit ?? '_'}`, isWrong, rest };
}

/** What people put between the parts of a reference: blanks, any dash, the minus sign, slashes, points. */
const between = '[\\s\\p{Pd}\\u2212/._]';

function spokenBy(prefix: string): RegExp {
  const parts = `(?:(${prefix})${between}*)?(\\d{4})${between}+(\\d{1,9})(?:${between}+(\\d))?`;
  return new RegExp(`(?<![\\p{L}\\p{N}])${parts}(?![\\p{L}\\p{N}])`, 'u');
}

/** The running number in a reference; 0 in what is none. */
export function numberOf(reference: string): number {
  return Number(form.exec(reference)?.[3] ?? 0);
}

function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}
