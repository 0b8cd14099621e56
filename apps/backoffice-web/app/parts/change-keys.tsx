import { useState, type ReactNode } from 'react';
import { Button } from '#ui';
import { useWords } from '../words';
import { changeable, chosenOf, keyFor, wrongIn, type UsualKey, type WrongKeys } from './own-keys';
import { keepOwnKeys, useOwnKeys } from './use-own-keys';

/** Other keys for what the usual ones do; for this browser, and only if no key does two things (WCAG 2.1.4). @param done when they are kept */
export function ChangeKeys({ done }: { readonly done: () => void }) {
  const words = useWords('keys');
  const own = useOwnKeys();
  const [wrong, setWrong] = useState<WrongKeys>();
  const wrongKeys: readonly UsualKey[] =
    wrong === undefined ? [] : wrong.why === 'notOne' ? [wrong.of] : wrong.of;
  return (
    <form
      className="b-stack"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const chosen = chosenOf(
          Object.fromEntries(changeable.map(([usual]) => [usual, textOf(form.get(usual))])),
        );
        const found = wrongIn(chosen);
        setWrong(found);
        if (found !== undefined) return;
        keepOwnKeys(chosen);
        done();
      }}
    >
      <p className="b-muted">{words('changeText')}</p>
      <div role="alert">{wrong !== undefined && <Wrong wrong={wrong} />}</div>
      <div className="b-keys">
        {changeable.map(([usual, what]) => (
          <div key={usual}>
            <label htmlFor={`taste-${what}`}>{words(what)}</label>
            <input
              id={`taste-${what}`}
              className="b-choose b-own-key"
              name={usual}
              defaultValue={keyFor(own, usual)}
              maxLength={2}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              aria-invalid={wrongKeys.includes(usual) || undefined}
            />
          </div>
        ))}
      </div>
      <p className="b-row">
        <Button>{words('keep')}</Button>
        <Button
          type="button"
          weight="secondary"
          onClick={() => {
            keepOwnKeys({});
            done();
          }}
        >
          {words('usual')}
        </Button>
        <Button type="button" weight="tertiary" onClick={done}>
          {words('cancel')}
        </Button>
      </p>
    </form>
  );
}

/** What is wrong, and of what. */
function Wrong({ wrong }: { readonly wrong: WrongKeys }): ReactNode {
  const words = useWords('keys');
  const named = (key: UsualKey): string => {
    const [, what] = changeable.find(([usual]) => usual === key) ?? changeable[0];
    return words(what);
  };
  return (
    <p className="b-note b-note--danger">
      <span className="kern-icon kern-icon--danger" aria-hidden="true" />
      {wrong.why === 'notOne'
        ? words('notOne', { what: named(wrong.of) })
        : words('twice', { key: wrong.key, one: named(wrong.of[0]), other: named(wrong.of[1]) })}
    </p>
  );
}

const textOf = (value: FormDataEntryValue | null): string => (typeof value === 'string' ? value.trim() : '');
