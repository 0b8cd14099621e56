import { layout, route, type RouteConfig, type RouteConfigEntry } from '@react-router/dev/routes';
import { languages, pathIn, type Language } from '../../../libs/pages/src/language';

/** German address → file below `pages/`: one row for each page; English stands below `/en`. */
const pages: readonly (readonly [path: string, file: string])[] = [
  ['/', 'start'],
  ['/antraege/fuer-wen', 'for-whom'],
  ['/antraege/uebernehmen', 'claim'],
  ['/antraege/:id/fuer-wen', 'represent'],
  ['/antraege/:id/formular/:step', 'application-form'],
  ['/antraege/:id/pruefen', 'application-review'],
  ['/dienstleistungen', 'services'],
  ['/dienstleistungen/:key', 'service'],
  ['/themen', 'topics'],
  ['/themen/:key', 'topic'],
  ['/einrichtungen/:key', 'office'],
  ['/leichte-sprache', 'easy-language'],
  ['/gebaerdensprache', 'sign-language'],
  ['/barrierefreiheit', 'accessibility'],
  ['/barriere-melden', 'report-barrier'],
  ['/rueckmeldung', 'feedback'],
  ['/impressum', 'imprint'],
  ['/datenschutz', 'privacy'],
  ['/antraege', 'applications'],
  ['/antraege/angefangen', 'begun'],
  ['/antraege/:id', 'application'],
  ['/antraege/:id/absenden', 'submit'],
  ['/antraege/:id/bezahlen', 'pay'],
  ['/antraege/:id/bestaetigung', 'confirmation'],
  ['/antraege/:id/erstattung', 'refund-account'],
  ['/antraege/:id/zurueckziehen', 'withdraw'],
  ['/antraege/:id/bescheid/:noticeId', 'notice'],
  ['/dokumente', 'documents'],
  ['/postkorb', 'mailbox'],
  ['/postkorb/:id', 'thread'],
  ['/ohne-anmeldung/:key', 'without-account'],
  ['/weiterverfolgen', 'follow'],
  ['/anmelden', 'sign-in'],
  ['/anmelden/mail-gesendet', 'sign-in-mail-sent'],
  ['/anmelden/konto', 'local-sign-in'],
  ['/anmelden/registrieren', 'register'],
  ['/anmelden/passwort-vergessen', 'forgotten-password'],
  ['/anmelden/niveau', 'step-up'],
  ['/abgemeldet', 'signed-out'],
  ['/meine-daten', 'own-data'],
  ['/meine-daten/aendern', 'own-data-change'],
  ['/meine-daten/adresse', 'own-data-address'],
  ['/meine-daten/anmeldungen', 'own-sessions'],
  ['/meine-daten/einwilligungen', 'own-consents'],
  ['/meine-daten/vollmachten', 'own-mandates'],
  ['/meine-daten/passwort', 'own-password'],
  ['/meine-daten/loeschen', 'own-erasure'],
  ['/meine-daten/loeschen/bestaetigen', 'own-erasure-confirm'],
];

/** What is no page. */
const resources: RouteConfigEntry[] = [
  route('city.css', 'resources/city-css.ts'),
  route('clothes.css', 'resources/clothes-css.ts'),
  route('abmelden', 'resources/sign-out.ts', { id: 'de/sign-out' }),
  route('en/abmelden', 'resources/sign-out.ts', { id: 'en/sign-out' }),
  route('icon.svg', 'resources/icon.ts'),
  route('robots.txt', 'resources/robots.ts'),
  route('sitemap.xml', 'resources/sitemap.ts'),
  route('darstellung', 'resources/theme.ts'),
  route('ungelesen', 'resources/unread.ts'),
  route('applications/:id/messages?', 'resources/former-address.ts', { id: 'former/case' }),
  route('profile', 'resources/former-address.ts', { id: 'former/account' }),
  route('vorschlaege', 'resources/suggestions.ts'),
  route('en/vorschlaege', 'resources/suggestions.ts', { id: 'en/suggestions' }),
];

/** Where a person goes on with a draft: it leads to a step. */
const resumeIn = (language: Language): RouteConfigEntry =>
  route(pathIn(language, '/antraege/:id/formular').slice(1), 'resources/application-resume.ts', {
    id: `${language}/application-resume`,
  });

/** The pages in one language; a file serves both, so that each route has an id of its own. */
const pagesIn = (language: Language): RouteConfigEntry[] =>
  pages.map(([path, file]) =>
    route(pathIn(language, path).slice(1), `pages/${file}.tsx`, { id: `${language}/${file}` }),
  );

export default [
  ...resources,
  ...languages.map(resumeIn),
  layout('pages/frame.tsx', [...languages.flatMap(pagesIn), route('*', 'pages/not-found.tsx')]),
] satisfies RouteConfig;
