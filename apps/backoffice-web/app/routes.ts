import { layout, route, type RouteConfig, type RouteConfigEntry } from '@react-router/dev/routes';
import { languages, pathIn, type Language } from '../../../libs/pages/src/language';

/** German address → file below `pages/`: one row for each page; English stands below `/en`. */
const pages: readonly (readonly [path: string, file: string])[] = [
  ['/', 'start'],
  ['/vorgaenge', 'work-list'],
  ['/vorgaenge/sammel', 'bulk'],
  ['/vorgaenge/einrichten', 'own-list'],
  ['/vorgaenge/name', 'name-search'],
  ['/vorgaenge/:id', 'case'],
  ['/eingang', 'intake'],
  ['/personen/:id', 'person'],
  ['/hinweise', 'alerts'],
  ['/zahlen', 'figures'],
  ['/vertretungen', 'deputies'],
  ['/konfiguration', 'configuration'],
  ['/konfiguration/:kind/:key/:version', 'configuration-version'],
  ['/pruefung', 'audit'],
  ['/pruefung/:id', 'audit-case'],
  ['/pruefung/personen/:id', 'audit-person'],
  ['/betrieb', 'operation'],
  ['/tasten', 'keys'],
  ['/anmelden', 'sign-in'],
  ['/abgemeldet', 'signed-out'],
];

/** What is no page. */
const resources: RouteConfigEntry[] = [
  route('city.css', 'resources/city-css.ts'),
  route('clothes.css', 'resources/clothes-css.ts'),
  route('icon.svg', 'resources/icon.ts'),
  route('ungelesen', 'resources/unread.ts'),
  route('darstellung', 'resources/theme.ts'),
  route('konfiguration/:kind/:key/:version/datei', 'resources/configuration-file.ts'),
  route('konfiguration/service/:key/:version/vorschau', 'resources/service-preview.ts'),
  ...languages.map((language) =>
    route(pathIn(language, '/zahlen.csv').slice(1), 'resources/figures-csv.ts', {
      id: `${language}/figures-csv`,
    }),
  ),
];

/** The pages in one language; a file serves both, so that each route has an id of its own. */
const pagesIn = (language: Language): RouteConfigEntry[] =>
  pages.map(([path, file]) =>
    route(pathIn(language, path).slice(1), `pages/${file}.tsx`, { id: `${language}/${file}` }),
  );

export default [
  ...resources,
  layout('pages/frame.tsx', [...languages.flatMap(pagesIn), route('*', 'pages/not-found.tsx')]),
] satisfies RouteConfig;
