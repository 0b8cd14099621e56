import type { StaffSchema } from '#api-client';

/** The figures of one service in one office. */
export type Line = StaffSchema<'CaseFiguresView'>;

/** What can be added up; times to a decision cannot. */
export const counted = ['open', 'overdue', 'waiting', 'unassigned', 'received', 'decided'] as const;
export type Counted = (typeof counted)[number];

/** All services of all offices together. */
export function totalsOf(lines: readonly Line[]): Readonly<Record<Counted, number>> {
  const totals = { open: 0, overdue: 0, waiting: 0, unassigned: 0, received: 0, decided: 0 };
  for (const line of lines) for (const name of counted) totals[name] += line[name];
  return totals;
}
