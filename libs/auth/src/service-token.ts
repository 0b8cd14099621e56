/**
 * The service token: a short-lived signed statement about who asks, carried by every request between the gateway and the
 * services and between services. Every service checks it itself, offline, from the public keys of all services.
 */

/**
 * What a person may do. A caseworker acts for the offices in `offices`; the treasury (Kasse) handles the money of all offices;
 * `service` is a process that acts by itself.
 */
export const roles = [
  'citizen',
  'caseworker',
  'head-of-office',
  'treasury',
  'auditor',
  'operator',
  'service',
] as const;
export type Role = (typeof roles)[number];

/** How certain it is that the person is who they say: the level of the current session (R13), lowest first. */
export const levelsOfAssurance = ['none', 'low', 'substantial', 'high'] as const;
export type LevelOfAssurance = (typeof levelsOfAssurance)[number];

/** A signed-in person, somebody who is not signed in, or a service that acts by itself. */
export const subjectKinds = ['person', 'anonymous', 'service'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** What a service says about the one who asks. The signer adds who says it and until when. */
export interface TokenClaims {
  /** Person id (UUID), `anonymous`, or `service:<name>`. */
  readonly sub: string;
  /** Key of the tenant that the request belongs to. */
  readonly tenant: string;
  readonly kind: SubjectKind;
  readonly roles: readonly Role[];
  /** Keys of the offices that a caseworker or head of office works for; empty for everybody else. */
  readonly offices: readonly string[];
  readonly levelOfAssurance: LevelOfAssurance;
  /** The highest level that each means of the session has reached and that still runs, e.g. `{ eid: 'high' }`; absent without any. */
  readonly means?: Readonly<Record<string, LevelOfAssurance>>;
  /** Person id of the one on whose behalf the person acts, where that is somebody else. */
  readonly actingFor?: string;
  /** Somebody without an account, known by nothing but this browser or a link to an address (R10a): may file what needs no sign-in. */
  readonly guest?: true;
  /** Public handle of the session (never the session id itself): ties CSRF tokens and logs to one session. */
  readonly sid?: string;
  /** When the person last proved to the provider who they are, UTC, ISO 8601; absent where that is not known. */
  readonly authenticatedAt?: string;
}

/** A verified token. */
export interface ServiceToken extends TokenClaims {
  /** The service that signed it. */
  readonly iss: string;
  /** Seconds since 1970. */
  readonly iat: number;
  /** Seconds since 1970, at most {@link maxLifetimeSeconds} after `iat`. */
  readonly exp: number;
}

export const audience = 'serviceportal';

/** No token lives longer than this many seconds, so a sign-out takes effect everywhere within that time. */
export const maxLifetimeSeconds = 90;

/** Clocks of two machines may differ by this many seconds. */
export const clockToleranceSeconds = 5;

/** Why a token is not believed. Stable codes; the message never contains the token. */
export type RefusalReason =
  | 'malformed'
  | 'expired'
  | 'bad-signature'
  | 'unknown-key'
  | 'wrong-audience'
  | 'wrong-issuer'
  | 'lives-too-long';

/** The token proves nothing (HTTP 401). */
export class TokenRefused extends Error {
  constructor(
    readonly reason: RefusalReason,
    cause?: unknown,
  ) {
    super(`the service token is refused: ${reason}`, { cause });
    this.name = 'TokenRefused';
  }
}

/**
 * Whether a service may say this about somebody: only identity knows persons, only the gateway meets strangers, and a
 * service speaks only for itself. A stolen key of one service thus never makes its thief a citizen or a caseworker.
 */
export function maySign(issuer: string, claims: Pick<TokenClaims, 'kind' | 'sub' | 'roles'>): boolean {
  switch (claims.kind) {
    case 'person':
      return issuer === 'identity' && !claims.sub.startsWith('service:') && !claims.roles.includes('service');
    case 'anonymous':
      return issuer === 'gateway' && claims.sub === 'anonymous' && claims.roles.length === 0;
    case 'service':
      return claims.sub === `service:${issuer}` && claims.roles.length === 1 && claims.roles[0] === 'service';
  }
}
