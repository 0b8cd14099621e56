import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the keys of service tokens lie. */
export interface TokenKeys {
  /** The file of TOKEN_PRIVATE_KEY_FILE: one private JWK, readable by its owner alone. */
  privateKeyFile(service: string): string;
  /** The file of TOKEN_PUBLIC_KEYS_FILE: one JWKS. */
  readonly publicKeysFile: string;
}

/**
 * Creates the keys that are missing in a folder: per service an Ed25519 key that signs its tokens, and all public halves
 * in one file (kid = service). What is there stays.
 */
export function createTokenKeys(folder: string, services: readonly string[]): TokenKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys: TokenKeys = {
    privateKeyFile: (service) => join(folder, `${service}.private.jwk.json`),
    publicKeysFile: join(folder, 'public.jwks.json'),
  };
  const publicKeys = services.map((service) => {
    const file = keys.privateKeyFile(service);
    if (!existsSync(file)) writeWhole(file, `${newPrivateKey(service)}\n`, 0o600);
    const { d: _secret, ...publicKey } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return publicKey;
  });
  writeWhole(keys.publicKeysFile, `${JSON.stringify({ keys: publicKeys }, undefined, 2)}\n`, 0o644);
  return keys;
}

/** All or nothing: half a key would be taken for one at the next start. */
function writeWhole(file: string, content: string, mode: number): void {
  writeFileSync(`${file}.new`, content, { mode });
  renameSync(`${file}.new`, file);
}

function newPrivateKey(service: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = { ...privateKey.export({ format: 'jwk' }), kid: service, alg: 'EdDSA', use: 'sig' };
  return JSON.stringify(key, undefined, 2);
}
