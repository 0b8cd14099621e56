import { redirect } from 'react-router';
import { ownPath, usePaths, withQuery } from '#pages';
import { useFrame } from '../frame';
import { PageTitle } from '../parts/page-title';
import { visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/sign-in';

/** Where the sign-in leads back to, and whether a session has ended. Whoever is signed in already goes on at once. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { api, mayBeSignedIn } = visitOf(context);
  const back = ownPath(request);
  if (mayBeSignedIn && back !== undefined && (await api.GET('/api/me')).response.ok) throw redirect(back);
  return { back, hasEnded: new URL(request.url).searchParams.get('grund') === 'ende' };
}

/** The way in for the staff: the directory of the city says who they are. */
export default function SignIn({ loaderData: { back, hasEnded } }: Route.ComponentProps) {
  const words = useWords('signIn');
  const to = usePaths();
  const city = useFrame()?.city.name ?? '';
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-main--text b-stack">
      <PageTitle>{words('title')}</PageTitle>
      <h1>{words('title')}</h1>
      {hasEnded && (
        <p className="b-note" role="status">
          <span className="kern-icon kern-icon--info" aria-hidden="true" />
          {words('ended')}
        </p>
      )}
      <p>{words('text', { city })}</p>
      <p>
        <a
          className="kern-btn kern-btn--primary"
          href={withQuery('/api/sign-in/oidc/start', { returnTo: back ?? to('/') })}
        >
          <span className="kern-label">{words('go')}</span>
        </a>
      </p>
    </main>
  );
}
