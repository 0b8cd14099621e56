import { unbroken } from './hyphenated';
import { locales, type Language } from './language';

const zone = 'Europe/Berlin';

const formats = {
  /** `25.11.2026` */
  day: { day: '2-digit', month: '2-digit', year: 'numeric' },
  /** `Mittwoch, 25. November 2026`: where somebody must act. */
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** `14:32` */
  clock: { hour: '2-digit', minute: '2-digit' },
  /** `Freitag, 04.12.2026`: the same where there is little room. */
  weekdayShort: { weekday: 'long', day: '2-digit', month: '2-digit', year: 'numeric' },
  /** `Fr 04.12.2026`: in a table. */
  weekdayShortest: { weekday: 'short', day: '2-digit', month: '2-digit', year: 'numeric' },
  /** `Fr 04.12.`: the same within the present year. */
  weekdayDay: { weekday: 'short', day: '2-digit', month: '2-digit' },
  /** `04.12.` */
  dayMonth: { day: '2-digit', month: '2-digit' },
  /** `25.11.2026, 14:32` */
  moment: { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  /** `25.11.2026, 14:32:05`: where the order of things matters. */
  second: {
    ...{ day: '2-digit', month: '2-digit', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  },
} satisfies Record<string, Intl.DateTimeFormatOptions>;
export type TimeForm = keyof typeof formats;

/** `Fr.,`: a day that is shortened to two letters needs neither. */
const shortDay = /^(\p{L}{2})\.,/u;

const isDay = (at: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(at);

/** One that is made takes longer than a hundred times that it writes: a list has hundreds. */
const writers = new Map<string, Intl.DateTimeFormat>();

function writerOf(form: TimeForm, language: Language): Intl.DateTimeFormat {
  const name = `${language} ${form}`;
  const known = writers.get(name);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locales[language], { ...formats[form], timeZone: zone });
  writers.set(name, made);
  return made;
}

/** A time as people in the city read it (Europe/Berlin). @param at ISO 8601, or a day `YYYY-MM-DD` */
export function timeText(at: string, form: TimeForm, language: Language): string {
  const moment = isDay(at) ? new Date(`${at}T12:00:00Z`) : new Date(at);
  return unbroken(writerOf(form, language).format(moment).replace(shortDay, '$1'));
}

const calendar = new Intl.DateTimeFormat('en-CA', {
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone },
});

/** The calendar day of a time in the city: `2026-11-25`. */
export const dayIn = (at: string | number): string =>
  typeof at === 'string' && isDay(at) ? at : calendar.format(new Date(at));

/** How many days a day lies after another one; negative where it lies before. Both as `YYYY-MM-DD`. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 86_400_000);

/** An amount in euro cents as people read it: `30,70 €`. */
export function moneyText(cents: number, language: Language): string {
  return new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'EUR' }).format(cents / 100);
}
