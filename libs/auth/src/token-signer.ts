import { SignJWT } from 'jose';
import { SigningKey } from './service-keys';
import { audience, maxLifetimeSeconds, maySign, type TokenClaims } from './service-token';

/** How long a service asks with the same token of its own, in ms: half of its life, so that none expires on its way. */
const ownTokenMs = 30_000;

/** Signs service tokens with the key of one service. */
export class TokenSigner {
  /** By tenant. Whoever is asked verifies a token once and remembers it. */
  private readonly own = new Map<string, { readonly token: Promise<string>; readonly until: number }>();

  constructor(private readonly key: SigningKey) {}

  /** Name of the service: the issuer of everything it signs. */
  get service(): string {
    return this.key.service;
  }

  /**
   * A signed token (compact JWT, EdDSA) with these claims.
   * @param lifetimeSeconds at most {@link maxLifetimeSeconds}, default 60.
   * @throws Error when this service may not say so about the subject, or for so long: a mistake in the program.
   */
  async sign(claims: TokenClaims, lifetimeSeconds = 60): Promise<string> {
    if (!maySign(this.service, claims)) {
      throw new Error(`service ${this.service} may not sign a token of kind ${claims.kind} for this subject`);
    }
    if (lifetimeSeconds > maxLifetimeSeconds) {
      throw new Error(`a service token lives at most ${maxLifetimeSeconds} s, not ${lifetimeSeconds} s`);
    }
    const issuedAt = Math.floor(Date.now() / 1000);
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: this.key.id })
      .setIssuer(this.service)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .sign(this.key.key);
  }

  /** A token that says: this service itself asks, in the name of this tenant. The same one for half a minute. */
  signAsService(tenant: string): Promise<string> {
    const now = Date.now();
    const known = this.own.get(tenant);
    if (known !== undefined && now < known.until) return known.token;
    const token = this.sign({
      sub: `service:${this.service}`,
      tenant,
      kind: 'service',
      roles: ['service'],
      offices: [],
      levelOfAssurance: 'none',
    });
    this.own.set(tenant, { token, until: now + ownTokenMs });
    token.catch(() => this.own.delete(tenant));
    return token;
  }
}

/**
 * The signer of a service.
 * @param privateKeyFile the service's Ed25519 private key as JWK (TOKEN_PRIVATE_KEY_FILE).
 * @throws Error that names the file when it is not such a key.
 */
export function createTokenSigner(service: string, privateKeyFile: string): TokenSigner {
  return new TokenSigner(SigningKey.fromFile(service, privateKeyFile));
}
