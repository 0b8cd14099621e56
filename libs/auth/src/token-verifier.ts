import type { KeyObject } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import {
  audience,
  clockToleranceSeconds,
  levelsOfAssurance,
  maxLifetimeSeconds,
  maySign,
  roles,
  subjectKinds,
  TokenRefused,
  type RefusalReason,
  type ServiceToken,
} from './service-token';
import { ServiceKeys, serviceOfKey } from './service-keys';

/** So many tokens are remembered at most: beyond that the oldest is verified anew. About a kilobyte each. */
const mostRemembered = 5_000;

/** A token whose signature was checked, and with which key. */
interface Verified {
  readonly token: ServiceToken;
  readonly keyId: string;
  readonly key: KeyObject;
}

/**
 * Checks service tokens against the public keys of all services, without asking anybody. A signature is checked once: Ed25519
 * was a quarter of what a request cost.
 */
export class TokenVerifier {
  /** By the token's own text, in the order of their verification. Refusals are not remembered. */
  private readonly verified = new Map<string, Verified>();

  /** @param keys by their ids; a key id begins with the name of the service that signs with it */
  constructor(private readonly keys: { get(keyId: string): KeyObject | undefined }) {}

  /**
   * What a token that was verified before still proves; undefined when it has to be verified (again): it is unknown, it has
   * expired, or its signer's key is no longer the one that it was verified with.
   */
  remembered(jwt: string): ServiceToken | undefined {
    const known = this.verified.get(jwt);
    if (known === undefined) return undefined;
    const isOver = known.token.exp + clockToleranceSeconds <= Math.floor(Date.now() / 1000);
    if (!isOver && this.keys.get(known.keyId) === known.key) return known.token;
    this.verified.delete(jwt);
    return undefined;
  }

  /**
   * What a token proves.
   * @throws TokenRefused when it is not signed by a known service, has expired, is for somebody else, or says what its signer may not say.
   */
  async verify(jwt: string): Promise<ServiceToken> {
    return this.remembered(jwt) ?? this.verifyAnew(jwt);
  }

  private async verifyAnew(jwt: string): Promise<ServiceToken> {
    const keyId = keyIdOf(jwt);
    const issuer = serviceOfKey(keyId);
    const key = this.keys.get(keyId);
    if (!key) throw new TokenRefused('unknown-key');
    const payload = await this.checked(jwt, key, issuer);
    if (!isServiceToken(payload)) throw new TokenRefused('malformed');
    if (payload.exp - payload.iat > maxLifetimeSeconds) throw new TokenRefused('lives-too-long');
    if (!maySign(issuer, payload)) throw new TokenRefused('wrong-issuer');
    this.remember(jwt, { token: payload, keyId, key });
    return payload;
  }

  private remember(jwt: string, verified: Verified): void {
    if (this.verified.size >= mostRemembered) {
      const [oldest] = this.verified.keys();
      if (oldest !== undefined) this.verified.delete(oldest);
    }
    this.verified.set(jwt, verified);
  }

  private async checked(jwt: string, key: KeyObject, issuer: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(jwt, key, {
        algorithms: ['EdDSA'], // a fixed list: the token's own header never chooses how it is checked
        issuer,
        audience,
        clockTolerance: clockToleranceSeconds,
        maxTokenAge: maxLifetimeSeconds,
        requiredClaims: ['sub', 'iat', 'exp'],
      });
      return payload;
    } catch (error) {
      throw new TokenRefused(reasonOf(error), error);
    }
  }
}

/** The verifier for all services whose public keys are in a JWKS file (TOKEN_PUBLIC_KEYS_FILE; see `ServiceKeys`). */
export function createTokenVerifier(publicKeysFile: string): TokenVerifier {
  return tokenVerifier(new ServiceKeys(publicKeysFile));
}

/** The verifier for all services with these keys. One that is no longer valid, or not yet, signs no tokens. */
export function tokenVerifier(keys: ServiceKeys): TokenVerifier {
  return new TokenVerifier({
    get: (keyId) => {
      const known = keys.find(keyId);
      const now = Date.now();
      return known && known.notBefore <= now && now <= known.notAfter ? known.key : undefined;
    },
  });
}

function keyIdOf(jwt: string): string {
  try {
    const { kid } = decodeProtectedHeader(jwt);
    if (typeof kid === 'string') return kid;
  } catch (error) {
    throw new TokenRefused('malformed', error);
  }
  throw new TokenRefused('unknown-key');
}

function reasonOf(error: unknown): RefusalReason {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'wrong-audience';
    if (error.claim === 'iss') return 'wrong-issuer';
    return 'malformed';
  }
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) return 'malformed';
  return 'bad-signature';
}

function isServiceToken(payload: JWTPayload): payload is JWTPayload & ServiceToken {
  return (
    typeof payload.sub === 'string' &&
    typeof payload['tenant'] === 'string' &&
    isOneOf(subjectKinds, payload['kind']) &&
    Array.isArray(payload['roles']) &&
    payload['roles'].every((role) => isOneOf(roles, role)) &&
    Array.isArray(payload['offices']) &&
    payload['offices'].every((office) => typeof office === 'string') &&
    isOneOf(levelsOfAssurance, payload['levelOfAssurance']) &&
    Object.values(payload['means'] ?? {}).every((level) => isOneOf(levelsOfAssurance, level))
  );
}

function isOneOf<T extends string>(values: readonly T[], value: unknown): value is T {
  return values.some((known) => known === value);
}
