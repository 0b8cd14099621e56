import type { Visit } from './visit.server';

/** How long the titles of a city’s services are kept, in milliseconds: as what a city says of itself. */
const keptForMs = 2_500;
const kept = new Map<string, { readonly titles: Promise<Titles>; readonly until: number }>();

type Titles = ReadonlyMap<string, string>;

/** What the services of the visitor's city are called in their language, by key; of one that is offered no more, or while the catalogue is away, nothing. */
export function titlesOf({ api, host, language }: Visit): Promise<Titles> {
  const name = `${language} ${host}`;
  const known = kept.get(name);
  if (known && known.until > Date.now()) return known.titles;
  const titles = api.GET('/api/services').then(
    ({ data }): Titles => new Map((data?.items ?? []).map(({ key, title }) => [key, title[language]])),
    (): Titles => new Map(),
  );
  kept.set(name, { titles, until: Date.now() + keptForMs });
  return titles;
}
