import { useEffect } from 'react';
import { entered, found, usePaths } from '#pages';
import { LinkButton } from '#ui';
import { PageTitle } from '../parts/page-title';
import { visitOf } from '../visit.server';
import { useWords } from '../words';
import type { Route } from './+types/signed-out';

/** Ends the session; opening the address ends nothing. */
export async function action({ context, request }: Route.ActionArgs) {
  const { api } = visitOf(context);
  const headers = { 'X-CSRF-Token': entered(await request.formData(), '_csrf') };
  const ended = await api.POST('/api/sign-out', { headers });
  // Where the session is over already, it is what was wished for.
  if (ended.response.status === 401) return { directory: undefined };
  return { directory: found(ended).endSessionUrl };
}

/**
 * That nobody is signed in any more. Where the directory of the staff takes part, its session ends there: by a link, which a script
 * follows by itself, because no form of these pages leads to another site.
 */
export default function SignedOut({ actionData }: Route.ComponentProps) {
  const words = useWords('signIn');
  const to = usePaths();
  const directory = actionData?.directory;
  useEffect(() => {
    if (directory !== undefined) location.assign(directory);
  }, [directory]);
  return (
    <main id="inhalt" tabIndex={-1} className="b-main b-main--text b-stack">
      <PageTitle>{words('outTitle')}</PageTitle>
      <h1>{words('outTitle')}</h1>
      <p>{words('outText')}</p>
      {directory !== undefined && (
        <p>
          <a href={directory}>{words('outDirectory')}</a>
        </p>
      )}
      <p>
        <LinkButton to={to('/anmelden')}>{words('title')}</LinkButton>
      </p>
    </main>
  );
}
