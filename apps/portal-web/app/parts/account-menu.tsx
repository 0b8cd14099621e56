import { Link } from 'react-router';
import { useLanguage, usePaths } from '../language';
import type { City, Signed } from '../frame';

import { useWords } from '../words/use-words';

/** Postkorb and the person's menu, where somebody is signed in (D20, R13). */
export function AccountMenu({
  city,
  signed: { me, unread },
}: {
  readonly city: City;
  readonly signed: Signed;
}) {
  const words = useWords('frame');
  const language = useLanguage();
  const to = usePaths();
  const name = me.attributes.name?.value ?? words('guest');
  return (
    <>
      <Link className="p-tool" to={to('/postkorb')}>
        <span className="p-narrow">
          <span className="kern-icon kern-icon--mail" aria-hidden="true" />
        </span>
        <span className="p-wide">{words('mailbox')}</span>
        <span className="kern-sr-only p-narrow">{words('mailbox')}</span>
        <Unread count={unread} />
      </Link>
      <details className="p-account">
        <summary className="p-tool">
          <span className="kern-icon kern-icon--account-circle" aria-hidden="true" />
          <span className="p-wide">{name}</span>
          <span className="kern-sr-only p-narrow">{words('account', { name })}</span>
        </summary>
        <div className="p-account__panel">
          <p className="p-row__title">{name}</p>
          <p className="p-account__session">
            {words('currentSession')}
            <br />
            <strong>{words('level', { level: me.session.levelName })}</strong>
          </p>
          <ul className="p-plain">
            <li>
              <Link to={to('/antraege')}>{city.listName[language]}</Link>
            </li>
            <li>
              <Link to={to('/postkorb')}>
                {words('mailbox')} <Unread count={unread} />
              </Link>
            </li>
            <li>
              <Link to={to('/meine-daten')}>{words('myData')}</Link>
            </li>
          </ul>
        </div>
      </details>
    </>
  );
}

function Unread({ count }: { readonly count: number | undefined }) {
  const words = useWords('frame');
  if (!count) return null;
  return (
    <span className="p-count">
      <span aria-hidden="true">{count}</span>
      <span className="kern-sr-only">{words('unread', { count })}</span>
    </span>
  );
}
