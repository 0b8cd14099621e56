import { cityOf } from '../city.server';
import { languages, pathIn } from '../language';
import { found } from '../problem';
import { visitOf } from '../visit.server';
import type { Route } from './+types/sitemap';

/** The pages that everybody may find, beside those of services, topics and offices. */
const pages = [
  ...['/', '/dienstleistungen', '/themen', '/leichte-sprache', '/gebaerdensprache'],
  ...['/barrierefreiheit', '/impressum', '/datenschutz'],
];

/** Every page that is open to all, in each language with its others (sitemaps.org). */
export async function loader({ context, request }: Route.LoaderArgs): Promise<Response> {
  const visit = visitOf(context);
  const { origin } = new URL(request.url);
  const [city, answer] = await Promise.all([cityOf(visit), visit.api.GET('/api/services')]);
  const paths = [
    ...pages,
    ...found(answer).items.map(({ key }) => `/dienstleistungen/${key}`),
    ...city.topics.map(({ key }) => `/themen/${key}`),
    ...city.offices.map(({ key }) => `/einrichtungen/${key}`),
  ];
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...paths.flatMap((path) => languages.map((language) => entry(origin, path, pathIn(language, path)))),
    '</urlset>',
    '',
  ];
  return new Response(xml.join('\n'), { headers: { 'Content-Type': 'application/xml; charset=utf-8' } });
}

/** Keys are slugs, and hosts are checked: nothing here has to be escaped. */
function entry(origin: string, german: string, path: string): string {
  const others = languages.map(
    (language) =>
      `<xhtml:link rel="alternate" hreflang="${language}" href="${origin}${pathIn(language, german)}"/>`,
  );
  return `<url><loc>${origin}${path}</loc>${others.join('')}</url>`;
}
