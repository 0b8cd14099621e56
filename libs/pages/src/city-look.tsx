import { useNonce } from './nonce';

/** What makes a page its city's own. */
interface Look {
  readonly colours: { readonly primary: string; readonly onPrimary: string; readonly accent: string };
  readonly logo?: string;
}

const caching = { 'Cache-Control': 'public, max-age=300' };

/** A shield in a picture of 36 × 44: the sign of a city that has none of its own. */
export const shield = 'M2 2h32v22c0 9-7 15-16 18C9 39 2 33 2 24z';

/** The colours of the city, by which every page is its own (`colours` of its `tenant.yaml`; checked to be `#rrggbb`). */
const styleOf = ({ colours: { primary, onPrimary, accent } }: Look): string =>
  `:root{--city-primary:${primary};--city-on-primary:${onPrimary};--city-accent:${accent}}`;

/** The colours of the city in the page itself: a style sheet of their own would be one more that the first paint waits for. */
export function CityStyle({ city }: { readonly city: Look | undefined }) {
  const nonce = useNonce();
  return city === undefined ? null : <style nonce={nonce}>{styleOf(city)}</style>;
}

/** The same as a style sheet, for the few pages that services show by themselves. */
export function cityCss(city: Look): Response {
  return new Response(`${styleOf(city)}\n`, {
    headers: { ...caching, 'Content-Type': 'text/css; charset=utf-8' },
  });
}

/** The sign of the pages in the browser's tab: the city's own, or a shield in its colour. */
export function cityIcon({ logo, colours }: Look): Response {
  if (logo !== undefined) return new Response(null, { status: 302, headers: { ...caching, Location: logo } });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 0 44 44"><path fill="${colours.primary}" d="${shield}"/></svg>\n`;
  return new Response(svg, { headers: { ...caching, 'Content-Type': 'image/svg+xml; charset=utf-8' } });
}
