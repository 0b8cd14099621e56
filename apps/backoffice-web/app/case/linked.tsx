import { Link } from 'react-router';
import { usePaths } from '#pages';
import { StatusBadge } from '../parts/status';
import { useWords } from '../words';
import type { Case } from './acts';
import { ActsBeside, useActsBeside } from './acts-beside';

/** Cases that this one has to do with, as far as the reader may read them. No citizen sees it. */
export function Linked({ shown }: { readonly shown: Case }) {
  const { linked } = shown;
  const words = useWords('case');
  const to = usePaths();
  const possible = useActsBeside('linked', shown);
  if (linked.length === 0 && possible.length === 0) return null;
  return (
    <section className="b-block" aria-labelledby="verknuepft">
      <div className="b-title">
        <h2 id="verknuepft">{words('linked')}</h2>
        <span className="b-muted b-small">{words('onlyInside')}</span>
      </div>
      <ActsBeside of={possible} shown={shown} />
      <ul className="b-plain">
        {linked.map(({ id, reference, title, status, statusLabel }) => (
          <li key={id}>
            <Link className="b-ref" to={to(`/vorgaenge/${id}`)}>
              {reference}
            </Link>{' '}
            {title} <StatusBadge status={status}>{statusLabel}</StatusBadge>
          </li>
        ))}
      </ul>
    </section>
  );
}
