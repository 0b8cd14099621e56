import { timeText, useLanguage } from '#pages';
import { useWords } from '../words';
import type { Told } from './flow-page';

/** Who did what when, what was written, and who reads it: by shape and words, never by colour alone. */
export function Entry({ told }: { readonly told: Told }) {
  const words = useWords('flow');
  const language = useLanguage();
  const { at, who, what, text, reads, isNew, number } = told;
  const isIntern = reads === 'nothing';
  return (
    <li className={isIntern ? 'b-entry b-entry--intern' : 'b-entry'}>
      <time dateTime={at}>{timeText(at, 'clock', language)}</time>
      <div>
        <b>{who}</b> · {what}
        {number !== undefined && <span className="b-small b-muted"> · {words('number', { number })}</span>}
        {isNew && (
          <>
            {' '}
            <span className="b-new">{words('new')}</span>
          </>
        )}
        {text !== undefined && (
          <blockquote className={isIntern || reads === 'without-content' ? 'b-intern' : undefined}>
            {text}
          </blockquote>
        )}
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
