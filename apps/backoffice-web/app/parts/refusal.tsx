import { useEffect, useRef } from 'react';
import type { Problem } from '#pages';
import { useWords } from '../words';

/** What the API says of an entry that is wrong. */
interface FieldFault {
  readonly message?: string;
}

/** Why an act was refused, in the API's words: what is wrong, and what can be done. It gets the focus. */
export function Refusal({ problem }: { readonly problem: Problem }) {
  const words = useWords('errors');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [problem]);
  const isAway = problem.status >= 502 && problem.status <= 504;
  const faults = (problem['errors'] as readonly FieldFault[] | undefined) ?? [];
  return (
    <div className="b-note b-note--danger" role="alert" tabIndex={-1} ref={box}>
      <span className="kern-icon kern-icon--danger" aria-hidden="true" />
      <div>
        <b>{isAway ? words('awayTitle') : problem.title || words('unexpectedTitle')}</b>{' '}
        {isAway ? words('awayText') : problem.detail}
        {faults.map(({ message }, nth) => message && <p key={nth}>{message}</p>)}
      </div>
    </div>
  );
}
