import type { LocalText } from '#http';

/** An amount as people read it: `30,70 €`, `€30.70`. @param cents integer euro cents */
export function inEuro(cents: number): LocalText {
  return { de: amounts.de.format(cents / 100), en: amounts.en.format(cents / 100) };
}

const amounts = {
  de: new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' }),
  en: new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' }),
};
