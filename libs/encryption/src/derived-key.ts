import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** A key that is good for one thing alone (HKDF with SHA-256, RFC 5869). */
export function derivedKey(key: KeyObject, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), purpose, 32)));
}
