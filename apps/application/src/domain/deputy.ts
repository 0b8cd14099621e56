import type { CalendarDate } from './law/calendar';

/** Somebody stands in for a colleague on these days and the days between, in Europe/Berlin; a day lasts to its end. */
export interface Standing {
  /** Person id of who is away. */
  readonly personId: string;
  /** Person id of who stands in. */
  readonly deputyId: string;
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

/** So many days a deputy is named for at most, and so many periods somebody may have ahead of them. */
export const mostDays = 366;
export const mostPeriods = 20;

/** What keeps two periods from standing beside each other. */
export type Clash = 'has-deputy' | 'deputy-away' | 'stands-in';

/** Whether two periods have a day in common. */
function overlap(one: Standing, other: Standing): boolean {
  return one.from <= other.until && other.from <= one.until;
}

/**
 * Why somebody cannot stand in for a colleague, by what is known of both: on one day a person has one deputy, and nobody stands in
 * who is away themself, so that there is no chain at whose end nobody is.
 */
export function clashOf(wished: Standing, known: readonly Standing[]): Clash | undefined {
  for (const other of known) {
    if (!overlap(wished, other)) continue;
    if (other.personId === wished.personId) return 'has-deputy';
    if (other.personId === wished.deputyId) return 'deputy-away';
    if (other.deputyId === wished.personId) return 'stands-in';
  }
  return undefined;
}
