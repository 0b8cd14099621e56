/**
 * Calendar dates in Europe/Berlin, written `2026-11-20`, and which of them are working days in North Rhine-Westphalia.
 * Dates are compared as text. Own code, because the holidays of one state are twelve lines, and a library of the world's
 * holidays would be the largest dependency of the domain.
 * @format date
 */
export type CalendarDate = string;

/** Holidays at the same day of every year, `MM-DD` (Feiertagsgesetz NW § 2). */
const fixedHolidays = ['01-01', '05-01', '10-03', '11-01', '12-25', '12-26'];
/** Holidays by their distance from Easter Sunday, in days: Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi. */
const movingHolidays = [-2, 1, 39, 50, 60];

/** The last date that can be written so: who means "for ever" writes it, and nothing comes after it. A Friday, and no holiday. */
const lastDate: CalendarDate = '9999-12-31';

/** The date so many days later; earlier for a negative number; at most 9999-12-31. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return written(at);
}

/** The date so many months later; where that month has no such day, its last one (§ 188(3) BGB); at most 9999-12-31. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return written(new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))));
}

/** Days from one date to another; negative when `to` comes first. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Easter Sunday of a Gregorian year (Spencer's method, as Butcher printed it). */
export function easterSunday(year: number): CalendarDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const days = h + l - 7 * m + 114;
  return new Date(Date.UTC(year, Math.floor(days / 31) - 1, (days % 31) + 1)).toISOString().slice(0, 10);
}

/** Whether a date is a public holiday in North Rhine-Westphalia. */
export function isHoliday(date: CalendarDate): boolean {
  const year = date.slice(0, 4);
  let holidays = knownHolidays.get(year);
  if (holidays === undefined) knownHolidays.set(year, (holidays = holidaysOf(year)));
  return holidays.has(date);
}

/** By year. Each look at a case counts some working days, and reckoning Easter for each of them was 3 % of the service's time. */
const knownHolidays = new Map<string, ReadonlySet<CalendarDate>>();

function holidaysOf(year: string): ReadonlySet<CalendarDate> {
  const easter = easterSunday(Number(year));
  // Reformation Day 2017 was one for its 500th anniversary only; no later year has had such a day.
  return new Set([
    ...fixedHolidays.map((day) => `${year}-${day}`),
    ...movingHolidays.map((days) => addDays(easter, days)),
  ]);
}

/** Neither Saturday nor Sunday nor a public holiday: a day on which a period can end (§ 31(3) VwVfG, BGB § 193). */
export function isWorkingDay(date: CalendarDate): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(date);
}

/** The date itself if it is a working day, else the next one that is. */
export function workingDayFrom(date: CalendarDate): CalendarDate {
  let day = date;
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return day;
}

/** The date so many working days later; the day itself does not count. */
export function addWorkingDays(date: CalendarDate, days: number): CalendarDate {
  let day = date;
  for (let left = days; left > 0; left -= 1) day = workingDayFrom(addDays(day, 1));
  return day;
}

function written(at: Date): CalendarDate {
  return at.getUTCFullYear() > 9999 ? lastDate : at.toISOString().slice(0, 10);
}
