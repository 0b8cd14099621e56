import type { City } from './frame';
import { found } from './problem';
import type { Visit } from './visit.server';

/** How long what a city says of itself is kept, in milliseconds: what changes in its files is on every page within five seconds, and the service has it within two. */
const keptForMs = 2_500;
const kept = new Map<string, { readonly city: Promise<City>; readonly until: number }>();
/** What each city has said last: what needs no more of the API is readable while it is away (W6c). */
const last = new Map<string, City>();

/** The city of a visit. @throws data with the problem where the API does not say it, and has not said it before */
export function cityOf({ api, host }: Visit): Promise<City> {
  const known = kept.get(host);
  if (known && known.until > Date.now()) return known.city;
  const city = api.GET('/api/tenant').then((answer) => {
    const former = last.get(host);
    if (answer.response.status >= 500 && former !== undefined) return former;
    const said = found(answer);
    last.set(host, said);
    return said;
  });
  kept.set(host, { city, until: Date.now() + keptForMs });
  city.catch(() => kept.delete(host));
  return city;
}
