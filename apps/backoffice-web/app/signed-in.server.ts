import { redirect } from 'react-router';
import { found, pathIn, withQuery } from '#pages';
import { shownTo, signedInWith } from '#pages/server';
import type { Me } from './frame';
import { meOf } from './me.server';
import type { Visit } from './visit.server';

/** The address of the sign-in that leads back to a page. */
function signInPath(visit: Visit, request: Request): string {
  const { searchParams } = new URL(request.url);
  // How the router asks for data is no part of the page's address.
  searchParams.delete('_routes');
  const search = searchParams.size === 0 ? '' : `?${searchParams.toString()}`;
  return withQuery(pathIn(visit.language, '/anmelden'), {
    zurueck: visit.path + search,
    // The page of the sign-in says that a session was there, and has ended.
    grund: visit.mayBeSignedIn ? 'ende' : undefined,
  });
}

/** Who of the staff visits a page. @throws redirect to the sign-in, which leads back, where nobody is signed in */
export async function signedInOr(visit: Visit, request: Request): Promise<Me> {
  if (!visit.mayBeSignedIn) throw redirect(signInPath(visit, request));
  const me = await meOf(visit);
  if (me.response.status === 401) throw redirect(signInPath(visit, request));
  return found(me);
}

/**
 * Who sends a form.
 * @throws data with what was sent, so that nothing typed is lost, where the session has ended or is another one than the page was shown in
 */
export async function sender(visit: Visit, form: FormData): Promise<Me> {
  const me = signedInWith(await visit.api.GET('/api/me'), form);
  shownTo(me, form);
  return me;
}
