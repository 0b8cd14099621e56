import type { Language } from './words';

const locale = { de: 'de-DE', en: 'en-GB' } as const;
const zone = 'Europe/Berlin';

const timeOfDay = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
/** Made once: making one takes longer than a page of text. */
const clocks = {
  de: new Intl.DateTimeFormat(locale.de, { timeZone: zone, ...timeOfDay }),
  en: new Intl.DateTimeFormat(locale.en, { timeZone: zone, ...timeOfDay }),
};
const offsets = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' });
const days = {
  de: new Intl.DateTimeFormat(locale.de, {
    ...{ timeZone: zone, day: '2-digit', month: '2-digit', year: 'numeric' },
  }),
  en: new Intl.DateTimeFormat(locale.en, { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' }),
};

/** A moment in UTC (ISO 8601) as a clock in Berlin shows it, with its zone: `26.11.2026, 08:45:12 Uhr (MEZ, UTC+1)`. */
export function momentInBerlin(instant: string, language: Language): string {
  const date = new Date(instant);
  const time = clocks[language].format(date);
  // Summer time or not: in winter a clock in Berlin is one hour ahead.
  const offset = offsets.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value;
  const ahead = offset?.replace('GMT', 'UTC') ?? '';
  const isSummer = ahead === 'UTC+2';
  const name = { de: isSummer ? 'MESZ' : 'MEZ', en: isSummer ? 'CEST' : 'CET' }[language];
  const clock = language === 'de' ? `${time} Uhr` : time;
  return `${dayInBerlin(instant, language)}, ${clock} (${name}, ${ahead})`;
}

/** The day in Berlin at a moment in UTC (ISO 8601): `26.11.2026`, `26 November 2026`. */
export function dayInBerlin(instant: string, language: Language): string {
  return days[language].format(new Date(instant));
}

/** Euro cents as an amount: `30,70 €`, `€30.70`. */
export function euros(cents: number, language: Language): string {
  return new Intl.NumberFormat(locale[language], { style: 'currency', currency: 'EUR' }).format(cents / 100);
}
