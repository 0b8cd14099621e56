import { useEffect, useRef, type RefObject } from 'react';
import { Link, useLocation } from 'react-router';
import type { City, Signed } from '../frame';
import { useLanguage, usePaths } from '../language';
import { withQuery } from '../own-path';
import { personName } from '../person-name';
import { useMethodWords } from '../method-words';
import { useWords } from '../words/use-words';
import { useLevelWords } from './level-words';
import { useMailboxName } from './mailbox-name';
import { usePresentLevel } from './present-level';
import { SignOut } from './sign-out';
import { Unread, useUnread } from './unread';

/** Postkorb and the person's menu, where somebody is signed in (D20, R13). */
export function AccountMenu({ city, signed }: { readonly city: City; readonly signed: Signed }) {
  const { me } = signed;
  const unread = useUnread(signed.unread);
  const words = useWords('session');
  const frame = useWords('frame');
  const mailbox = useMailboxName();
  const language = useLanguage();
  const to = usePaths();
  const menu = useRef<HTMLDetailsElement>(null);
  useClosing(menu);
  const guest = me.guest === true;
  const name = guest ? words('guest') : (personName(me) ?? words('noName'));
  const byEmail = me.session.method === 'email-link' && !guest;
  return (
    <>
      {!guest && (
        <Link className="p-tool" to={to('/postkorb')}>
          <span className="p-narrow">
            <span className="kern-icon kern-icon--mail" aria-hidden="true" />
          </span>
          <span className="p-wide">{mailbox}</span>
          <span className="kern-sr-only p-narrow">{mailbox}</span>
          <Unread count={unread} />
        </Link>
      )}
      <details className="p-account" ref={menu}>
        <summary className="p-tool">
          {/* The envelope is the sign of a sign-in by e-mail (R10b R18). */}
          <span className="p-account__sign" aria-hidden="true">
            <span className="kern-icon kern-icon--account-circle" />
            {byEmail && (
              <span className="p-account__by">
                <span className="kern-icon kern-icon--mail" />
              </span>
            )}
          </span>
          <span className="p-wide">{name}</span>
          <span className="kern-sr-only p-narrow">{words('menu', { name })}</span>
          {byEmail && <span className="kern-sr-only">{words('byEmail')}</span>}
        </summary>
        <div className="p-account__panel">
          <p className="p-row__title">{name}</p>
          {guest ? (
            <p className="p-small p-muted">{words('guestHint')}</p>
          ) : (
            <CurrentSession session={me.session} />
          )}
          <ul className="p-plain">
            <li>
              <Link to={to('/antraege')}>{city.listName[language]}</Link>
            </li>
            {!guest && (
              <>
                <li>
                  <Link to={to('/postkorb')}>
                    {mailbox} <Unread count={unread} />
                  </Link>
                </li>
                <li>
                  <Link to={to('/meine-daten')}>{frame('myData')}</Link>
                </li>
              </>
            )}
          </ul>
          <SignOut />
        </div>
      </details>
    </>
  );
}

/** "Aktuelle Sitzung": how one is signed in, at which level, and the way to a higher one (R13, D17 R14). */
function CurrentSession({ session }: { readonly session: Signed['me']['session'] }) {
  const words = useWords('session');
  const to = usePaths();
  const { pathname, search } = useLocation();
  const { level, levelName, isHighest } = usePresentLevel(session);
  const levelWords = useLevelWords();
  const method = useMethodWords()(session);
  return (
    <>
      <p className="p-small p-muted">{words('signedInWith', { method })}</p>
      <div className="p-account__session">
        <p>
          {words('current')}
          <br />
          <strong>{levelWords(level, levelName)}</strong>
        </p>
        {!isHighest && (
          <p>
            <Link to={withQuery(to('/anmelden/niveau'), { zurueck: pathname + search })}>
              {words('raise')}
            </Link>
          </p>
        )}
      </div>
    </>
  );
}

/** Closes with Esc, with a click elsewhere, and when another page is shown. */
function useClosing(menu: RefObject<HTMLDetailsElement | null>): void {
  const { key } = useLocation();
  const openedOn = useRef(key);
  useEffect(() => {
    // Whoever opened it before the page acts has not gone on.
    if (openedOn.current === key) return;
    openedOn.current = key;
    if (menu.current) menu.current.open = false;
  }, [key, menu]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !menu.current?.open) return;
      menu.current.open = false;
      menu.current.querySelector('summary')?.focus();
    };
    const clicked = (event: PointerEvent): void => {
      if (menu.current && !menu.current.contains(event.target as Node)) menu.current.open = false;
    };
    document.addEventListener('keydown', pressed);
    document.addEventListener('pointerdown', clicked);
    return () => {
      document.removeEventListener('keydown', pressed);
      document.removeEventListener('pointerdown', clicked);
    };
  }, [menu]);
}
