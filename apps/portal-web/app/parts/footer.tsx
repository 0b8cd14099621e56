import { Link } from 'react-router';
import { usePaths } from '../language';
import { useFrame } from '../frame';
import { useWords } from '../words/use-words';

/** The foot of every page: help, feedback (D24 W17a W17b), accessibility (R24), imprint. */
export function Footer() {
  const words = useWords('frame');
  const city = useFrame()?.city;
  const to = usePaths();
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
            <Link to={to('/rueckmeldung')}>{words('feedback')}</Link>
          </p>
          <p>
            <Link to={to('/barriere-melden')}>{words('barrier')}</Link>
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
              <Link to={to('/datenschutz')}>{words('privacy')}</Link>
            </li>
            <li>
              <Link to={to('/impressum')}>{words('imprint')}</Link>
            </li>
          </ul>
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
        <a href={`tel:${support.phone.replace(/[^+\d]/g, '')}`}>{support.phone}</a>
      </p>
      <p>
        <a href={`mailto:${support.email}`}>{support.email}</a>
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
