import type { StaffSchema } from '#api-client';
import type { Sort } from './asked';

type Settings = StaffSchema<'ListSettingsView'>;
/** What a line of the list can show beside the reference. */
export type Column = Settings['columns'][number];

/** In the order in which they stand; how wide one is, and by what it sorts. */
export const columns: Readonly<Record<Column, { readonly width?: string; readonly sort?: Sort }>> = {
  applicant: {},
  service: { sort: 'service' },
  office: {},
  status: { width: 'b-c-status' },
  who: { width: 'b-c-who' },
  target: { width: 'b-c-due', sort: 'target' },
  news: { width: 'b-c-new', sort: 'updated' },
  received: { width: 'b-c-day', sort: 'filed' },
  updated: { width: 'b-c-day', sort: 'updated' },
};

export const allColumns = Object.keys(columns) as readonly Column[];

/** As everybody has them who has not chosen otherwise; the last one where there is room. */
export const usualColumns: readonly Column[] = [
  'applicant',
  'service',
  'status',
  'who',
  'target',
  'news',
  'received',
];

/** The columns of a list, and the classes of each. @param chosen undefined for the usual ones */
export function shownColumns(chosen: readonly Column[] | undefined) {
  const shown = chosen ?? usualColumns;
  return allColumns
    .filter((column) => shown.includes(column))
    .map((column) => ({
      column,
      ...columns[column],
      ...(chosen === undefined && column === 'received' && { width: 'b-c-wide' }),
    }));
}
export type ShownColumns = ReturnType<typeof shownColumns>;
