import { useEffect, useRef } from 'react';
import { Alert } from './alert';
import { toControl } from './to-control';

/** Something to mend, and the control where it is mended. */
export interface FieldFault {
  readonly id: string;
  readonly text: string;
}

/** What is to be mended, directly below the heading: it gets the focus, and leads to each field. Nothing where there is nothing. */
export function ErrorSummary({
  title,
  faults,
}: {
  readonly title: string;
  readonly faults: readonly FieldFault[];
}) {
  const box = useRef<HTMLDivElement>(null);
  // A further try with the same faults is said again.
  useEffect(() => {
    if (faults.length > 0) box.current?.focus();
  }, [faults]);
  if (faults.length === 0) return null;
  return (
    <Alert kind="danger" title={title} announced ref={box}>
      <ul className="p-plain">
        {faults.map(({ id, text }) => (
          <li key={id}>
            <a className="kern-link kern-link--no-visited-state" href={`#${id}`} onClick={toControl}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
