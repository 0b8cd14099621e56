import { redirect } from 'react-router';
import type { Schema } from '#api-client';
import { pathIn } from './language';
import { withQuery } from './own-path';
import { found } from './problem';
import type { Visit } from './visit.server';

/** The address of the sign-in that leads back to a page. */
export function signInPath(visit: Visit, request: Request): string {
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

/** Who visits, as the API says it: asked once for a page. */
export const meOf = (visit: Visit) => visit.once('me', () => visit.api.GET('/api/me'));

/** Who visits a page of their own. @throws redirect to the sign-in, which leads back, where nobody is signed in */
export async function signedInOr(visit: Visit, request: Request): Promise<Schema<'MeDto'>> {
  if (!visit.mayBeSignedIn) throw redirect(signInPath(visit, request));
  const me = await meOf(visit);
  if (me.response.status === 401) throw redirect(signInPath(visit, request));
  return found(me);
}

/** Who visits a page of an account: somebody without one (a guest) signs in first. @throws redirect to the sign-in, which leads back */
export async function accountOr(visit: Visit, request: Request): Promise<Schema<'MeDto'>> {
  const me = await signedInOr(visit, request);
  if (me.guest === true) throw redirect(signInPath(visit, request));
  return me;
}
