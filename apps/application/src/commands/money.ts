import type { LocalText } from '#http';

/** An amount as people read it: `30,70 €`, `€30.70`. @param cents integer euro cents */
export function inEuro(cents: number): LocalText {
  const amount = (language: string) =>
    new Intl.NumberFormat(language, { style: 'currency', currency: 'EUR' }).format(cents / 100);
  return { de: amount('de-DE'), en: amount('en-GB') };
}
