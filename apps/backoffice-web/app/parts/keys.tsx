import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { usePaths } from '#pages';
import { Button } from '#ui';
import { useWords } from '../words';
import { KeysList } from './keys-list';
import { meantBy } from './own-keys';
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
        <KeysList />
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

/** Listens to single letters: never in fields, never with Ctrl or Alt. A letter presses what says in `aria-keyshortcuts` that it is its own. */
function useKeys(overview: () => void): void {
  const navigate = useNavigate();
  const to = usePaths();
  const begun = useRef('');
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.key === 'Escape' && document.querySelector('dialog[open]') === null)
        return void press('Escape');
      if (isTyping(event.target) || isOff()) return;
      const goes = begun.current === 'g';
      const meant = meantBy(ownKeysNow(), event.key);
      begun.current = meant === 'g' ? 'g' : '';
      if (goes && event.key === 'l') return void navigate(to('/vorgaenge'));
      if (meant === '?') overview();
      else if (meant === '/' || meant === 'm') focusField(event);
      else if (!press(event.key) && (meant === 'j' || meant === 'k')) step(meant === 'j' ? 1 : -1);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  });
}

/** @returns whether something on the page has this key */
function press(key: string): boolean {
  const own = [...document.querySelectorAll<HTMLElement>('[aria-keyshortcuts]')].find(
    (element) => element.getAttribute('aria-keyshortcuts') === key,
  );
  if (own === undefined) return false;
  own.focus();
  if (!own.matches('textarea, input')) own.click();
  return true;
}

/** Goes to the field that the key belongs to, without typing it there. */
function focusField(event: KeyboardEvent): void {
  const field = [...document.querySelectorAll<HTMLElement>('input, textarea')].find(
    (one) => one.getAttribute('aria-keyshortcuts') === event.key,
  );
  if (field === undefined) return;
  event.preventDefault();
  field.focus();
}

/** Goes to the next row of the list, or to the one before. */
function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('.b-list tbody th a')];
  const at = rows.findIndex((row) => row.closest('tr')?.contains(document.activeElement) === true);
  const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by];
  next?.focus();
}
