import { found } from '../problem';
import { visitOf } from '../visit.server';
import type { Route } from './+types/suggestions';

/** What somebody may mean who types into the search. */
export interface Suggestions {
  /** What was typed. */
  readonly query: string;
  readonly items: readonly { readonly key: string; readonly title: string }[];
  /** Nothing has exactly these words. */
  readonly nearly: boolean;
}

/** More than these are no help. */
const most = 6;

export async function loader({ context, request }: Route.LoaderArgs): Promise<Suggestions> {
  const { api, language } = visitOf(context);
  const query = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 100);
  if (query === '') return { query, items: [], nearly: false };
  const { items, nearly = false } = found(await api.GET('/api/services', { params: { query: { query } } }));
  return {
    ...{ query, nearly },
    items: items.slice(0, most).map(({ key, title }) => ({ key, title: title[language] })),
  };
}
