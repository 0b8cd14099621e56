import { Link, useLocation } from 'react-router';
import { germanPath, usePaths } from '../language';
import { withQuery } from '../own-path';
import { useFrame } from '../frame';
import { useWords } from '../words/use-words';
import { MailLink, PhoneLink } from './contact-links';
import { ThemeSwitch } from './theme-switch';

/** The foot of every page: help, feedback (D24 W17a W17b), accessibility (R24), imprint. */
export function Footer() {
  const words = useWords('frame');
  const city = useFrame()?.city;
  const to = usePaths();
  const { pathname } = useLocation();
  return (
    <footer className="p-footer">
      <div className="p-container p-footer__grid">
        <section aria-labelledby="f-hilfe">
          <h2 className="kern-heading-small" id="f-hilfe">
            {words('help')}
          </h2>
          {city && <Support city={city} />}
        </section>
        <section aria-labelledby="f-meinung">
          <h2 className="kern-heading-small" id="f-meinung">
            {words('opinion')}
          </h2>
          <p>{words('opinionText')}</p>
          <p>
            <Link to={withQuery(to('/rueckmeldung'), { seite: germanPath(pathname) })}>
              {words('feedback')}
            </Link>
          </p>
          <p>
            <Link to={withQuery(to('/barriere-melden'), { seite: germanPath(pathname) })}>
              {words('barrier')}
            </Link>
          </p>
        </section>
        <nav aria-labelledby="f-info">
          <h2 className="kern-heading-small" id="f-info">
            {words('about')}
          </h2>
          <ul className="p-plain">
            <li>
              <Link to={to('/barrierefreiheit')}>{words('accessibility')}</Link>
            </li>
            <li>
              <Link to={to('/leichte-sprache')}>{words('easyLanguage')}</Link>
            </li>
            <li>
              <Link to={to('/gebaerdensprache')}>{words('signLanguage')}</Link>
            </li>
            <li>
              <Link to={to('/datenschutz')}>{words('privacy')}</Link>
            </li>
            <li>
              <Link to={to('/impressum')}>{words('imprint')}</Link>
            </li>
          </ul>
          <ThemeSwitch />
        </nav>
      </div>
    </footer>
  );
}

function Support({ city: { name, support } }: { readonly city: { name: string; support: Supported } }) {
  const words = useWords('frame');
  return (
    <>
      <p>{words('helpText', { city: name })}</p>
      <p>
        <PhoneLink phone={support.phone} />
      </p>
      <p>
        <MailLink address={support.email} />
      </p>
      {support.bundid && (
        <p>
          <a href={support.bundid.url}>{words('bundidHelp')}</a>
        </p>
      )}
    </>
  );
}

interface Supported {
  readonly phone: string;
  readonly email: string;
  readonly bundid?: { readonly url: string };
}
