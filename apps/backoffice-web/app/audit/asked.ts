import type { BackofficePaths } from '#api-client';

type Query = NonNullable<BackofficePaths['/api/audit/applications']['get']['parameters']['query']>;

/** What the list of an auditor is asked for: keys, days and references, and no name of anybody. */
export interface AskedCases {
  readonly query: string;
  readonly service: string;
  readonly office: string;
  readonly status: string;
  /** Days of filing, `YYYY-MM-DD`; the last one is meant to its end. */
  readonly from: string;
  readonly until: string;
  readonly differs: boolean;
  readonly cursor: string;
}

/** The names in the address. */
const parameters = {
  query: 'q',
  service: 'dienstleistung',
  office: 'amt',
  status: 'status',
  from: 'von',
  until: 'bis',
  cursor: 'ab',
} as const;

export function askedCases(search: URLSearchParams): AskedCases {
  const said = (name: keyof typeof parameters) => search.get(parameters[name])?.trim().slice(0, 200) ?? '';
  return {
    ...{ query: said('query').slice(0, 100), service: said('service'), office: said('office') },
    ...{ status: said('status'), from: said('from'), until: said('until'), cursor: said('cursor') },
    differs: search.get('abweichend') === 'ja',
  };
}

/** The address of the list, behind its path. */
export function addressOfCases(asked: AskedCases): string {
  const said = Object.entries(parameters)
    .map(([name, parameter]) => [parameter, asked[name as keyof typeof parameters]])
    .filter(([, value]) => value !== '');
  const search = new URLSearchParams([
    ...said,
    ...(asked.differs ? [['abweichend', 'ja']] : []),
  ] as string[][]);
  return search.size === 0 ? '' : `?${search.toString()}`;
}

/** The question to the API. */
export function questionOfCases({ differs, ...asked }: AskedCases): Query {
  const said = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
  return { ...said, ...(differs && { differs }), limit: 50 };
}

/** Whether nothing else than a reference is asked for. */
export const isOnlySearched = ({ query, ...rest }: AskedCases): boolean =>
  query !== '' && Object.values(rest).every((value) => value === '' || value === false);
