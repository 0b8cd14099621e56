import { randomBytes } from 'node:crypto';
import { openTenantDatabase, type TenantDatabase } from '#database';
import { testDatabase } from '#testing';
import { DataKeys } from './data-keys';
import { KeyEncryptionKey, UnknownKeyEncryptionKey } from './key-encryption-key';
import { encryptionMigrations } from './migrations';
import { KeyDestroyed } from './sealer';

const APPLICATION = '0192f3a4-0000-7000-8000-000000000001';
const former = randomBytes(32);
const current = randomBytes(32);

describe('data keys in PostgreSQL', () => {
  let postgres: Awaited<ReturnType<typeof testDatabase>>;
  let database: TenantDatabase;
  const processWith = (...keys: [Buffer, ...Buffer[]]) =>
    new DataKeys(database, new KeyEncryptionKey(...keys));

  async function asOwner<T>(work: (keys: DataKeys) => Promise<T>): Promise<T> {
    const owner = openTenantDatabase(postgres.ownerUrl, { connections: 1 });
    try {
      return await work(new DataKeys(owner, new KeyEncryptionKey(current, former)));
    } finally {
      await owner.close();
    }
  }

  beforeAll(async () => {
    postgres = await testDatabase('mailbox', encryptionMigrations('mailbox'));
    database = openTenantDatabase(postgres.serviceUrl, { connectTimeoutMs: 30_000 });
  });
  afterAll(async () => {
    await database.close();
    await postgres.drop();
  });
  test('two processes that meet a new application at once use the same key', async () => {
    const sealers = await Promise.all(
      [1, 2, 3, 4].map(() => processWith(former).sealerFor('duisburg', APPLICATION)),
    );
    const content = sealers[0]?.seal('ein Text', 'form');
    if (content === undefined) throw new Error('no sealer');
    expect(sealers.map((sealer) => sealer.open(content, 'form'))).toEqual(Array(4).fill('ein Text'));
  });

  test('the key-encryption key is rotated without touching content', async () => {
    const content = (await processWith(former).sealerFor('duisburg', APPLICATION)).seal('ein Text', 'form');
    expect(await asOwner((keys) => keys.rewrap('duisburg'))).toBeGreaterThan(0);
    expect((await processWith(current).sealerFor('duisburg', APPLICATION)).open(content, 'form')).toBe(
      'ein Text',
    );
    await expect(processWith(former).sealerFor('duisburg', APPLICATION)).rejects.toThrow(
      UnknownKeyEncryptionKey,
    );
  });

  test('a key file that opens none of the keys is said, and one that opens only some', async () => {
    await expect(processWith(current).check()).resolves.toBeUndefined();
    await expect(processWith(former).check()).rejects.toThrow(UnknownKeyEncryptionKey);
    const other = '0192f3a4-0000-7000-8000-000000000009';
    await processWith(former).sealerFor('wuppertal', other);
    await expect(processWith(current).check()).resolves.toMatchObject({ missing: [expect.any(String)] });
    await expect(processWith(current, former).check()).resolves.toBeUndefined();
    await asOwner((keys) => keys.rewrap('wuppertal'));
  });

  test('a running service can change no key, and brings none back', async () => {
    await processWith(current).sealerFor('duisburg', APPLICATION);
    for (const change of [
      `UPDATE encryption.data_keys SET wrapped_key = ''`,
      'UPDATE encryption.data_keys SET destroyed_at = NULL',
      'DELETE FROM encryption.data_keys',
    ])
      await expect(database.withTenant('duisburg', (client) => client.query(change))).rejects.toThrow(
        'permission denied',
      );
    await expect(processWith(current, former).rewrap('duisburg')).rejects.toThrow('permission denied');
    const foreign = database.withTenant('duisburg', (client) =>
      client.query(`SELECT encryption.destroy_key('wuppertal', $1)`, [APPLICATION]),
    );
    await expect(foreign).rejects.toThrow('row-level security');
  });

  test("another tenant's key is neither seen nor used", async () => {
    const theirs = await processWith(current).sealerFor('wuppertal', APPLICATION);
    const ours = await processWith(current).sealerFor('duisburg', APPLICATION);
    expect(() => ours.open(theirs.seal('ein Text', 'form'), 'form')).toThrow();
    const seen = await database.withTenant('wuppertal', (client) =>
      client.query<{ tenant: string }>('SELECT DISTINCT tenant FROM encryption.data_keys'),
    );
    expect(seen.rows).toEqual([{ tenant: 'wuppertal' }]);
  });

  test('a destroyed key stays destroyed: no new one is made for the application', async () => {
    const keys = processWith(current);
    const erased = '0192f3a4-0000-7000-8000-000000000009';
    await keys.sealerFor('duisburg', erased);
    await keys.destroy('duisburg', erased);
    await expect(keys.sealerFor('duisburg', erased)).rejects.toThrow(KeyDestroyed);
    await expect(processWith(current).sealerFor('duisburg', erased)).rejects.toThrow(KeyDestroyed);
    const { rows } = await database.withTenant('duisburg', (client) =>
      client.query('SELECT wrapped_key FROM encryption.data_keys WHERE subject_id = $1', [erased]),
    );
    expect(rows).toEqual([{ wrapped_key: null }]);
  });
});
