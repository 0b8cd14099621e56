import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the keys lie with which services sign their tokens and their contract events. */
export interface TokenKeys {
  /** The file of TOKEN_PRIVATE_KEY_FILE: one private JWK, readable by its owner alone. */
  privateKeyFile(service: string): string;
  /** The file of TOKEN_PUBLIC_KEYS_FILE: one JWKS. */
  readonly publicKeysFile: string;
}

/** A JWK; `nbf` and `exp` (seconds since 1970) say when it is valid. */
interface PublicKey extends Readonly<Record<string, unknown>> {
  readonly kid: string;
  readonly x: string;
  readonly exp?: number;
}

/**
 * Creates the keys that are missing in a folder: per service an Ed25519 key, and all public halves in one file. What is there
 * stays: a private key that was taken away is replaced by another under another id, and its public half goes on standing in
 * the file, valid until now, because what it has signed is kept for long.
 */
export function createTokenKeys(folder: string, services: readonly string[]): TokenKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys: TokenKeys = {
    privateKeyFile: (service) => join(folder, `${service}.private.jwk.json`),
    publicKeysFile: join(folder, 'public.jwks.json'),
  };
  const before = readKeys(keys.publicKeysFile);
  const now = Math.floor(Date.now() / 1_000);
  const current = services.map((service) => currentKey(keys.privateKeyFile(service), service, before, now));
  const isReplaced = ({ kid, x }: PublicKey) => !current.some((key) => key.kid === kid && key.x === x);
  const all = [
    ...current.map((key) => before.find(({ kid, x }) => kid === key.kid && x === key.x) ?? key),
    ...before.filter(isReplaced).map((key) => ({ ...key, exp: key.exp ?? now })),
  ];
  writeWhole(keys.publicKeysFile, `${JSON.stringify({ keys: all }, undefined, 2)}\n`, 0o644);
  return keys;
}

/** The public half of a service's private key, which is made where it is missing. */
function currentKey(file: string, service: string, before: readonly PublicKey[], now: number): PublicKey {
  if (!existsSync(file)) {
    const isTaken = before.some(({ kid }) => kid === service);
    const kid = isTaken ? `${service}.${now}` : service;
    writeWhole(file, `${newPrivateKey(kid)}\n`, 0o600);
  }
  const { d: _secret, ...publicKey } = JSON.parse(readFileSync(file, 'utf8')) as PublicKey;
  return publicKey as PublicKey;
}

/** All or nothing: services may be reading it, and half a key would be taken for one at the next start. */
function writeWhole(file: string, content: string, mode: number): void {
  writeFileSync(`${file}.new`, content, { mode });
  renameSync(`${file}.new`, file);
}

function readKeys(file: string): readonly PublicKey[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { keys: PublicKey[] }).keys : [];
}

function newPrivateKey(kid: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = { ...privateKey.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' };
  return JSON.stringify(key, undefined, 2);
}
