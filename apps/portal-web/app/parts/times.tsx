import { useLanguage, type Language } from '../language';

const zone = 'Europe/Berlin';
const locale: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };

const formats = {
  /** `25.11.2026` */
  day: { day: '2-digit', month: '2-digit', year: 'numeric' },
  /** `Mittwoch, 25. November 2026`: where somebody must act. */
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** `14:32` */
  clock: { hour: '2-digit', minute: '2-digit' },
  /** `25.11.2026, 14:32` */
  moment: { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;
export type TimeForm = keyof typeof formats;

/** A time as people in the city read it (Europe/Berlin). @param at ISO 8601, or a day `YYYY-MM-DD` */
export function timeText(at: string, form: TimeForm, language: Language): string {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(at) ? new Date(`${at}T12:00:00Z`) : new Date(at);
  return new Intl.DateTimeFormat(locale[language], { ...formats[form], timeZone: zone }).format(moment);
}

/** The same as an element that programs read, too. */
export function Time({ at, form = 'moment' }: { readonly at: string; readonly form?: TimeForm }) {
  return <time dateTime={at}>{timeText(at, form, useLanguage())}</time>;
}

/** An amount in euro cents as people read it: `30,70 €`. */
export function moneyText(cents: number, language: Language): string {
  return new Intl.NumberFormat(locale[language], { style: 'currency', currency: 'EUR' }).format(cents / 100);
}
