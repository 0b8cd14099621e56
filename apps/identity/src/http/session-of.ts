import type { ServiceToken } from '#auth';
import { Problem } from '#http';

/** Who asks, in which session. @throws Problem `unauthenticated` for who is signed in by none */
export function sessionOf({ sub: personId, sid }: Pick<ServiceToken, 'sub' | 'sid'>): {
  personId: string;
  session: string;
} {
  if (sid === undefined) throw new Problem('unauthenticated');
  return { personId, session: sid };
}
