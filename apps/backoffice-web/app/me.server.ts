import { createHash } from 'node:crypto';
import type { Answer } from '#pages';
import type { Me } from './frame';
import type { Visit } from './visit.server';

/** So many sessions are remembered; then all are asked for anew. */
const mostRemembered = 5_000;

/** Who has signed in, by their cookies: said again while identity is away, for the API decides what a session may. */
const last = new Map<string, Me>();
/** One visit asks once, however many parts of the page want to know. */
const asked = new WeakMap<Visit, Promise<Answer<Me>>>();

/** Who visits. An answer of 401 for nobody; where identity does not answer, who it was when it did, and else its problem. */
export function meOf(visit: Visit): Promise<Answer<Me>> {
  const known = asked.get(visit);
  if (known !== undefined) return known;
  const answer = visit.api.GET('/api/me').then((told): Answer<Me> => {
    const session = createHash('sha256').update(`${visit.host} ${visit.session}`).digest('base64');
    const { status } = told.response;
    if (told.data !== undefined) {
      if (last.size >= mostRemembered) last.clear();
      last.set(session, told.data);
    } else if (status === 401) last.delete(session);
    const former = last.get(session);
    return status >= 500 && former !== undefined ? { data: former, response: new Response() } : told;
  });
  asked.set(visit, answer);
  return answer;
}
