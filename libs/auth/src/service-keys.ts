import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

/** A public key of a service. What was signed while it was valid stays believed for as long as it stands in the file. */
export interface ServiceKey {
  /** `<service>`, or `<service>.<anything>` for a further key of the same service. */
  readonly id: string;
  readonly service: string;
  readonly key: KeyObject;
  /** Milliseconds since 1970: what claims to have been signed before it was not. */
  readonly notBefore: number;
  /** Milliseconds since 1970: what claims to have been signed later was not. */
  readonly notAfter: number;
}

/** A key as it stands in the file: a JWK, `nbf` and `exp` (seconds since 1970) being when it is valid. */
interface PublishedKey extends JsonWebKey {
  readonly kid: string;
  readonly nbf?: number;
  readonly exp?: number;
}

/** The form of a key id: it becomes part of what is signed, so it is one word. */
const keyId = /^[a-z][a-z-]{0,40}(\.[A-Za-z0-9_-]{1,40})?$/;

/** How often the file may be looked at again because of a key id that is not known, in ms. */
const lookAgain = 1_000;

/** The service that a key belongs to: key ids begin with its name. */
export function serviceOfKey(id: string): string {
  const [service = ''] = id.split('.', 1);
  return service;
}

/**
 * The public keys of all services: one JWKS file. A key that is added to it while services run is found as soon as something
 * is signed with it, so that a service can change over to another key without anybody's restart.
 */
export class ServiceKeys {
  private keys: ReadonlyMap<string, ServiceKey>;
  private readAt: number;
  private lookedAt = 0;

  /**
   * @param file TOKEN_PUBLIC_KEYS_FILE
   * @throws Error that names the file when it is no JWKS of such keys
   */
  constructor(private readonly file: string) {
    this.readAt = changedAt(file);
    this.keys = readPublicKeys(file);
  }

  find(id: string): ServiceKey | undefined {
    const known = this.keys.get(id);
    if (known !== undefined || !keyId.test(id)) return known;
    this.readAgain();
    return this.keys.get(id);
  }

  /** A file that is being written just now says something else a moment later: what was read before stays until then. */
  private readAgain(): void {
    if (Date.now() - this.lookedAt < lookAgain) return;
    this.lookedAt = Date.now();
    try {
      const changed = changedAt(this.file);
      if (changed === this.readAt) return;
      this.keys = readPublicKeys(this.file);
      this.readAt = changed;
    } catch {
      // The keys that are known stay.
    }
  }
}

/** The private key with which a service signs, and the id under which others know its public half. */
export class SigningKey {
  constructor(
    readonly service: string,
    readonly id: string,
    readonly key: KeyObject,
  ) {}

  /**
   * @param file TOKEN_PRIVATE_KEY_FILE: an Ed25519 private key as JWK; its `kid` is the service's name where it has none.
   * @throws Error that names the file when it is not such a key of this service
   */
  static fromFile(service: string, file: string): SigningKey {
    try {
      const jwk = JSON.parse(readFileSync(file, 'utf8')) as JsonWebKey & { readonly kid?: string };
      const { kid = service } = jwk;
      const key = createPrivateKey({ key: jwk, format: 'jwk' });
      if (key.asymmetricKeyType !== 'ed25519')
        throw new Error(`it is a key of type ${key.asymmetricKeyType}`);
      if (!keyId.test(kid) || serviceOfKey(kid) !== service)
        throw new Error(`"${kid}" is no key id of ${service}`);
      return new SigningKey(service, kid, key);
    } catch (error) {
      throw new Error(`TOKEN_PRIVATE_KEY_FILE: ${file} must hold an Ed25519 private key as JWK`, {
        cause: error,
      });
    }
  }
}

/** @throws Error that names the file */
export function readPublicKeys(file: string): ReadonlyMap<string, ServiceKey> {
  try {
    const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: PublishedKey[] };
    return new Map(keys.map((jwk) => [jwk.kid, serviceKey(jwk)]));
  } catch (error) {
    throw new Error(`TOKEN_PUBLIC_KEYS_FILE: ${file} must hold a JWKS with the public keys of all services`, {
      cause: error,
    });
  }
}

function serviceKey(jwk: PublishedKey): ServiceKey {
  const { kid: id, nbf = 0, exp = Infinity } = jwk;
  if (!keyId.test(id)) throw new Error(`"${id}" is no key id`);
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return { id, service: serviceOfKey(id), key, notBefore: nbf * 1_000, notAfter: exp * 1_000 };
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
