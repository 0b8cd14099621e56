/** Calendar dates of direct debits, `2026-12-07`. */

const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** The calendar date in Europe/Berlin at a moment in UTC (ISO 8601). */
export function dayInBerlin(at: string): string {
  return calendar.format(new Date(at));
}

const dayMs = 24 * 3_600_000;

/** Days on which TARGET is closed besides weekends: New Year, Labour Day, the two days of Christmas. */
const fixedClosings: readonly string[] = ['01-01', '05-01', '12-25', '12-26'];

/** The TARGET day on which an account is debited: the first one so many days after the person was told. @param told calendar date */
export function debitDay(told: string, preNotificationDays: number): string {
  let day = plusDays(told, preNotificationDays);
  while (!isTargetDay(day)) day = plusDays(day, 1);
  return day;
}

/** Whether banks settle in euro on a day (TARGET calendar of the ECB). */
export function isTargetDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6 || fixedClosings.includes(day.slice(5))) return false;
  const easter = easterSunday(Number(day.slice(0, 4)));
  return day !== plusDays(easter, -2) && day !== plusDays(easter, 1);
}

/** The calendar date so many days later. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Easter Sunday of a Gregorian year (Spencer's method, as Butcher printed it). */
function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const moon =
    (19 * golden +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - moon - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * sunday) / 451);
  const march = moon + sunday - 7 * late + 114;
  const [month, dayOfMonth] = [Math.floor(march / 31), (march % 31) + 1];
  return `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}
