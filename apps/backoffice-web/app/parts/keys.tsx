import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { usePaths } from '#pages';
import { Button } from '#ui';
import { useFrame, worksOnCases } from '../frame';
import { useWords } from '../words';
import { KeysList } from './keys-list';
import { meantBy } from './own-keys';
import { select, selectUpTo, step } from './rows';
import { ownKeysNow, useKeyFor } from './use-own-keys';

/** Under which name a browser keeps that single letters do nothing (WCAG 2.1.4). */
const kept = 'einzeltasten';
const isOff = (): boolean => localStorage.getItem(kept) === 'aus';

/** Where letters are entered, they are no keys. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input:not([type=checkbox]), textarea, select, dialog[open]') !== null;

/** The link to the overview of keys, which opens above the page; and the keys themselves. Without script it leads to a page. */
export function Keys() {
  const words = useWords('keys');
  const to = usePaths();
  const dialog = useRef<HTMLDialogElement>(null);
  const keyFor = useKeyFor();
  const [off, setOff] = useState(false);
  useEffect(() => setOff(isOff()), []);
  useKeys(() => dialog.current?.showModal());
  return (
    <>
      <Link
        to={to('/tasten')}
        aria-keyshortcuts={keyFor('?')}
        onClick={(event) => {
          event.preventDefault();
          dialog.current?.showModal();
        }}
      >
        {words('title')} <kbd aria-hidden="true">{keyFor('?')}</kbd>
      </Link>
      <dialog ref={dialog} className="b-keys-dialog" aria-labelledby="tasten-titel">
        <h2 id="tasten-titel">{words('title')}</h2>
        <KeysList level="h3" />
        <form method="dialog" className="b-stack">
          <p>
            <label>
              <input
                type="checkbox"
                checked={!off}
                onChange={({ target }) => {
                  if (target.checked) localStorage.removeItem(kept);
                  else localStorage.setItem(kept, 'aus');
                  setOff(!target.checked);
                }}
              />{' '}
              {words('single')}
            </label>
          </p>
          <Button weight="secondary">{words('close')}</Button>
        </form>
      </dialog>
    </>
  );
}

/** Where `g` and one more letter lead whoever works on cases. */
const afterG: Readonly<Record<string, string>> = {
  l: '/vorgaenge',
  e: '/eingang',
  n: '/vorgaenge/name',
};

/** Listens to single letters: never in fields, never with Ctrl or Alt. A letter presses what says in `aria-keyshortcuts` that it is its own. */
function useKeys(overview: () => void): void {
  const navigate = useNavigate();
  const to = usePaths();
  const begun = useRef('');
  const me = useFrame()?.me;
  const goesTo = me !== undefined && worksOnCases(me) ? afterG : {};
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.key === 'Escape' && document.querySelector('dialog[open]') === null) return void press(event);
      if (isTyping(event.target) || isOff()) return;
      if (event.key === 'Home' || event.key === 'End') return void press(event);
      const goes = begun.current === 'g';
      const meant = meantBy(ownKeysNow(), event.key);
      begun.current = meant === 'g' ? 'g' : '';
      const page = goes ? goesTo[event.key] : undefined;
      if (page !== undefined) return void navigate(to(page));
      if (meant === '?') overview();
      else if (press(event)) return;
      else if (meant === 'j' || meant === 'k') step(meant === 'j' ? 1 : -1);
      else if (meant === 'x') select();
      else if (meant === 'X') selectUpTo();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  });
}

/** Presses what has this key, or goes to it where something is entered there. @returns whether something on the page has it */
function press(event: KeyboardEvent): boolean {
  const own = [...document.querySelectorAll<HTMLElement>('[aria-keyshortcuts]')].find(
    (element) => element.getAttribute('aria-keyshortcuts') === event.key,
  );
  if (own === undefined) return false;
  // Else the letter would be typed there.
  event.preventDefault();
  own.focus();
  if (!own.matches('textarea, input, select')) own.click();
  return true;
}
