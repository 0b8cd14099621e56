import { join } from 'node:path';
import type { TokenKeys } from '#auth';
import { createKeyFile } from '#encryption';
import { type Answering, migrateProduct, startProduct } from '../product';

/**
 * The product's application service on a database of its own; there is no broker, and nobody else runs.
 * @param identityUrl what stands in the place of identity, where it is asked
 */
export async function startApplication(
  { owner, service }: { readonly owner: string; readonly service: string },
  keys: TokenKeys,
  nodeOptions: readonly string[] = [],
  identityUrl = 'http://127.0.0.1:9',
): Promise<Answering> {
  migrateProduct('application', owner);
  const keyFile = join(keys.publicKeysFile, '../key-encryption-key');
  createKeyFile(keyFile);
  return startProduct('application', nodeOptions, {
    LOG_LEVEL: 'warn',
    DATABASE_URL: service,
    KAFKA_BROKERS: '127.0.0.1:9',
    TOKEN_PRIVATE_KEY_FILE: keys.privateKeyFile('application'),
    TOKEN_PUBLIC_KEYS_FILE: keys.publicKeysFile,
    KEY_ENCRYPTION_KEY_FILE: keyFile,
    DOCUMENTS_FOLDER: join(keyFile, '../documents'),
    IDENTITY_URL: identityUrl,
    NOTIFICATION_URL: 'http://127.0.0.1:9',
  });
}

/** Begins a draft. @returns its id */
export async function draftAt({ port }: Answering, token: string, key: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/portal/applications`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({ serviceKey: 'meldebescheinigung' }),
  });
  if (answer.status !== 201) throw new Error(`a draft was answered with ${answer.status}`);
  return ((await answer.json()) as { id: string }).id;
}
