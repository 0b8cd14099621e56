import { openTenantDatabase, type TenantDatabase } from '#database';
import { readRewrapConfig } from './config';
import { DataKeys } from './data-keys';
import { KeyEncryptionKey } from './key-encryption-key';

/**
 * The second half of a rotation of the key-encryption key: wraps every data key of one service's database with the first
 * key of the file and prints how many there were. Repeating it changes nothing; the service may go on meanwhile.
 */
async function rewrapAll(database: TenantDatabase, file: string): Promise<number> {
  const dataKeys = new DataKeys(database, KeyEncryptionKey.fromFile(file));
  const { rows } = await database.acrossTenants((client) =>
    client.query<{ tenant: string }>('SELECT DISTINCT tenant FROM encryption.data_keys ORDER BY tenant'),
  );
  let wrapped = 0;
  for (const { tenant } of rows) wrapped += await dataKeys.rewrap(tenant);
  return wrapped;
}

async function main(): Promise<void> {
  const { DATABASE_OWNER_URL, KEY_ENCRYPTION_KEY_FILE } = readRewrapConfig();
  const database = openTenantDatabase(DATABASE_OWNER_URL, { connections: 1, name: 'rewrap' });
  try {
    process.stdout.write(`${await rewrapAll(database, KEY_ENCRYPTION_KEY_FILE)}\n`);
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `the data keys cannot be wrapped anew: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
