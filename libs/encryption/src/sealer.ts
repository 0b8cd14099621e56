import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { ChunkSealer } from './chunk-sealer';
import { derivedKey } from './derived-key';
import { SealBroken } from './seal-broken';

/**
 * Encrypted content as it stands in an event or in a table: `s1.` and base64url of nonce, tag and ciphertext.
 * The brand exists for the compiler only: it keeps plain text out of fields that must hold sealed content. It is structural,
 * so that a `domain/` folder, which imports no library, can declare the same type.
 */
export type Sealed = string & { readonly brand: 'sealed' };

/** The data key of this subject was destroyed: its content is erased for good and is shown as erased. */
export class KeyDestroyed extends Error {
  constructor(readonly subjectId: string) {
    super(`the data key of ${subjectId} was destroyed; its content is erased`);
    this.name = 'KeyDestroyed';
  }
}

const PREFIX = 's1.';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals and opens the content of one subject (an application) with its data key: AES-256-GCM (D11, H5, R9, R26).
 * Tenant, subject and purpose are authenticated with the content, so that a sealed value copied into another case or another field does not open.
 */
export class Sealer {
  /** As an object: bytes, of which one is made for each value, were measured to take three times as long as the encryption. */
  private readonly dataKey: KeyObject;
  private fingerprintKey: KeyObject | undefined;

  constructor(
    private readonly tenant: string,
    private readonly subjectId: string,
    dataKey: Buffer,
  ) {
    this.dataKey = createSecretKey(dataKey);
  }

  /** Encrypts a JSON value. `purpose` names the place it belongs to, e.g. `message:<messageId>`; `open` needs the same. */
  seal(value: unknown, purpose: string): Sealed {
    const bytes = encrypt(this.dataKey, Buffer.from(JSON.stringify(value), 'utf8'), this.boundTo(purpose));
    return (PREFIX + bytes.toString('base64url')) as Sealed;
  }

  /**
   * Encrypts a JSON value so that the same value for the same purpose is the same ciphertext whenever it is sealed: the nonce is a
   * keyed hash of the value (a synthetic one, as of RFC 5297), so none is ever used for two values. For what is computed again where it is needed
   * instead of being kept, e.g. what a draft declares.
   */
  sealAlike(value: unknown, purpose: string): Sealed {
    const text = JSON.stringify(value);
    const nonce = this.fingerprint(text, `nonce of ${purpose}`).subarray(0, NONCE_BYTES);
    const bytes = encrypt(this.dataKey, Buffer.from(text, 'utf8'), this.boundTo(purpose), nonce);
    return (PREFIX + bytes.toString('base64url')) as Sealed;
  }

  /**
   * The value that was sealed for this subject and purpose.
   * @throws SealBroken when it was changed, or sealed for another subject or purpose.
   */
  open<T>(content: Sealed, purpose: string): T {
    if (!content.startsWith(PREFIX)) throw new SealBroken(`the content of "${purpose}"`);
    const bytes = Buffer.from(content.slice(PREFIX.length), 'base64url');
    const plain = decrypt(this.dataKey, bytes, this.boundTo(purpose), `the content of "${purpose}"`);
    return JSON.parse(plain.toString('utf8')) as T;
  }

  /**
   * A keyed hash of a text (HMAC-SHA-256, 32 bytes): the same for the same subject, purpose and text, and of no use without
   * the data key. It finds or proves a value that is not to be stored in clear, e.g. an e-mail address.
   */
  fingerprint(text: string, purpose: string): Buffer {
    this.fingerprintKey ??= derivedKey(this.dataKey, 'fingerprint');
    return createHmac('sha256', this.fingerprintKey)
      .update(JSON.stringify([this.tenant, this.subjectId, purpose, text]))
      .digest();
  }

  /** Seals and opens what is too long for one value. `purpose` names the one thing that it is, e.g. `document:<id>`. */
  chunks(purpose: string): ChunkSealer {
    return new ChunkSealer(this.dataKey, this.boundTo(purpose));
  }

  private boundTo(purpose: string): string {
    return JSON.stringify([this.tenant, this.subjectId, purpose]);
  }
}

/** AES-256-GCM: nonce, tag and ciphertext in one buffer, with `boundTo` authenticated beside it. */
export function encrypt(
  key: KeyObject,
  plain: Buffer,
  boundTo: string,
  nonce: Buffer = randomBytes(NONCE_BYTES),
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(boundTo, 'utf8'));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

/** The reverse of `encrypt`. @throws SealBroken naming `what` did not open. */
export function decrypt(key: KeyObject, bytes: Buffer, boundTo: string, what: string): Buffer {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new SealBroken(what);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(boundTo, 'utf8'));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    throw new SealBroken(what);
  }
}
