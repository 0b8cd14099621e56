import { useEffect } from 'react';
import { Link } from 'react-router';
import { LinkButton } from '#ui';
import { useFrame } from '../frame';
import { usePaths } from '../language';
import { offline, type Problem } from '../problem';
import { NotSent } from './not-sent';
import { useWords } from '../words/use-words';
import { PhoneLink } from './contact-links';
import { PageTitle } from './page-title';
import { Search } from './search';

/** A page that says what went wrong, in the person's words, and what can be done. */
export function ErrorPage({ problem }: { readonly problem: Problem }) {
  const words = useWords('errors');
  const to = usePaths();
  useAgainOnline(problem);
  if (problem.sent !== undefined) return <NotSent problem={problem} sent={problem.sent} />;
  const [title, text] = saying(problem, words);
  const isNowhere = problem.status === 404;
  return (
    <div className="p-container">
      <PageTitle>{title}</PageTitle>
      <meta name="robots" content="noindex" />
      <div className="p-form">
        <div className="p-stack">
          <h1 className="kern-heading-x-large">{title}</h1>
          <p className="p-lead">{text}</p>
        </div>
        {isNowhere ? <MaybeHere /> : <Help />}
        {!isNowhere && (
          <div className="p-actions">
            {/* The same address once more, by the browser itself: what is open may be of a former release. */}
            <LinkButton to="" reloadDocument>
              {words('again')}
            </LinkButton>
            <LinkButton weight="secondary" to={to('/')}>
              {words('toStart')}
            </LinkButton>
          </div>
        )}
        {!isNowhere && problem.correlationId !== undefined && (
          <p className="p-small p-muted">{words('quote', { id: problem.correlationId })}</p>
        )}
      </div>
    </div>
  );
}

/** Once the line is back, the browser goes where the person wanted to go. */
function useAgainOnline(problem: Problem): void {
  useEffect(() => {
    if (problem !== offline) return;
    const again = (): void => location.reload();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [problem]);
}

/** Where somebody may find what they looked for. */
function MaybeHere() {
  const words = useWords('errors');
  const frame = useWords('frame');
  const to = usePaths();
  return (
    <>
      <Search />
      <section aria-labelledby="vielleicht" className="p-prose">
        <h2 className="kern-heading-medium" id="vielleicht">
          {words('maybeHere')}
        </h2>
        <ul className="p-plain">
          <li>
            <Link className="p-tap" to={to('/dienstleistungen')}>
              {frame('services')}
            </Link>
          </li>
          <li>
            <Link className="p-tap" to={to('/antraege')}>
              {words('toApplications')}
            </Link>
          </li>
          <li>
            <Link className="p-tap" to={to('/')}>
              {frame('startPage')}
            </Link>
          </li>
        </ul>
      </section>
    </>
  );
}

/** Who helps where it does not go on by itself, and cannot wait. */
function Help() {
  const words = useWords('errors');
  const support = useFrame()?.city.support;
  if (support === undefined) return null;
  return (
    <p className="p-prose">
      {words('help')} <PhoneLink phone={support.phone} />
    </p>
  );
}

function saying({ status, title }: Problem, words: ReturnType<typeof useWords<'errors'>>): [string, string] {
  if (status === offline.status) return [words('offlineTitle'), words('offlineText')];
  if (status === 404) return [words('notFoundTitle'), words('notFoundText')];
  if (status === 403) return [words('notAllowedTitle'), title];
  if (status === 502 || status === 503 || status === 504) return [words('awayTitle'), words('awayText')];
  return [words('unexpectedTitle'), title || words('unexpectedText')];
}
