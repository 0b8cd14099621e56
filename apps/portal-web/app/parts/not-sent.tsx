import { Form, useLocation } from 'react-router';
import { Button, OutsideLink } from '#ui';
import { useFrame } from '../frame';
import { usePaths } from '../language';
import { withQuery } from '../own-path';
import { slugOf, type Problem, type Sent } from '../problem';
import { useWords } from '../words/use-words';
import { PageTitle } from './page-title';

/** What somebody sent when their session had ended, or had become another one, waits here until they send it once more. */
export function NotSent({ problem, sent }: { readonly problem: Problem; readonly sent: Sent }) {
  const words = useWords('errors');
  const frame = useWords('frame');
  const to = usePaths();
  const { pathname, search } = useLocation();
  const csrf = useFrame()?.signed?.me.csrfToken;
  const hasEnded = slugOf(problem) === 'session-ended';
  const title = words(hasEnded ? 'endedTitle' : 'changedTitle');
  return (
    <div className="p-container">
      <PageTitle error>{title}</PageTitle>
      <meta name="robots" content="noindex" />
      <div className="p-form">
        <div className="p-stack" role="alert">
          <h1 className="kern-heading-x-large">{title}</h1>
          <p className="p-lead">{words(hasEnded ? 'endedText' : 'changedText')}</p>
        </div>
        {hasEnded && (
          <ol className="p-prose">
            <li>
              <OutsideLink
                href={withQuery(to('/anmelden'), { zurueck: to('/antraege') })}
                note={frame('newTab')}
              >
                {words('endedSignIn')}
              </OutsideLink>
            </li>
            <li>{words('endedComeBack')}</li>
          </ol>
        )}
        <Form method="post" action={pathname + search} reloadDocument data-keeps>
          <input type="hidden" name="_csrf" value={csrf ?? ''} />
          {sent.map(([name, value], index) => (
            <input key={`${name} ${index}`} type="hidden" name={name} value={value} />
          ))}
          <div className="p-actions">
            <Button>{words(hasEnded ? 'endedGo' : 'changedGo')}</Button>
          </div>
        </Form>
      </div>
    </div>
  );
}
