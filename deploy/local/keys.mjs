import { join } from 'node:path';
import { writePrivately } from './state.mjs';
import { createKeyFile, createTokenKeys } from './built.mjs';

/**
 * Where the keys of a system lie.
 * @typedef {import('../../libs/auth/src/token-keys.js').TokenKeys & { keyEncryptionKeyFile: string }} Keys
 */

/**
 * Creates the keys that are missing in a folder: those that sign tokens, and the one that wraps data keys. What is there stays.
 * @param {string} folder @param {readonly string[]} services @returns {Keys}
 */
export function createKeys(folder, services) {
  const keyEncryptionKeyFile = join(folder, 'key-encryption-key');
  const tokenKeys = createTokenKeys(folder, services);
  createKeyFile(keyEncryptionKeyFile);
  return { ...tokenKeys, keyEncryptionKeyFile };
}

/**
 * Writes for each user of our own broker the file with which they show who they are (KAFKA_CREDENTIALS_FILE).
 * @param {string} folder @param {import('./kafka.mjs').Users} users @returns {(user: string) => string} where a user's file is
 */
export function keepCredentials(folder, users) {
  const fileOf = (/** @type {string} */ user) => join(folder, `${user}.kafka.json`);
  for (const [username, password] of Object.entries(users))
    writePrivately(fileOf(username), { mechanism: 'plain', username, password });
  return fileOf;
}
