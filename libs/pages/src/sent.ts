import { data } from 'react-router';
import { entered } from './acting';
import { found, type Answer, type Problem, type Sent } from './problem';

/** Never stands in a page that is shown again. */
const isSecret = (name: string): boolean => /password/i.test(name);

/**
 * Who sends a form, whatever their session was when it was shown.
 * @param me what the API says of the session
 * @throws data with what was sent, so that nothing typed is lost, where the session has ended
 */
export function signedInWith<Me>(me: Answer<Me>, form: FormData): Me {
  if (me.response.status === 401) throw notSent('session-ended', 401, form);
  return found(me);
}

/** @throws data with what was sent, where the form was shown in another session: before a sign-in, or in somebody else's name */
export function shownTo({ csrfToken }: { readonly csrfToken: string }, form: FormData): void {
  if (entered(form, '_csrf') !== csrfToken) throw notSent('session-changed', 403, form);
}

function notSent(slug: string, status: number, form: FormData) {
  const sent: Sent = [...form].flatMap(([name, value]) =>
    typeof value === 'string' && name !== '_csrf' && !isSecret(name) ? [[name, value] as const] : [],
  );
  const problem: Problem = { type: `urn:serviceportal:problem:${slug}`, title: '', status, sent };
  return data(problem, { status });
}
