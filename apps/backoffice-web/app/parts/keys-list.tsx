import { useSyncExternalStore, useState } from 'react';
import { Button } from '#ui';
import { useWords, type WordKey } from '../words';
import { ChangeKeys } from './change-keys';
import { changeable } from './own-keys';
import { useKeyFor } from './use-own-keys';

/** What the browser itself does, and what closes a form: these are no letters, and stay. */
const fixed: readonly (readonly [keys: readonly string[], what: WordKey<'keys'>])[] = [
  [['Enter'], 'open'],
  [['Strg+Enter'], 'openTab'],
  [['Esc'], 'closePanel'],
];

/** What can be done with single keys, and the way to change them, for which a script is needed. */
export function KeysList() {
  const words = useWords('keys');
  const keyFor = useKeyFor();
  const [isChanging, setChanging] = useState(false);
  const hasScript = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  if (isChanging) return <ChangeKeys done={() => setChanging(false)} />;
  const keys = [
    ...changeable.map(
      ([usual, what]) => [usual === 'g' ? [keyFor(usual), 'l'] : [keyFor(usual)], what] as const,
    ),
    ...fixed,
  ];
  return (
    <>
      <dl className="b-keys">
        {keys.map(([names, what]) => (
          <div key={what}>
            <dt>{words(what)}</dt>
            <dd>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      {hasScript && (
        <Button type="button" weight="secondary" onClick={() => setChanging(true)}>
          {words('change')}
        </Button>
      )}
    </>
  );
}
