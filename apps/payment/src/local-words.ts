import type { Language, LocalText } from '#http';

const locale = { de: 'de-DE', en: 'en-GB' } as const;

/** A text in both languages. */
export function inBoth(write: (language: Language) => string): LocalText {
  return { de: write('de'), en: write('en') };
}

/** Euro cents as an amount: `30,70 €`, `€30.70`. */
export function euros(cents: number, language: Language): string {
  return (cents / 100).toLocaleString(locale[language], { style: 'currency', currency: 'EUR' });
}

/** A day in Berlin: `10.12.2026`, `10 December 2026`. @param at a calendar date, or UTC, ISO 8601 */
export function dayInWords(at: string, language: Language): string {
  const form =
    language === 'de'
      ? ({ day: '2-digit', month: '2-digit', year: 'numeric' } as const)
      : ({ day: 'numeric', month: 'long', year: 'numeric' } as const);
  return new Date(at).toLocaleDateString(locale[language], { timeZone: 'Europe/Berlin', ...form });
}
