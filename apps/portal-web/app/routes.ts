import { route, type RouteConfig, type RouteConfigEntry } from '@react-router/dev/routes';
import { languages, pathIn, type Language } from './language';

/** German address → file below `pages/`: one row for each page; English stands below `/en`. */
const pages: readonly (readonly [path: string, file: string])[] = [
  ['/', 'start'],
  ['/antraege', 'applications'],
  ['/antraege/:id', 'application'],
  ['/antraege/:id/zurueckziehen', 'withdraw'],
  ['/antraege/:id/bescheid/:noticeId', 'notice'],
  ['/postkorb', 'mailbox'],
  ['/postkorb/:id', 'thread'],
  ['/anmelden', 'sign-in'],
  ['/anmelden/mail-gesendet', 'sign-in-mail-sent'],
  ['/anmelden/niveau', 'step-up'],
  ['/abmelden', 'sign-out'],
  ['/abgemeldet', 'signed-out'],
];

/** What is no page, once for both languages. */
const resources: RouteConfigEntry[] = [
  route('city.css', 'resources/city-css.ts'),
  route('clothes.css', 'resources/clothes-css.ts'),
];

/** The pages in one language; a file serves both, so that each route has an id of its own. */
const pagesIn = (language: Language): RouteConfigEntry[] =>
  pages.map(([path, file]) =>
    route(pathIn(language, path).slice(1), `pages/${file}.tsx`, { id: `${language}/${file}` }),
  );

export default [
  ...resources,
  ...languages.flatMap(pagesIn),
  route('*', 'pages/not-found.tsx'),
] satisfies RouteConfig;
