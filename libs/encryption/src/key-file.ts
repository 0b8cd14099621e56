import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, writeFileSync } from 'node:fs';

/** Bytes of a key-encryption key (AES-256). */
export const keyBytes = 32;

/** Makes the file of KEY_ENCRYPTION_KEY_FILE with one new key, readable by its owner alone. One that is there stays. */
export function createKeyFile(file: string): void {
  if (existsSync(file)) return;
  // All or nothing: half a key would be taken for one at the next start.
  writeFileSync(`${file}.new`, `${randomBytes(keyBytes).toString('base64')}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
