import { Form, NavLink, useLocation } from 'react-router';
import { germanPath, pathIn, useLanguage, usePaths, withQuery } from '#pages';
import { AlertsLink } from '../alerts/alerts-link';
import { mayReadConfiguration, nameOf, useFrame, worksOnCases, type Frame, type Me } from '../frame';
import { useWords } from '../words';
import { Keys } from './keys';

/** The bar on top of every page: the city, where one can go, who one is and for which offices. */
export function Top() {
  const words = useWords('frame');
  const frame = useFrame();
  const me = frame?.me;
  return (
    <header className="b-top">
      <a className="b-skip" href="#inhalt">
        {words('skip')}
      </a>
      <strong>{frame?.city.name}</strong>
      {me && <Navigation me={me} />}
      <div className="b-tools">
        {me && worksOnCases(me) && <AlertsLink known={frame?.unread} />}
        {me && <Keys />}
        <OtherLanguage />
        <Appearance />
        {frame && me && <Who city={frame.city} me={me} />}
      </div>
    </header>
  );
}

/** The pages that are for somebody in their roles, and no others. */
function Navigation({ me }: { readonly me: Me }) {
  const words = useWords('frame');
  const to = usePaths();
  const pages = [
    worksOnCases(me) && ([to('/vorgaenge'), words('workList')] as const),
    worksOnCases(me) && ([to('/vertretungen'), words('deputies')] as const),
    worksOnCases(me) && ([to('/eingang'), words('intake')] as const),
    me.roles.includes('head-of-office') && ([to('/zahlen'), words('figures')] as const),
    mayReadConfiguration(me) && ([to('/konfiguration'), words('configuration')] as const),
    me.roles.includes('auditor') && ([to('/pruefung'), words('audit')] as const),
    me.roles.includes('operator') && ([to('/betrieb'), words('operation')] as const),
  ].filter((page) => page !== false);
  return (
    <nav className="b-nav" aria-label={words('navigation')}>
      <ul>
        {pages.map(([path, title]) => (
          <li key={path}>
            <NavLink to={path}>{title}</NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Who({ city, me }: { readonly city: Frame['city']; readonly me: Me }) {
  const words = useWords('frame');
  const language = useLanguage();
  const to = usePaths();
  const offices = me.offices.map(
    (key) => city.offices.find((office) => office.key === key)?.name[language] ?? key,
  );
  return (
    <>
      <span>
        <span className="b-strong">{nameOf(me) ?? words('noName')}</span>{' '}
        <span className="b-small b-muted" title={offices.join(', ')}>
          {offices.length > 1 ? words('offices', { count: offices.length }) : offices.join()}
        </span>
      </span>
      <Form method="post" action={to('/abgemeldet')} reloadDocument>
        <input type="hidden" name="_csrf" value={me.csrfToken} />
        <button type="submit" className="b-link">
          {words('signOut')}
        </button>
      </Form>
    </>
  );
}

/** The same page in the other language; its words are loaded with it. */
function OtherLanguage() {
  const words = useWords('frame');
  const other = useLanguage() === 'de' ? 'en' : 'de';
  const { pathname, search } = useLocation();
  return (
    <a href={pathIn(other, germanPath(pathname)) + search} hrefLang={other} lang={other}>
      {words('otherLanguage')}
    </a>
  );
}

/** Changes between the light and the dark appearance. */
function Appearance() {
  const words = useWords('frame');
  const { pathname, search } = useLocation();
  const other = useFrame()?.theme === 'dark' ? 'light' : 'dark';
  return (
    <Form method="post" action={withQuery('/darstellung', { zurueck: pathname + search })} preventScrollReset>
      <input type="hidden" name="theme" value={other} />
      <button type="submit" className="b-link">
        {words(other)}
      </button>
    </Form>
  );
}
