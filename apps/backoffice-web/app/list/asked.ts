import type { BackofficePaths, StaffSchema } from '#api-client';

type Query = NonNullable<BackofficePaths['/api/work-list']['get']['parameters']['query']>;
export type Sort = NonNullable<Query['sort']>;

/** Which part of the work somebody looks at: the column beside the list, and how the API is asked for it. */
export const views = {
  alle: { group: 'open' },
  meine: { assigned: 'me' },
  neu: { unread: true },
  vertretung: { assigned: 'stand-in' },
  mitzeichnen: { toApprove: true },
  zurueck: { sentBack: true },
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

/** By which way cases came, as the address says it. */
export const channels: Readonly<Record<string, Query['channel']>> = {
  portal: 'online',
  post: 'post',
  telefon: 'phone',
  mail: 'mail',
  persoenlich: 'in-person',
};
/** How the list is shown where its address says nothing else. */
export interface Usual {
  readonly sort: Sort;
  readonly descending: boolean;
  readonly size: number;
}

/** As everybody has it who has not chosen otherwise. */
export const usualList: Usual = { sort: 'target', descending: false, size: sizes[0] };

/** How somebody wants their list, by what they keep. */
export function wantedBy({ settings }: StaffSchema<'OwnListsView'>): Usual {
  if (settings === undefined) return usualList;
  const { sort, direction, rows } = settings;
  return { sort, descending: direction === 'descending', size: rows };
}

/** What the address of the list asks for. It holds keys, words of services and references, and no name of anybody. */
export interface Asked {
  readonly view: View;
  readonly query: string;
  readonly service: string | undefined;
  readonly office: string | undefined;
  readonly channel: Query['channel'];
  /** Who has it, by person id; of what has a place of its own beside the list nobody asks. */
  readonly who: string | undefined;
  /** Under which version of its service's configuration. */
  readonly version: string | undefined;
  readonly sort: Sort;
  readonly descending: boolean;
  readonly size: number;
  readonly cursor: string | undefined;
  /** What the address need not say. */
  readonly usual: Usual;
}

/** Whether a view says itself who has what it shows. */
export const saysWho = (view: View): boolean => 'assigned' in views[view];

/** Whether something is looked for. */
export const isNarrowed = ({ query, service, office, channel, who, version }: Asked): boolean =>
  query !== '' || [service, office, channel, who, version].some((part) => part !== undefined);

/** Reads the address; what nobody could have meant counts as not said. @param usual as its reader wants the list */
export function askedOf(search: URLSearchParams, usual: Usual = usualList): Asked {
  const said = (name: string): string | undefined => search.get(name)?.trim() || undefined;
  const named = said('ansicht') ?? '';
  const view = Object.hasOwn(views, named) ? (named as View) : 'alle';
  const size = Number(said('zeilen'));
  return {
    view,
    query: (said('q') ?? '').slice(0, 100),
    service: said('dienstleistung'),
    office: said('amt'),
    channel: channels[said('weg') ?? ''],
    who: saysWho(view) ? undefined : said('wer'),
    version: said('fassung'),
    sort: sorts[said('sortierung') ?? ''] ?? usual.sort,
    descending: said('richtung') === undefined ? usual.descending : said('richtung') === 'ab',
    size: sizes.find((one) => one === size) ?? usual.size,
    cursor: said('ab'),
    usual,
  };
}

/** By what a list can be sorted, as it is offered. */
export const sortsOffered: readonly Sort[] = ['target', 'filed', 'updated', 'service'];

/** The name of an order in addresses. */
export const nameOfSort = (sort: Sort): string =>
  Object.keys(sorts).find((name) => sorts[name] === sort) ?? '';

/** An order by its name in addresses. */
export const sortNamed = (name: string): Sort => sorts[name] ?? usualList.sort;

/** The address of the list in a wish, from the German path on: what is usual is left out. */
export function addressOf(asked: Partial<Asked>): string {
  const { usual = usualList } = asked;
  return address(asked, {
    ...(asked.sort !== undefined && asked.sort !== usual.sort && { sortierung: nameOfSort(asked.sort) }),
    ...(asked.descending !== undefined &&
      asked.descending !== usual.descending && { richtung: asked.descending ? 'ab' : 'auf' }),
    ...(asked.size !== undefined && asked.size !== usual.size && { zeilen: String(asked.size) }),
  });
}

/** The address of a search that means the same whatever becomes usual, from its first page on; without the question mark. */
export function searchOf(asked: Asked): string {
  const { sort, descending, size } = asked;
  const order = { sortierung: nameOfSort(sort), richtung: descending ? 'ab' : 'auf', zeilen: String(size) };
  return address({ ...asked, cursor: undefined }, order).slice(1);
}

function address(asked: Partial<Asked>, order: Readonly<Record<string, string>>): string {
  const { view = 'alle', query = '' } = asked;
  const said = {
    ansicht: view === 'alle' ? '' : view,
    q: query,
    dienstleistung: asked.service ?? '',
    amt: asked.office ?? '',
    weg: Object.keys(channels).find((name) => channels[name] === asked.channel) ?? '',
    wer: asked.who ?? '',
    fassung: asked.version ?? '',
    ...order,
    ab: asked.cursor ?? '',
  };
  const parameters = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ''));
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

/** The question to the API. */
export function questionOf(asked: Asked): Query {
  const { view, query, service, office, channel, who, version, sort, descending, size, cursor } = asked;
  return {
    ...views[view],
    ...(query !== '' && { query }),
    ...(service !== undefined && { service }),
    ...(office !== undefined && { office }),
    ...(channel !== undefined && { channel }),
    ...(who !== undefined && { assigned: who }),
    ...(version !== undefined && { version }),
    ...(cursor !== undefined && { cursor }),
    sort,
    direction: descending ? 'descending' : 'ascending',
    limit: size,
  };
}
