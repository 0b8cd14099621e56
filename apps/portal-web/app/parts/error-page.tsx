import { Link } from 'react-router';
import { usePaths } from '../language';
import type { Problem } from '../problem';
import { useWords } from '../words/use-words';

/** A page that says what went wrong, in the person's words, and what can be done. */
export function ErrorPage({ problem }: { readonly problem: Problem }) {
  const words = useWords('errors');
  const to = usePaths();
  const [title, text] = saying(problem, words);
  return (
    <div className="p-container p-stack">
      <title>{title}</title>
      <h1 className="kern-heading-x-large">{title}</h1>
      <p className="p-lead">{text}</p>
      {problem.correlationId !== undefined && (
        <p className="p-small p-muted">{words('quote', { id: problem.correlationId })}</p>
      )}
      <div className="p-actions">
        <Link className="kern-btn kern-btn--primary" to={to('/')}>
          <span className="kern-label">{words('toStart')}</span>
        </Link>
      </div>
    </div>
  );
}

function saying({ status, title }: Problem, words: ReturnType<typeof useWords<'errors'>>): [string, string] {
  if (status === 404) return [words('notFoundTitle'), words('notFoundText')];
  if (status === 403) return [words('notAllowedTitle'), title];
  if (status === 502 || status === 503 || status === 504) return [words('awayTitle'), words('awayText')];
  return [words('unexpectedTitle'), title || words('unexpectedText')];
}
