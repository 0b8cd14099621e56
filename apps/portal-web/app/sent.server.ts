import type { Schema } from '#api-client';
import { shownTo, signedInWith as signedIn } from '#pages/server';
import type { Visit } from './visit.server';

export { shownTo } from '#pages/server';

type Me = Schema<'MeDto'>;

/**
 * Who sends a form of a page of their own.
 * @throws data with what was sent, so that nothing typed is lost, where the session has ended or is no longer the one that the page
 *   was shown in: it can be sent once more
 */
export async function sender(visit: Visit, form: FormData): Promise<Me> {
  const me = await signedInWith(visit, form);
  shownTo(me, form);
  return me;
}

/** Who sends a form, whatever their session was when it was shown. @throws data with what was sent, where the session has ended */
export const signedInWith = async (visit: Visit, form: FormData): Promise<Me> =>
  signedIn(await visit.api.GET('/api/me'), form);
