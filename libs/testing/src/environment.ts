import { dirname, join, resolve } from 'node:path';
import { testBrokers } from './brokers';
import type { TestDatabase } from './databases';
import type { Keys } from './keys';

/** The tenants that the repository delivers. An operator may have added others. */
export const tenantsFolder = resolve(__dirname, '../../../deploy/tenants');

/** The cities whose promises are kept (`docs/promises.md`): what holds for all of them need not hold for a city that is added. */
export const promisedCities: readonly string[] = ['duisburg', 'wuppertal', 'rees', 'dueren', 'herford'];

/**
 * The environment of a service in a test, as the launcher gives it: what all services read, without the addresses of the
 * others. The service is silent; the ports are valid but never used, because a test listens on free ones.
 */
export function testEnvironment(
  service: string,
  { database, keys, brokers = testBrokers() }: { database: TestDatabase; keys: Keys; brokers?: string[] },
): Record<string, string> {
  return {
    PORT: '65535',
    INNER_PORT: '65534',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.serviceUrl,
    KAFKA_BROKERS: brokers.join(','),
    TENANTS_DIR: tenantsFolder,
    TOKEN_PRIVATE_KEY_FILE: keys.privateKeyFile(service),
    TOKEN_PUBLIC_KEYS_FILE: keys.publicKeysFile,
    KEY_ENCRYPTION_KEY_FILE: keys.keyEncryptionKeyFile,
    DOCUMENTS_FOLDER: join(dirname(keys.keyEncryptionKeyFile), `documents-${service}`),
  };
}
