import { cityOf } from '../city.server';
import { visitOf } from '../visit.server';
import type { Route } from './+types/city-css';

/** The colours of the city, by which every page is its own (`colours` of its `tenant.yaml`). */
export async function loader({ context }: Route.LoaderArgs): Promise<Response> {
  const { colours } = await cityOf(visitOf(context));
  const { primary, onPrimary, accent } = colours;
  const css = `:root{--city-primary:${primary};--city-on-primary:${onPrimary};--city-accent:${accent}}\n`;
  return new Response(css, {
    headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=300' },
  });
}
