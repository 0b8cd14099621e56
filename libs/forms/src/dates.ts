import type { FormLanguage } from './form';

/** Whether a value is a day of the calendar, `YYYY-MM-DD`. */
export function isDate(value: unknown): value is string {
  const [, year, month, day] = typeof value === 'string' ? (/^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []) : [];
  return (
    day !== undefined &&
    Number(month) >= 1 &&
    Number(day) >= 1 &&
    Number(day) <= daysOf(Number(year), Number(month))
  );
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** Whole years from one day to another; negative when it lies before. Who was born on 29 February is a year older on 1 March. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

const englishMonths =
  'January February March April May June July August September October November December'.split(' ');

/** A day, or a day with a time, as a person reads it; in English with the month's name, for which number it is differs by country. */
export function dateText(value: string, language: FormLanguage): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?$/.exec(value) ?? [];
  if (year === undefined) return value;
  const inEnglish = `${Number(day)} ${englishMonths[Number(month) - 1] ?? month} ${year}`;
  const date = language === 'de' ? `${day}.${month}.${year}` : inEnglish;
  return time === undefined ? date : `${date}, ${time}`;
}
