import type { Route } from './+types/robots';

/** What search engines need not look at: everything that belongs to somebody, and the answers of searches. */
const own = [
  ...[
    '/api/',
    '/antraege',
    '/postkorb',
    '/meine-daten',
    '/dokumente',
    '/anmelden',
    '/abmelden',
    '/abgemeldet',
  ],
  ...['/ohne-anmeldung', '/rueckmeldung', '/barriere-melden', '/vorschlaege', '/darstellung', '/*?q='],
];

export function loader({ request }: Route.LoaderArgs): Response {
  const { origin } = new URL(request.url);
  const lines = ['User-agent: *', ...own.map((path) => `Disallow: ${path}`)];
  const english = own.filter((path) => /^\/[a-z]/.test(path) && path !== '/api/');
  lines.push(...english.map((path) => `Disallow: /en${path}`), '', `Sitemap: ${origin}/sitemap.xml`, '');
  return new Response(lines.join('\n'), { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
