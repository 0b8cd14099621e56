import { data } from 'react-router';
import type { Schema } from '#api-client';
import { entered } from './acting';
import { found, type Problem, type Sent } from './problem';
import type { Visit } from './visit.server';

type Me = Schema<'MeDto'>;

/** Never stands in a page that is shown again. */
const isSecret = (name: string): boolean => /password/i.test(name);

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
export async function signedInWith(visit: Visit, form: FormData): Promise<Me> {
  const me = await visit.api.GET('/api/me');
  if (me.response.status === 401) throw notSent('session-ended', 401, form);
  return found(me);
}

/** @throws data with what was sent, where the form was shown in another session: before a sign-in, or in somebody else's name */
export function shownTo({ csrfToken }: Me, form: FormData): void {
  if (entered(form, '_csrf') !== csrfToken) throw notSent('session-changed', 403, form);
}

function notSent(slug: string, status: number, form: FormData) {
  const sent: Sent = [...form].flatMap(([name, value]) =>
    typeof value === 'string' && name !== '_csrf' && !isSecret(name) ? [[name, value] as const] : [],
  );
  const problem: Problem = { type: `urn:serviceportal:problem:${slug}`, title: '', status, sent };
  return data(problem, { status });
}
