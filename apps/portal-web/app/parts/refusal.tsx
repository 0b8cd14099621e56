import { Alert } from '#ui';
import { useEffect, useRef } from 'react';
import type { Problem } from '../problem';
import { useWords } from '../words/use-words';

/** Why an act was refused, in the API's words: what is wrong, and what can be done. It gets the focus. */
export function Refusal({
  problem,
  level = 'h3',
}: {
  readonly problem: Problem;
  /** Below which heading it stands. */
  readonly level?: 'h2' | 'h3';
}) {
  const words = useWords('errors');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [problem]);
  const isAway = problem.status >= 502 && problem.status <= 504;
  // What each field lacks says more than that it is listed.
  const said = problem.errors?.map(({ message }) => message) ?? [problem.detail ?? ''];
  return (
    <Alert
      kind="danger"
      title={isAway ? words('awayTitle') : problem.title || words('unexpectedTitle')}
      level={level}
      announced
      ref={box}
    >
      {(isAway ? [words('awayText')] : [...new Set(said)]).map((text) => (
        <p key={text}>{text}</p>
      ))}
    </Alert>
  );
}
