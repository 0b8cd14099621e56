import { jwtVerify, SignJWT, type JWTVerifyGetKey } from 'jose';
import type { ServiceKeys, SigningKey } from './service-keys';

/** What a service says to another one, or to itself later, and a browser carries: nothing of it is stored. */
export interface Statement {
  /** Whom it is for, never that of a service token: a statement proves nothing about who carries it. */
  readonly audience: string;
  /** What it is about. */
  readonly subject: string;
  /** What it says; anybody who holds it can read this. */
  readonly says: Readonly<Record<string, unknown>>;
  /** Until when it is valid, milliseconds since 1970. */
  readonly until: number;
}

/** What is expected of a statement. */
interface Expected {
  readonly audience: string;
  /** The service that has to have signed it. */
  readonly by: string;
  /** Milliseconds since 1970; default: now. */
  readonly at?: number;
}

/** Signs a statement with the service's own key (compact JWT, EdDSA). @param at when, milliseconds since 1970 */
export function signStatement(
  signing: SigningKey,
  { audience, subject, says, until }: Statement,
  at: number = Date.now(),
): Promise<string> {
  return new SignJWT({ ...says })
    .setProtectedHeader({ alg: 'EdDSA', kid: signing.id })
    .setIssuer(signing.service)
    .setAudience(audience)
    .setSubject(subject)
    .setIssuedAt(Math.floor(at / 1_000))
    .setExpirationTime(Math.floor(until / 1_000))
    .sign(signing.key);
}

/**
 * What a statement says, and about what. A key that has been replaced since is still believed for what it signed before.
 * @throws Error of jose for one that is not signed by that service, is for somebody else, or is no longer valid
 */
export async function readStatement(
  keys: Pick<ServiceKeys, 'find'>,
  token: string,
  { audience, by, at = Date.now() }: Expected,
): Promise<Pick<Statement, 'subject' | 'says'>> {
  const keyOf: JWTVerifyGetKey = ({ kid = '' }) => {
    const known = keys.find(kid);
    if (known?.service !== by) throw new Error('another service signed it');
    return known.key;
  };
  const { payload, protectedHeader } = await jwtVerify(token, keyOf, {
    audience,
    issuer: by,
    algorithms: ['EdDSA'],
    requiredClaims: ['sub', 'iat', 'exp'],
    currentDate: new Date(at),
  });
  const { sub: subject = '', iat = 0, ...says } = payload;
  const key = keys.find(protectedHeader.kid ?? '');
  if (key === undefined || iat * 1_000 < key.notBefore - 1_000 || iat * 1_000 > key.notAfter)
    throw new Error('its key was not valid when it was signed');
  return { subject, says };
}
