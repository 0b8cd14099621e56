import type { BackofficePaths } from '#api-client';

type Query = NonNullable<BackofficePaths['/api/work-list']['get']['parameters']['query']>;
export type Sort = NonNullable<Query['sort']>;

/** Which part of the work somebody looks at: the column beside the list, and how the API is asked for it. */
export const views = {
  alle: { group: 'open' },
  meine: { assigned: 'me' },
  neu: { unread: true },
  frei: { assigned: 'nobody' },
  ueberfaellig: { overdue: true },
  rueckfrage: { waiting: true },
  abgeschlossen: { group: 'closed' },
} as const satisfies Readonly<Record<string, Query>>;
export type View = keyof typeof views;

/** How many rows a page has. */
export const sizes = [25, 50, 100] as const;

const sorts: Readonly<Record<string, Sort>> = {
  eingang: 'filed',
  zieldatum: 'target',
  aenderung: 'updated',
  dienstleistung: 'service',
};

/** What the address of the list asks for. It holds keys, words of services and references, and no name of anybody. */
export interface Asked {
  readonly view: View;
  readonly query: string;
  readonly service: string | undefined;
  readonly office: string | undefined;
  /** Under which version of its service's configuration. */
  readonly version: string | undefined;
  readonly sort: Sort;
  readonly descending: boolean;
  readonly size: number;
  readonly cursor: string | undefined;
}

/** Whether something is looked for. */
export const isNarrowed = ({ query, service, office, version }: Asked): boolean =>
  query !== '' || service !== undefined || office !== undefined || version !== undefined;

/** Reads the address; what nobody could have meant counts as not said. */
export function askedOf(search: URLSearchParams): Asked {
  const said = (name: string): string | undefined => search.get(name)?.trim() || undefined;
  const view = said('ansicht') ?? '';
  const size = Number(said('zeilen'));
  return {
    view: Object.hasOwn(views, view) ? (view as View) : 'alle',
    query: (said('q') ?? '').slice(0, 100),
    service: said('dienstleistung'),
    office: said('amt'),
    version: said('fassung'),
    sort: sorts[said('sortierung') ?? ''] ?? 'target',
    descending: said('richtung') === 'ab',
    size: sizes.find((one) => one === size) ?? sizes[0],
    cursor: said('ab'),
  };
}

/** The address of the list in a wish, from the German path on: what is usual is left out. */
export function addressOf(asked: Partial<Asked>): string {
  const { view = 'alle', query = '', sort = 'target', descending = false, size = sizes[0] } = asked;
  const sortName = Object.keys(sorts).find((name) => sorts[name] === sort);
  const said = {
    ansicht: view === 'alle' ? '' : view,
    q: query,
    dienstleistung: asked.service ?? '',
    amt: asked.office ?? '',
    fassung: asked.version ?? '',
    sortierung: sort === 'target' ? '' : (sortName ?? ''),
    richtung: descending ? 'ab' : '',
    zeilen: size === sizes[0] ? '' : String(size),
    ab: asked.cursor ?? '',
  };
  const parameters = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ''));
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

/** The question to the API. */
export function questionOf(asked: Asked): Query {
  const { view, query, service, office, version, sort, descending, size, cursor } = asked;
  return {
    ...views[view],
    ...(query !== '' && { query }),
    ...(service !== undefined && { service }),
    ...(office !== undefined && { office }),
    ...(version !== undefined && { version }),
    ...(cursor !== undefined && { cursor }),
    sort,
    direction: descending ? 'descending' : 'ascending',
    limit: size,
  };
}
