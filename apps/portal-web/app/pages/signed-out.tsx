import { useSearchParams } from 'react-router';
import { LinkButton } from '#ui';
import { useFrame } from '../frame';
import { usePaths } from '../language';
import { PageTitle } from '../parts/page-title';
import { useWords } from '../words/use-words';

/** Says that the session has ended, what is kept, and where one may be signed in still. */
export default function SignedOut() {
  const words = useWords('session');
  const frame = useWords('frame');
  const to = usePaths();
  const isErased = useSearchParams()[0].get('grund') === 'geloescht';
  const title = words(isErased ? 'erasedTitle' : 'signedOutTitle');
  const methods = useFrame()?.city.signInMethods ?? [];
  return (
    <div className="p-container">
      <PageTitle>{title}</PageTitle>
      <meta name="robots" content="noindex" />
      <div className="p-stack">
        <h1 className="kern-heading-x-large">{title}</h1>
        <p className="p-lead">{words(isErased ? 'erasedText' : 'signedOutText')}</p>
        {!isErased && methods.some((method) => method !== 'email-link' && method !== 'local-account') && (
          <p className="p-prose">{words('signedOutElsewhere')}</p>
        )}
        <div className="p-actions">
          <LinkButton to={to('/')}>{frame('toStart')}</LinkButton>
          {!isErased && (
            <LinkButton weight="secondary" to={to('/anmelden')}>
              {words('again')}
            </LinkButton>
          )}
        </div>
      </div>
    </div>
  );
}
