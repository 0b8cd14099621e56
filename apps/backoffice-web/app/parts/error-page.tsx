import { Form, useLocation } from 'react-router';
import { slugOf, usePaths, withQuery, type Problem, type Sent } from '#pages';
import { Button, LinkButton, OutsideLink } from '#ui';
import { useFrame } from '../frame';
import { useWords } from '../words';
import { PageTitle } from './page-title';

/** A page that says what went wrong, and what can be done. */
export function ErrorPage({ problem }: { readonly problem: Problem }) {
  const words = useWords('errors');
  const to = usePaths();
  if (problem.sent !== undefined) return <NotSent problem={problem} sent={problem.sent} />;
  const [title, text] = saying(problem, words);
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-main--text b-stack">
      <PageTitle error>{title}</PageTitle>
      <h1>{title}</h1>
      <p>{text}</p>
      <div className="b-row">
        {problem.status !== 404 && (
          // The same address once more, by the browser itself: what is open may be of a former release.
          <LinkButton to="" reloadDocument>
            {words('again')}
          </LinkButton>
        )}
        <LinkButton weight="secondary" to={to('/')}>
          {words('toStart')}
        </LinkButton>
      </div>
      {problem.correlationId !== undefined && (
        <p className="b-small b-muted">{words('quote', { id: problem.correlationId })}</p>
      )}
    </main>
  );
}

function saying({ status, title }: Problem, words: ReturnType<typeof useWords<'errors'>>): [string, string] {
  if (status === 0) return [words('offlineTitle'), words('offlineText')];
  if (status === 404) return [words('notFoundTitle'), words('notFoundText')];
  if (status === 403) return [words('notAllowedTitle'), title || words('notAllowedText')];
  if (status === 502 || status === 503 || status === 504) return [words('awayTitle'), words('awayText')];
  return [words('unexpectedTitle'), title || words('unexpectedText')];
}

/** What somebody sent when their session had ended, or had become another one, waits here until they send it once more. */
function NotSent({ problem, sent }: { readonly problem: Problem; readonly sent: Sent }) {
  const words = useWords('errors');
  const frame = useWords('frame');
  const to = usePaths();
  const { pathname, search } = useLocation();
  const hasEnded = slugOf(problem) === 'session-ended';
  const title = words(hasEnded ? 'endedTitle' : 'changedTitle');
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-main--text b-stack">
      <PageTitle error>{title}</PageTitle>
      <div className="b-stack" role="alert">
        <h1>{title}</h1>
        <p>{words(hasEnded ? 'endedText' : 'changedText')}</p>
      </div>
      {hasEnded && (
        <p>
          <OutsideLink href={withQuery(to('/anmelden'), { zurueck: to('/tasten') })} note={frame('newTab')}>
            {words('endedSignIn')}
          </OutsideLink>
        </p>
      )}
      <Form method="post" action={pathname + search} reloadDocument>
        <input type="hidden" name="_csrf" value={useFrame()?.me?.csrfToken ?? ''} />
        {sent.map(([name, value], index) => (
          <input key={`${name} ${index}`} type="hidden" name={name} value={value} />
        ))}
        <Button>{words(hasEnded ? 'endedGo' : 'changedGo')}</Button>
      </Form>
    </main>
  );
}
