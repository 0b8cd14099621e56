// @ts-check
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where the keys of a system lie.
 * @typedef {{ privateKeyFile: (service: string) => string, publicKeysFile: string, keyEncryptionKeyFile: string }} Keys
 */

/**
 * Creates the keys that are missing in a folder: per service an Ed25519 key that signs its tokens (private JWK), all
 * public halves in one JWKS (kid = service), and the key that wraps the data keys (32 bytes, base64). What is there stays.
 * @param {string} folder @param {readonly string[]} services @returns {Keys}
 */
export function createKeys(folder, services) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  /** @type {Keys} */
  const keys = {
    privateKeyFile: (service) => join(folder, `${service}.private.jwk.json`),
    publicKeysFile: join(folder, 'public.jwks.json'),
    keyEncryptionKeyFile: join(folder, 'key-encryption-key'),
  };
  const publicKeys = services.map((service) => {
    const file = keys.privateKeyFile(service);
    if (!existsSync(file)) writeSecret(file, JSON.stringify(createPrivateKey(service), undefined, 2));
    const { d: _secret, ...publicKey } = JSON.parse(readFileSync(file, 'utf8'));
    return publicKey;
  });
  writeFileSync(keys.publicKeysFile, `${JSON.stringify({ keys: publicKeys }, undefined, 2)}\n`);
  if (!existsSync(keys.keyEncryptionKeyFile))
    writeSecret(keys.keyEncryptionKeyFile, randomBytes(32).toString('base64'));
  return keys;
}

/** @param {string} service */
function createPrivateKey(service) {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { ...privateKey.export({ format: 'jwk' }), kid: service, alg: 'EdDSA', use: 'sig' };
}

/** @param {string} file @param {string} text */
export function writeSecret(file, text) {
  writeFileSync(file, `${text}\n`, { mode: 0o600 });
}
