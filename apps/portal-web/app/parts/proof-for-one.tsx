import { Alert } from '#ui';
import type { Schema } from '#api-client';
import { useLocation } from 'react-router';
import { withQuery } from '../own-path';
import { useWords } from '../words/use-words';

/** The proof of identity that one declaration has to be submitted with (W2 W3, law 3): made anew for each, and back to the review. */
export function ProofForOne({ ways }: { readonly ways: readonly Schema<'ProofWay'>[] }) {
  const words = useWords('submit');
  const { pathname, search } = useLocation();
  if (ways.length === 0) return null;
  const isBack = new URLSearchParams(search).has('bestaetigt');
  if (isBack) return <Alert kind="success" title={words('proven')} />;
  return (
    <Alert kind="info" title={words('proofTitle')}>
      <p>{words('proofText')}</p>
      {ways.map(({ method, start }) => (
        <p key={method}>
          <a
            className="kern-btn kern-btn--secondary"
            href={withQuery(start, { returnTo: `${pathname}?bestaetigt=ja` })}
          >
            <span className="kern-label">{words('prove')}</span>
          </a>
        </p>
      ))}
    </Alert>
  );
}
