import type { Schema } from '#api-client';
import type { Visit } from './visit.server';

/** In which the browser keeps, for which sign-in the question was answered. */
const cookie = 'claim-answered';
/** As long as a session lasts at most, in seconds. */
const keptSeconds = 12 * 60 * 60;

type Me = Schema<'MeDto'>;

/** How many applications somebody is offered to take over on each page, until they have answered: once after each sign-in. */
export async function offered(visit: Visit, request: Request, me: Me): Promise<number> {
  if (me.guest === true || me.actingFor !== undefined) return 0;
  const isAnswered = (request.headers.get('cookie') ?? '').split(/;\s*/).includes(answerOf(me));
  if (isAnswered) return 0;
  const claimable = await visit.api.GET('/api/applications/claimable');
  // What is not known now is asked for again with the next page.
  if (claimable.data === undefined) return 0;
  const { length } = claimable.data.items;
  if (length === 0) answered(visit, me);
  return length;
}

/** The person has seen what is offered, or wants to see it later. */
export function answered(visit: Visit, me: Me): void {
  const secure = visit.isSecure ? '; Secure' : '';
  visit.keep(`${answerOf(me)}; Path=/; Max-Age=${keptSeconds}; HttpOnly; SameSite=Lax${secure}`);
}

/** By the time of the sign-in, which tells the browser nothing new. */
const answerOf = ({ session }: Me): string => `${cookie}=${Date.parse(session.signedInAt)}`;
