import { Time } from '../parts/times';
import { useWords } from '../words';

/** One entry of a case's history, as it is shown. */
export interface Told {
  readonly key: string;
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly text: string | undefined;
  /** How much of it the applicant reads. */
  readonly reads: 'all' | 'without-content' | 'nothing';
  readonly isMessage: boolean;
  readonly isNew: boolean;
  /** Of an event: its version, by which a correction names it. */
  readonly number?: number;
}

/** Who did what when, what was written, and who reads it: by shape and words, never by colour alone. */
export function Entry({ told }: { readonly told: Told }) {
  const words = useWords('flow');
  const { at, who, what, text, reads, isNew, number } = told;
  const isIntern = reads === 'nothing';
  return (
    <li className={isIntern ? 'b-entry b-entry--intern' : 'b-entry'}>
      <Time at={at} form="clock" />
      <div>
        <b>{who}</b> · {what}
        {number !== undefined && <span className="b-small b-muted"> · {words('number', { number })}</span>}
        {isNew && (
          <>
            {' '}
            <span className="b-new">{words('new')}</span>
          </>
        )}
        {text !== undefined && <blockquote className={reads === 'all' ? undefined : 'b-intern'}>{text}</blockquote>}
      </div>
      <span className="b-seen">
        <span
          className={`kern-icon kern-icon--${isIntern ? 'visibility-off' : 'visibility'}`}
          aria-hidden="true"
        />
        {words(`reads-${reads}`)}
      </span>
    </li>
  );
}
