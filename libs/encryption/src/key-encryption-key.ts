import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { keyBytes } from './key-file';
import { decrypt, encrypt } from './sealer';

/** A data key as it is stored: encrypted, with the id of the key that encrypted it. */
export interface WrappedKey {
  readonly bytes: Buffer;
  /** First 16 hex digits of the SHA-256 of the key-encryption key. */
  readonly keyEncryptionKeyId: string;
}

/** A data key was wrapped by a key-encryption key that is not in the file. */
export class UnknownKeyEncryptionKey extends Error {
  constructor(readonly keyId: string) {
    super(
      `no key-encryption key with id ${keyId}: add it as a further line to the key file (KEY_ENCRYPTION_KEY_FILE)`,
    );
    this.name = 'UnknownKeyEncryptionKey';
  }
}

/**
 * Wraps and unwraps data keys. The file has one key of 32 bytes in base64 per line: the first wraps, all unwrap.
 * To rotate, add a new key at the end, restart, move it to the top, restart, `npm run rewrap`, then remove the old line.
 */
export class KeyEncryptionKey {
  private readonly keys = new Map<string, KeyObject>();
  /** Id of the key that wraps new data keys. */
  readonly currentId: string;

  constructor(current: Buffer, ...former: readonly Buffer[]) {
    for (const key of [current, ...former]) {
      if (key.length !== keyBytes)
        throw new Error(`a key-encryption key has ${keyBytes} bytes, not ${key.length}`);
      this.keys.set(idOf(key), createSecretKey(key));
    }
    this.currentId = idOf(current);
  }

  /** @throws Error that names the file when it cannot be read or does not hold keys. */
  static fromFile(file: string): KeyEncryptionKey {
    try {
      const lines = readFileSync(file, 'utf8').split('\n');
      const keys = lines
        .filter((line) => line.trim() !== '')
        .map((line) => Buffer.from(line.trim(), 'base64'));
      const [current, ...former] = keys;
      if (current === undefined) throw new Error('it is empty');
      return new KeyEncryptionKey(current, ...former);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `key file ${file} is not usable: ${reason}; it needs one key of ${keyBytes} bytes in base64 per line`,
      );
    }
  }

  /** Encrypts a data key for storage; `boundTo` ties it to its row. */
  wrap(dataKey: Buffer, boundTo: string): WrappedKey {
    return { bytes: encrypt(this.key(this.currentId), dataKey, boundTo), keyEncryptionKeyId: this.currentId };
  }

  /**
   * @throws UnknownKeyEncryptionKey when the wrapping key is not in the file.
   * @throws SealBroken when the row was changed or belongs to another subject.
   */
  unwrap(wrapped: WrappedKey, boundTo: string): Buffer {
    return decrypt(this.key(wrapped.keyEncryptionKeyId), wrapped.bytes, boundTo, 'the data key');
  }

  /** Whether the key with this id is in the file. */
  knows(id: string): boolean {
    return this.keys.has(id);
  }

  private key(id: string): KeyObject {
    const key = this.keys.get(id);
    if (key === undefined) throw new UnknownKeyEncryptionKey(id);
    return key;
  }
}

function idOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
