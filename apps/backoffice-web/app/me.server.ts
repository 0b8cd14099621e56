import { createHash } from 'node:crypto';
import type { Answer } from '#pages';
import type { Me } from './frame';
import type { Visit } from './visit.server';

/** So many sessions are remembered; then all are asked for anew. */
const mostRemembered = 5_000;

/** Who has signed in, by their cookies: said again while identity is away, for the API decides what a session may. */
const last = new Map<string, Me>();

/**
 * Who visits, asked once for a page. An answer of 401 for nobody; where identity does not answer, who it was when it did, and else
 * its problem.
 */
export const meOf = (visit: Visit): Promise<Answer<Me>> => visit.once('me', () => ask(visit));

async function ask({ api, host, session }: Visit): Promise<Answer<Me>> {
  const told: Answer<Me> = await api.GET('/api/me');
  const of = createHash('sha256').update(`${host} ${session}`).digest('base64');
  const { status } = told.response;
  if (told.data !== undefined) {
    if (last.size >= mostRemembered) last.clear();
    last.set(of, told.data);
  } else if (status === 401) last.delete(of);
  const former = last.get(of);
  return status >= 500 && former !== undefined ? { data: former, response: new Response() } : told;
}
