import { cityOf } from '../city.server';
import { shield } from '../parts/city-sign';
import { visitOf } from '../visit.server';
import type { Route } from './+types/icon';

/** The sign of the pages in the browser's tab: the city's own, or a shield in its colour. */
export async function loader({ context }: Route.LoaderArgs): Promise<Response> {
  const { logo, colours } = await cityOf(visitOf(context));
  const caching = { 'Cache-Control': 'public, max-age=300' };
  if (logo !== undefined) return new Response(null, { status: 302, headers: { ...caching, Location: logo } });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 0 44 44"><path fill="${colours.primary}" d="${shield}"/></svg>\n`;
  return new Response(svg, { headers: { ...caching, 'Content-Type': 'image/svg+xml; charset=utf-8' } });
}
