import { addDays, type CalendarDate } from './law/calendar';

const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });
const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** The calendar date in Europe/Berlin, e.g. `2026-11-20`, at a moment in UTC (ISO 8601). */
export function dateInBerlin(instant: string): CalendarDate {
  return calendar.format(new Date(instant));
}

/** When a day is over in Europe/Berlin, in UTC (ISO 8601): the first moment of the next one. */
export function endOfDayInBerlin(date: CalendarDate): string {
  return beginOfDayInBerlin(addDays(date, 1));
}

/** The last moment of a day in Europe/Berlin, to the millisecond, in UTC (ISO 8601). */
export function lastMomentInBerlin(date: CalendarDate): string {
  return new Date(Date.parse(endOfDayInBerlin(date)) - 1).toISOString().replace('Z', '000Z');
}

/** The first moment of a day in Europe/Berlin, in UTC (ISO 8601). */
export function beginOfDayInBerlin(date: CalendarDate): string {
  const midnight = `${date}T00:00:00Z`;
  // What a clock in Berlin shows at midnight UTC is how far ahead it is; at midnight in Berlin the offset is the same, because
  // summer time begins and ends later at night.
  const ahead = Date.parse(`${clock.format(new Date(midnight)).replace(' ', 'T')}Z`) - Date.parse(midnight);
  return new Date(Date.parse(midnight) - ahead).toISOString();
}

/** How old somebody is on a day: whole years. */
export function ageOn(day: CalendarDate, dateOfBirth: CalendarDate): number {
  const years = Number(day.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  return day.slice(5) < dateOfBirth.slice(5) ? years - 1 : years;
}

/** `31. Januar 2027`, `31 January 2027`: a day as people read it in a sentence. */
export function dayInWords(day: CalendarDate): { readonly de: string; readonly en: string } {
  const date = new Date(`${day}T00:00:00Z`);
  return { de: inWords.de.format(date), en: inWords.en.format(date) };
}

// Made once: making one takes a hundred times as long as using it.
const inWords = {
  de: new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
};
