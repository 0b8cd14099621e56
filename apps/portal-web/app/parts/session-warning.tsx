import { useCallback, useEffect, useRef, useState } from 'react';
import { useMatches, useRevalidator } from 'react-router';
import type { Schema } from '#api-client';
import { Button } from '#ui';
import { useWords } from '../words/use-words';
import type { PageHandle } from './header';
import { useSessionEnd } from './live';
import { endOf } from './present-level';
import { useReload } from '#pages';
import { SignOut } from './sign-out';
import { Time } from './times';

/** So long before its end a session is announced to end, in milliseconds. */
const announcedMs = 5 * 60_000;
/** A tab that was asleep notices the time at the latest after so many milliseconds. */
const lookMs = 15_000;

interface Ends {
  readonly id: string;
  readonly expiresAt: string;
  readonly idleUntil: string;
}

/** Announces the end of the session, which an act prolongs; at its end, or once it was ended elsewhere, the page is loaded anew. */
export function SessionWarning({ session }: { readonly session: Schema<'SessionDto'> }) {
  const words = useWords('session');
  const reload = useReload();
  const { revalidate } = useRevalidator();
  const ends = useLatestEnds(session);
  const [phase, setPhase] = useState<'runs' | 'ends' | 'over'>('runs');
  const [read, setRead] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const end = endOf(ends);
  useEffect(() => {
    const look = (): void => {
      const left = end - Date.now();
      setPhase(left <= 0 ? 'over' : left <= announcedMs ? 'ends' : 'runs');
    };
    look();
    const timer = window.setInterval(look, lookMs);
    const soon = window.setTimeout(look, Math.max(0, end - announcedMs - Date.now()));
    document.addEventListener('visibilitychange', look);
    return () => {
      window.clearInterval(timer);
      window.clearTimeout(soon);
      document.removeEventListener('visibilitychange', look);
    };
  }, [end]);
  // The loaders of pages that are somebody's lead to the sign-in and back; all others stay, with nobody signed in.
  // What is typed there stays, for it can be sent once somebody is signed in again; forms keep it themselves.
  const keepsItself = useMatches().some(({ handle }) => (handle as PageHandle | undefined)?.isForm === true);
  const [isLeft, setIsLeft] = useState(false);
  const over = useCallback(() => {
    if (document.querySelector('form[data-keeps]') !== null) return;
    if (!keepsItself && isTypedIn()) setIsLeft(true);
    else if (keepsItself) void reload();
    // What is somebody's does not stay where it cannot be asked for whom it is.
    else void revalidate().catch(() => undefined);
  }, [keepsItself, reload, revalidate]);
  useSessionEnd(over);
  useEffect(() => {
    if (phase === 'over') over();
  }, [phase, over]);
  const shown = isLeft || (phase === 'ends' && read !== end);
  useEffect(() => {
    const box = dialog.current;
    if (box && shown && !box.open) box.showModal();
    if (box && !shown && box.open) box.close();
  }, [shown]);
  const prolongable = Date.parse(ends.idleUntil) < Date.parse(ends.expiresAt);
  return (
    <dialog
      className="kern-dialog"
      ref={dialog}
      aria-labelledby="sitzung-titel"
      aria-describedby="sitzung-text"
      onClose={() => {
        setRead(end);
        setIsLeft(false);
      }}
    >
      <header className="kern-dialog__header">
        <h2 className="kern-title kern-title--large" id="sitzung-titel">
          {words(isLeft ? 'leftTitle' : 'stillThere')}
        </h2>
      </header>
      <section className="kern-dialog__body" id="sitzung-text">
        {isLeft ? (
          <p>{words('leftText')}</p>
        ) : (
          <>
            <p>
              {words(prolongable ? 'endsIdle' : 'endsAnyway')}{' '}
              <strong>
                {words('endsAt')} <Time at={new Date(end).toISOString()} form="clock" />
              </strong>
            </p>
            <p>{words('nothingLost')}</p>
          </>
        )}
      </section>
      <div className="kern-dialog__footer">
        {prolongable && !isLeft ? (
          <Button
            type="button"
            autoFocus
            onClick={() => {
              dialog.current?.close();
              // Asking who one is is something that somebody does: it prolongs the session, and tells until when.
              void reload();
            }}
          >
            {words('stay')}
          </Button>
        ) : (
          <Button type="button" autoFocus onClick={() => dialog.current?.close()}>
            {words('understood')}
          </Button>
        )}
        {!isLeft && <SignOut />}
      </div>
    </dialog>
  );
}

/** Whether something stands in a form of the page that was not there when it was shown. */
function isTypedIn(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'main form :is(input:not([type=hidden], [type=radio], [type=checkbox]), textarea)',
  );
  return [...fields].some(({ value, defaultValue }) => value !== defaultValue);
}

/** When the session ends, as the latest of all tabs knows: what somebody does in one of them prolongs it for all. */
function useLatestEnds({ id, expiresAt, idleUntil }: Ends): Ends {
  const [latest, setLatest] = useState<Ends>({ id, expiresAt, idleUntil });
  useEffect(() => {
    const told: Ends = { id, expiresAt, idleUntil };
    setLatest(told);
    const tabs = new BroadcastChannel('session');
    tabs.postMessage(told);
    tabs.addEventListener('message', ({ data }: MessageEvent<Ends>) => {
      if (data.id === id) setLatest((known) => (endOf(data) > endOf(known) ? data : known));
    });
    return () => tabs.close();
  }, [id, expiresAt, idleUntil]);
  return latest;
}
