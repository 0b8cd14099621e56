import { Link } from 'react-router';
import { usePaths } from '../language';
import { useWords } from '../words/use-words';

/** The pages beside the data: sessions, consents, mandates, and the rights of the person (law 12). */
export function OwnDataLinks({ isLocal }: { readonly isLocal: boolean }) {
  const words = useWords('ownData');
  const to = usePaths();
  const pages = [
    { to: '/meine-daten/anmeldungen', title: words('sessions'), text: words('sessionsText') },
    { to: '/meine-daten/einwilligungen', title: words('consents'), text: words('consentsText') },
    { to: '/meine-daten/vollmachten', title: words('mandates'), text: words('mandatesText') },
    ...(isLocal
      ? [{ to: '/meine-daten/passwort', title: words('password'), text: words('passwordText') }]
      : []),
    { to: '/meine-daten/loeschen', title: words('erase'), text: words('eraseText') },
  ];
  return (
    <section className="p-stack" aria-labelledby="mehr">
      <h2 className="kern-heading-large" id="mehr">
        {words('more')}
      </h2>
      <ul className="p-list">
        {pages.map((page) => (
          <li key={page.to}>
            <Link className="p-row__link p-link p-row__title" to={to(page.to)}>
              {page.title}
            </Link>
            <span className="p-meta">{page.text}</span>
          </li>
        ))}
        <li>
          <a className="p-row__link p-link p-row__title" href="/api/me/export" download="meine-daten.json">
            {words('export')}
          </a>
          <span className="p-meta">{words('exportText')}</span>
        </li>
      </ul>
    </section>
  );
}
