import { Link, NavLink, useLocation, useMatches } from 'react-router';
import { germanPath, pathIn, useLanguage, usePaths } from '../language';
import { useFrame } from '../frame';
import { useWords } from '../words/use-words';
import { AccountMenu } from './account-menu';
import { CitySign } from './city-sign';

/** What a page says of itself to what stands around it: `export const handle`. */
export interface PageHandle {
  /** It is a step of a form: the header has no navigation. */
  readonly isForm?: boolean;
}

/** The head of every page: the city, the way to its services, the other language, and the own matters. */
export function Header() {
  const words = useWords('frame');
  const frame = useFrame();
  const to = usePaths();
  // Whoever fills in a form is not led away from it.
  const isForm = useMatches().some(({ handle }) => (handle as PageHandle | undefined)?.isForm === true);
  return (
    <header className="p-header">
      <a className="p-skip kern-btn kern-btn--primary" href="#inhalt">
        <span className="kern-label">{words('skip')}</span>
      </a>
      <div className="p-container">
        <ul className="p-utility p-plain p-utility--always">
          <li>
            <Link className="p-tap" to={to('/leichte-sprache')}>
              <span className="kern-icon kern-icon--easy-language" aria-hidden="true" />
              {words('easyLanguage')}
            </Link>
          </li>
          <li>
            <Link className="p-tap" to={to('/gebaerdensprache')}>
              <span className="kern-icon kern-icon--sign-language" aria-hidden="true" />
              {words('signLanguage')}
            </Link>
          </li>
        </ul>
        <div className="p-bar">
          <Link className="p-brand" to={to('/')}>
            <CitySign logo={frame?.city.logo} />
            <span>
              <span className="p-brand__city">{frame?.city.name}</span>
              <span className="p-brand__name">{words('portal')}</span>
            </span>
          </Link>
          {!isForm && (
            <nav className="p-nav" aria-label={words('mainMenu')}>
              <ul>
                <li>
                  <NavLink to={to('/dienstleistungen')}>{words('services')}</NavLink>
                </li>
                <li>
                  <NavLink to={to('/themen')}>{words('topics')}</NavLink>
                </li>
              </ul>
            </nav>
          )}
          <OtherLanguage />
          {frame?.signed ? (
            <AccountMenu city={frame.city} signed={frame.signed} />
          ) : (
            <Link className="kern-btn kern-btn--secondary" to={to('/anmelden')}>
              <span className="kern-label">{words('signIn')}</span>
            </Link>
          )}
        </div>
      </div>
    </header>
  );
}

/** The same page in the other language; its words are loaded with it. */
function OtherLanguage() {
  const words = useWords('frame');
  const other = useLanguage() === 'de' ? 'en' : 'de';
  const { pathname, search } = useLocation();
  return (
    <a className="p-tool" href={pathIn(other, germanPath(pathname)) + search} hrefLang={other} lang={other}>
      <span className="p-wide">{words('otherLanguage')}</span>
      <span className="p-narrow">
        {words('otherLanguageShort')}
        <span className="kern-sr-only">{words('otherLanguageLong')}</span>
      </span>
    </a>
  );
}
