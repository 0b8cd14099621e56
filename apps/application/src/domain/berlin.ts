const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** The calendar date in Europe/Berlin, e.g. `2026-11-20`, at a moment in UTC (ISO 8601). */
export function dateInBerlin(instant: string): string {
  return calendar.format(new Date(instant));
}
