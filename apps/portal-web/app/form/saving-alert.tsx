import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { labelOf, spotOf, textOf, withValueAt, type Form, type JsonObject } from '#forms';
import { Alert, Button } from '#ui';
import { useLanguage, usePaths } from '../language';
import { useWords } from '../words/use-words';
import type { Entering } from './use-entering';

/** That saving does not go on by itself, and what the person can do. It gets the focus when they wanted to go on. */
export function SavingAlert({
  entering: { saved, held, loadNewest },
  back,
}: {
  readonly entering: Entering;
  /** Address of this page, for the way back from a sign-in. */
  readonly back: string;
}) {
  const words = useWords('form');
  const to = usePaths();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (held > 0) box.current?.focus();
  }, [held]);
  switch (saved.saving) {
    case 'saved':
    case 'saving':
      return null;
    case 'offline':
      return (
        <Alert kind="warning" title={words('offlineTitle')} announced ref={box}>
          <p>{words('offline')}</p>
        </Alert>
      );
    case 'away':
      return (
        <Alert kind="warning" title={words('awayTitle')} announced ref={box}>
          <p>{words('away')}</p>
        </Alert>
      );
    case 'signed-out':
      return (
        <Alert kind="warning" title={words('signedOutTitle')} announced ref={box}>
          <p>{words('signedOut')}</p>
          <p>
            <Link to={`${to('/anmelden')}?zurueck=${encodeURIComponent(back)}`} reloadDocument>
              {words('signInAgain')}
            </Link>
          </p>
        </Alert>
      );
    case 'stale':
      return (
        <Alert kind="warning" title={words('staleTitle')} announced ref={box}>
          <p>{words('stale')}</p>
          <Button type="button" weight="secondary" onClick={() => void loadNewest()}>
            {words('loadNewest')}
          </Button>
        </Alert>
      );
    case 'refused':
      return (
        <Alert kind="danger" title={words('refusedTitle')} announced ref={box}>
          <p>{[saved.problem?.title, saved.problem?.detail].filter(Boolean).join(' ')}</p>
        </Alert>
      );
  }
}

/** What was entered in this tab, beside what another one has saved. */
export function Clashes({ form, entering }: { readonly form: Form; readonly entering: Entering }) {
  const words = useWords('form');
  const language = useLanguage();
  const { clashes, data, takeMine } = entering;
  if (clashes.length === 0) return null;
  return (
    <Alert kind="info" title={words('clashTitle')} announced>
      <p>{words('clashText')}</p>
      <ul className="p-plain p-stack">
        {clashes.map((clash) => {
          const spot = spotOf(clash.pointer, data);
          const label = labelOf(form, spot, language);
          return (
            <li key={clash.pointer}>
              <p>
                <strong>{label}</strong>,{' '}
                {clash.mine === undefined
                  ? words('clashCleared')
                  : words('clashMine', { value: textOf(form, spot, clash.mine, language) })}
              </p>
              <Button
                type="button"
                weight="tertiary"
                onClick={() => takeMine(clash, withValueAt(data, spot, clash.mine) as JsonObject)}
              >
                {words('clashTake', { label })}
              </Button>
            </li>
          );
        })}
      </ul>
    </Alert>
  );
}
