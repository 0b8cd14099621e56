import { useWords } from '../words';
import type { DifferentLine } from './difference.server';

const signs = { same: ' ', added: '+', removed: '−', gap: '…' } as const;
/** Whole names: styles that no page names are left out. */
const looks = { same: undefined, added: 'b-line-added', removed: 'b-line-removed', gap: undefined } as const;

/** What changed between two versions: by sign and words, never by colour alone. */
export function Difference({ lines }: { readonly lines: readonly DifferentLine[] }) {
  const words = useWords('configuration');
  if (lines.length === 0) return <p>{words('noDifference')}</p>;
  return (
    <div className="b-scroll b-code" tabIndex={0} role="group" aria-label={words('difference')}>
      <ol className="b-difference">
        {lines.map(({ kind, text }, index) => (
          <li key={index} className={looks[kind]}>
            <span aria-hidden="true">{signs[kind]}</span>
            {(kind === 'added' || kind === 'removed') && (
              <span className="kern-sr-only">{words(`line-${kind}`)} </span>
            )}
            {kind === 'gap' ? <span className="kern-sr-only">{words('line-gap')}</span> : <code>{text}</code>}
          </li>
        ))}
      </ol>
    </div>
  );
}
