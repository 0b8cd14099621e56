import { useEffect, useRef, useState } from 'react';
import type { Problem } from '#pages';
import { toControl } from '#ui';
import { useWords } from '../words';

/** What the API says of an entry that is wrong. */
interface FieldFault {
  readonly message?: string;
}

/** A field that is marked as wrong. */
interface WrongField {
  readonly id: string;
  readonly label: string;
}

/**
 * Why an act was refused, in the API's words: what is wrong, and what can be done. It gets the focus. Where entries are wrong it leads
 * to their fields, which say what is wrong with them.
 */
export function Refusal({ problem }: { readonly problem: Problem }) {
  const words = useWords('errors');
  const box = useRef<HTMLDivElement>(null);
  const [fields, setFields] = useState<readonly WrongField[]>([]);
  useEffect(() => {
    setFields(wrongFields());
    box.current?.focus();
  }, [problem]);
  const isAway = problem.status >= 502 && problem.status <= 504;
  const faults = (problem['errors'] as readonly FieldFault[] | undefined) ?? [];
  const detail = faults.length > 0 ? words('checkFields') : problem.detail;
  return (
    <div className="b-note b-note--danger" role="alert" tabIndex={-1} ref={box}>
      <span className="kern-icon kern-icon--danger" aria-hidden="true" />
      <div>
        <b>{isAway ? words('awayTitle') : problem.title || words('unexpectedTitle')}</b>{' '}
        {isAway ? words('awayText') : detail}
        {fields.length > 0 ? (
          <ul>
            {fields.map(({ id, label }) => (
              <li key={id}>
                <a href={`#${id}`} onClick={toControl}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        ) : (
          faults.map(({ message }, nth) => message && <p key={nth}>{message}</p>)
        )}
      </div>
    </div>
  );
}

/** The questions of the page that are marked as wrong, by their first control. */
function wrongFields(): WrongField[] {
  const marked = ['kern-form-input--error', 'kern-fieldset--error', 'kern-form-check--error'];
  const boxes = document.querySelectorAll(marked.map((name) => `form .${name}`).join());
  return [...boxes].flatMap((box) => {
    const control = box.querySelector('input, select, textarea');
    const label = box.querySelector('legend, label');
    return control === null ? [] : [{ id: control.id, label: label?.textContent.trim() ?? control.id }];
  });
}
