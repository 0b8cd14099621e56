import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { Declaration } from '../src/domain/arrival';
import type { LevelOfAssurance } from '../src/domain/means';
import type { Proof } from '../src/domain/proof';
import { SignInAttempts, type Outcome } from '../src/sign-in-attempts';
import { bundIdProof, type Values } from './proofs';
import { actingOn, sessionIn, type RunningIdentity } from './running-identity';

/** What BundID has proven of somebody, by default with the online ID card. @param bPK2 undefined for a temporary login */
export function cardProof(
  bPK2: string | undefined,
  proof: Partial<Pick<Proof, 'means' | 'levelOfAssurance' | 'kind'>> & { readonly attributes?: Values } = {},
): Proof {
  const { attributes = {}, ...others } = proof;
  const { knownBy, ...told } = bundIdProof(bPK2 ?? '', attributes, { level: 'high', means: 'eid' });
  return { ...told, ...(bPK2 !== undefined && knownBy && { knownBy }), ...others };
}

/** A sign-in at a provider, as far as it has come. */
export interface Attempt {
  readonly id: string;
  readonly browserSecret: string;
}

/** Whose session it is, as the token of the gateway tells it. */
export interface Inside {
  readonly personId: string;
  readonly handle: string;
  readonly level: LevelOfAssurance;
}

/** What people do at providers, and what comes of it, without any protocol: the attempts are answered directly. */
export function atProvidersOf(identity: RunningIdentity) {
  const attempts = identity.get(SignInAttempts);
  const people = actingOn(identity);

  /** Asks for a token as the gateway does. @param active whether somebody does something */
  const askForToken = (sessionId: string, active = true, tenant = 'duisburg') =>
    identity.send(
      '/internal/session-token',
      { kind: 'service', sub: 'service:gateway', tenant },
      identity.json('POST', { sessionId, tenant, active }),
    );

  const providers = {
    askForToken,

    async inside(sessionId: string, active = true): Promise<Inside> {
      const { token } = (await (await askForToken(sessionId, active)).json()) as { token: string };
      const {
        sub = '',
        sid,
        levelOfAssurance,
      } = decodeJwt<{ sid: string; levelOfAssurance: LevelOfAssurance }>(token);
      return { personId: sub, handle: sid, level: levelOfAssurance };
    },

    begin: (purpose: 'sign-in' | ({ personId: string; handle: string } & Partial<Declaration>) = 'sign-in') =>
      attempts.begin('duisburg', 'bundid', () => ({
        purpose: purposeOf(purpose),
        returnTo: '/antraege/7?schritt=2',
        language: 'de',
        protocol: {},
      })),

    answer: (id: string, answered: Proof | Outcome) =>
      attempts.answer('duisburg', id, 'kind' in answered ? { proof: answered } : answered),

    /** The browser is back. @param sessionId of the session that it has now */
    async finish(
      { id, browserSecret }: Attempt,
      sessionId?: string,
      accept = 'application/json',
    ): Promise<Response> {
      const path = `/portal/sign-in/finish?attempt=${id}`;
      const headers = { accept, cookie: `sign-in=${browserSecret}` };
      if (sessionId !== undefined) return people.as(sessionId, path, { headers });
      return identity.send(path, { kind: 'anonymous', levelOfAssurance: 'none' }, { headers });
    },

    /** The browser is back. @param token of the session that it had when it asked */
    finishWith: (token: string, { id, browserSecret }: Attempt): Promise<Response> =>
      identity.send(
        `/portal/sign-in/finish?attempt=${id}`,
        {},
        {
          headers: {
            accept: 'application/json',
            cookie: `sign-in=${browserSecret}`,
            authorization: `Bearer ${token}`,
          },
        },
      ),

    /** Goes to the provider, proves something there, and comes back. */
    async prove(proof: Proof, from?: { sessionId: string; declaration?: Declaration }): Promise<Response> {
      const purpose = from && { ...(await providers.inside(from.sessionId)), ...from.declaration };
      const attempt = await providers.begin(purpose);
      expect(await providers.answer(attempt.id, proof)).toBe(true);
      return providers.finish(attempt, from?.sessionId);
    },

    /** The secret id of the session that a proof opens, or leaves behind in a running one. */
    async signIn(proof: Proof, from?: { sessionId: string; declaration?: Declaration }): Promise<string> {
      const response = await providers.prove(proof, from);
      expect([response.status, response.headers.get('location')]).toEqual([303, '/antraege/7?schritt=2']);
      return sessionIn(response);
    },

    /** A declaration that nobody has made before. */
    declaration: (applicationId: string = randomUUID()): Declaration => ({
      applicationId,
      declarationHash: randomUUID().replaceAll('-', '').repeat(2),
    }),

    eventsOf: async (personId: string) => {
      const rows = await identity.query<{ type: string; data: Record<string, unknown> }>(
        'duisburg',
        `SELECT type, payload::json AS data FROM event_store.events WHERE stream_id = $1 ORDER BY version`,
        [personId],
      );
      return rows.map(({ type, data }) => ({ type, data }));
    },

    /** Moves the time of a session: so many minutes pass in which nothing happens. */
    pass: async (handle: string, minutes: number): Promise<void> => {
      for (const table of ['sessions', 'session_levels'])
        await identity.query(
          'duisburg',
          `UPDATE identity.${table} SET idle_until = idle_until - make_interval(mins => $2),
             expires_at = expires_at - make_interval(mins => $2) WHERE handle = $1`,
          [handle, minutes],
        );
    },
  };
  return providers;
}

function purposeOf(purpose: 'sign-in' | ({ personId: string; handle: string } & Partial<Declaration>)) {
  if (purpose === 'sign-in') return { kind: 'sign-in' } as const;
  const { personId, handle: session, applicationId, declarationHash } = purpose;
  if (applicationId === undefined || declarationHash === undefined)
    return { kind: 'step-up', personId, session } as const;
  return { kind: 'declaration', personId, session, applicationId, declarationHash } as const;
}
