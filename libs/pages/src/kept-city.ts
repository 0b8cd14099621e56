import { found, type Answer } from './problem';

/** How long what a city says of itself is kept, in milliseconds: what changes in its files is on every page within five seconds, and the service has it within two. */
const keptForMs = 2_500;

/**
 * Remembers what cities say of themselves, by the host that is visited: every page needs it. What a city has said last is said again
 * while the API is away, so that what needs no more of it stays readable (W6c).
 * @returns asks for a city; it throws data with the problem where the API does not say it, and has not said it before
 */
export function keptCities<City>(): (host: string, ask: () => Promise<Answer<City>>) => Promise<City> {
  const kept = new Map<string, { readonly city: Promise<City>; readonly until: number }>();
  const last = new Map<string, City>();
  return (host, ask) => {
    const known = kept.get(host);
    if (known && known.until > Date.now()) return known.city;
    const city = ask().then((answer) => {
      const former = last.get(host);
      if (answer.response.status >= 500 && former !== undefined) return former;
      const said = found(answer);
      last.set(host, said);
      return said;
    });
    kept.set(host, { city, until: Date.now() + keptForMs });
    city.catch(() => kept.delete(host));
    return city;
  };
}
