// @ts-check
import { join } from 'node:path';
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
