import { Form } from 'react-router';
import { Alert, Button } from '#ui';
import { useFrame } from '../frame';
import { usePaths } from '../language';
import { useWords } from '../words/use-words';

/** The move from Servicekonto.NRW to BundID (W11): proven by signing in there once more, or by its mail address. */
export function MoveOffer({ signIn }: { readonly signIn: string | undefined }) {
  const words = useWords('ownData');
  const to = usePaths();
  const csrf = useFrame()?.signed?.me.csrfToken ?? '';
  return (
    <Alert kind="info" title={words('moveTitle')}>
      <p>{words('moveText')}</p>
      <div className="p-actions">
        {signIn !== undefined && (
          <a
            className="kern-btn kern-btn--secondary"
            href={`${signIn}&returnTo=${encodeURIComponent(to('/meine-daten'))}`}
          >
            <span className="kern-label">{words('moveSignIn')}</span>
          </a>
        )}
        <Form method="post" action={to('/meine-daten')}>
          <input type="hidden" name="_csrf" value={csrf} />
          <Button weight="tertiary">{words('moveByMail')}</Button>
        </Form>
      </div>
    </Alert>
  );
}
