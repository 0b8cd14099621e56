import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { RefusalReason } from '../../domain/sign-in-attempt';
import { AnswerRefused } from './answer-refused';

/** What a provider says has ended: one session there, or all of somebody. */
export interface EndedAtProvider {
  readonly issuer: string;
  readonly subject?: string;
  readonly session?: string;
  /** Of the token: it counts once. */
  readonly id: string;
}

/** Who may say so, and to whom. */
export interface LogoutParties {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
}

/** The keys of a provider; asked for when one is needed that is not known yet. */
export const keysAt = (jwksUri: string): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(jwksUri), { timeoutDuration: 5_000 });

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
/** Signatures alone: whoever knows a shared secret could be anybody. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** A token is sent the moment that a session ends. */
const longestLife = '5 minutes';
const clockToleranceSeconds = 30;

/**
 * What a logout token says (OpenID Connect Back-Channel Logout 1.0, 2.6).
 * @throws AnswerRefused; whatever asking for the keys throws
 */
export async function endedBy(
  token: string,
  { issuer, audience, keys }: LogoutParties,
): Promise<EndedAtProvider> {
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience,
    algorithms,
    clockTolerance: clockToleranceSeconds,
    maxTokenAge: longestLife,
    requiredClaims: ['jti', 'events'],
  }).catch((error: unknown) => {
    throw error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)
      ? new AnswerRefused(reasonOf(error), { cause: error })
      : error;
  });
  const { events, nonce, sub, sid, jti } = payload;
  const isLogout = typeof events === 'object' && events !== null && logoutEvent in events;
  // An ID token has a nonce: it must never pass as this.
  if (!isLogout || nonce !== undefined || jti === undefined) throw new AnswerRefused('malformed');
  if (typeof sub !== 'string' && typeof sid !== 'string') throw new AnswerRefused('malformed');
  return {
    issuer,
    ...(typeof sub === 'string' && { subject: sub }),
    ...(typeof sid === 'string' && { session: sid }),
    id: jti,
  };
}

function reasonOf(error: errors.JOSEError): RefusalReason {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'wrong-audience';
    if (error.claim === 'iss') return 'wrong-issuer';
    return 'malformed';
  }
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) return 'malformed';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'weak-algorithm';
  return 'bad-signature';
}
