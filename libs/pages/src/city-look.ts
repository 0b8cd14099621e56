/** What makes a page its city's own. */
interface Look {
  readonly colours: { readonly primary: string; readonly onPrimary: string; readonly accent: string };
  readonly logo?: string;
}

const caching = { 'Cache-Control': 'public, max-age=300' };

/** A shield in a picture of 36 × 44: the sign of a city that has none of its own. */
export const shield = 'M2 2h32v22c0 9-7 15-16 18C9 39 2 33 2 24z';

/** The colours of the city, by which every page is its own (`colours` of its `tenant.yaml`). */
export function cityCss({ colours: { primary, onPrimary, accent } }: Look): Response {
  const css = `:root{--city-primary:${primary};--city-on-primary:${onPrimary};--city-accent:${accent}}\n`;
  return new Response(css, { headers: { ...caching, 'Content-Type': 'text/css; charset=utf-8' } });
}

/** The sign of the pages in the browser's tab: the city's own, or a shield in its colour. */
export function cityIcon({ logo, colours }: Look): Response {
  if (logo !== undefined) return new Response(null, { status: 302, headers: { ...caching, Location: logo } });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 0 44 44"><path fill="${colours.primary}" d="${shield}"/></svg>\n`;
  return new Response(svg, { headers: { ...caching, 'Content-Type': 'image/svg+xml; charset=utf-8' } });
}
