import type { CalendarDate } from './calendar';

/**
 * Years that a closed case is kept where its service says nothing else. The period of a record type is set by the city's own plan
 * of records; ten years is what most of them say for what has no term of its own (law 9).
 */
export const usualRetentionYears = 10;

/** The last day on which a case is kept: periods begin with the end of the year in which it was closed (law 9). */
export function keptUntil(closedInYear: number, retentionYears: number): CalendarDate {
  return `${closedInYear + retentionYears}-12-31`;
}
