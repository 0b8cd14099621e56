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

/** The reference in its written form, from what somebody typed (blanks and lower case are forgiven); undefined when it cannot be one. */
export function parseReference(typed: string): string | undefined {
  const reference = typed.replaceAll(/\s/g, '').toUpperCase();
  const parts = form.exec(reference);
  if (parts === null) return undefined;
  const [, , year = '', number = '', digit = ''] = parts;
  return String(checkDigit(year + number)) === digit ? reference : undefined;
}

/** The running number in a reference; 0 in what is none. */
export function numberOf(reference: string): number {
  return Number(form.exec(reference)?.[3] ?? 0);
}

/** Whether something typed was meant as a reference: only then is a wrong check digit worth a word. */
export function looksLikeReference(typed: string): boolean {
  return form.test(typed.replaceAll(/\s/g, '').toUpperCase());
}

function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}
