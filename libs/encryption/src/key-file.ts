import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';

/** Bytes of a key-encryption key (AES-256). */
export const keyBytes = 32;

/** Makes the file of KEY_ENCRYPTION_KEY_FILE with one new key, readable by its owner alone. One that is there stays. */
export function createKeyFile(file: string): void {
  if (existsSync(file)) return;
  writeFileSync(file, `${randomBytes(keyBytes).toString('base64')}\n`, { mode: 0o600 });
}
