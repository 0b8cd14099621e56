import { randomBytes } from 'node:crypto';
import type { TenantDatabase } from '#database';
import type { PoolClient } from 'pg';
import { KeyEncryptionKey, UnknownKeyEncryptionKey, type WrappedKey } from './key-encryption-key';
import { SealBroken } from './seal-broken';
import { KeyDestroyed, Sealer } from './sealer';

const CACHED_KEYS = 2_000;
/** How long a process may go on using a key after another process destroyed it. */
const CACHED_MS = 30_000;

interface KeyRow {
  readonly wrapped_key: Buffer | null;
  readonly key_encryption_key_id: string;
}

/** One data key per subject (application). Destroying it erases everything that was sealed with it, while hashes over ciphertext stay valid. */
export class DataKeys {
  private allOpen = false;
  /** Insertion order is order of use: the first entry is the one used longest ago. */
  private readonly cache = new Map<string, { readonly sealer: Sealer; readonly until: number }>();

  constructor(
    private readonly database: TenantDatabase,
    private readonly keyEncryptionKey: KeyEncryptionKey,
  ) {}

  /**
   * The sealer of a subject; its key is made on first use, in a transaction of its own. Call it before the transaction that
   * stores sealed content: an append must be the first write of its transaction, and a key must outlive a rolled-back append.
   * @throws KeyDestroyed when the subject was erased.
   */
  async sealerFor(tenant: string, subjectId: string): Promise<Sealer> {
    const cached = this.fromCache(tenant, subjectId);
    if (cached !== undefined) return cached;
    const row = (await this.find(tenant, subjectId)) ?? (await this.create(tenant, subjectId));
    return this.opened(tenant, subjectId, row);
  }

  /** The sealers of many subjects that have one, read together; who has none or was erased is left out. */
  async sealersOf(tenant: string, subjectIds: readonly string[]): Promise<ReadonlyMap<string, Sealer>> {
    const sealers = new Map<string, Sealer>();
    const unknown = subjectIds.filter((subjectId) => {
      const cached = this.fromCache(tenant, subjectId);
      if (cached !== undefined) sealers.set(subjectId, cached);
      return cached === undefined;
    });
    if (unknown.length === 0) return sealers;
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<KeyRow & { subject_id: string }>(
        `SELECT subject_id, wrapped_key, key_encryption_key_id FROM encryption.data_keys
         WHERE tenant = $1 AND subject_id = ANY ($2::uuid[]) AND wrapped_key IS NOT NULL`,
        [tenant, unknown],
      ),
    );
    for (const row of rows) sealers.set(row.subject_id, this.opened(tenant, row.subject_id, row));
    return sealers;
  }

  private opened(tenant: string, subjectId: string, row: KeyRow): Sealer {
    if (row.wrapped_key === null) throw new KeyDestroyed(subjectId);
    const wrapped: WrappedKey = { bytes: row.wrapped_key, keyEncryptionKeyId: row.key_encryption_key_id };
    const dataKey = this.keyEncryptionKey.unwrap(wrapped, rowOf(tenant, subjectId));
    const sealer = new Sealer(tenant, subjectId, dataKey);
    this.keep(tenant, subjectId, sealer);
    return sealer;
  }

  /**
   * Destroys a subject's key for good. The row stays and says when, so that no new key is made for it.
   * Other processes forget the key within 30 seconds.
   * @param within a transaction of this tenant; then it is destroyed when that is committed
   */
  async destroy(tenant: string, subjectId: string, within?: Pick<PoolClient, 'query'>): Promise<void> {
    const destroyOn = (client: Pick<PoolClient, 'query'>) =>
      client.query('SELECT encryption.destroy_key($1, $2)', [tenant, subjectId]);
    await (within === undefined ? this.database.withTenant(tenant, destroyOn) : destroyOn(within));
    this.cache.delete(rowOf(tenant, subjectId));
  }

  /**
   * Wraps a tenant's data keys anew with the current key-encryption key, on a connection as the owner of the database: a
   * running service can change no key. Returns how many were wrapped by an older one.
   */
  async rewrap(tenant: string): Promise<number> {
    return this.database.inTransaction(tenant, async (client) => {
      const { rows } = await client.query<KeyRow & { subject_id: string }>(
        `SELECT subject_id, wrapped_key, key_encryption_key_id FROM encryption.data_keys
         WHERE tenant = $1 AND wrapped_key IS NOT NULL AND key_encryption_key_id <> $2 FOR UPDATE`,
        [tenant, this.keyEncryptionKey.currentId],
      );
      for (const row of rows) {
        if (row.wrapped_key === null) continue;
        const bound = rowOf(tenant, row.subject_id);
        const dataKey = this.keyEncryptionKey.unwrap(
          { bytes: row.wrapped_key, keyEncryptionKeyId: row.key_encryption_key_id },
          bound,
        );
        const wrapped = this.keyEncryptionKey.wrap(dataKey, bound);
        await client.query(
          `UPDATE encryption.data_keys SET wrapped_key = $3, key_encryption_key_id = $4 WHERE tenant = $1 AND subject_id = $2`,
          [tenant, row.subject_id, wrapped.bytes, wrapped.keyEncryptionKeyId],
        );
      }
      return rows.length;
    });
  }

  /**
   * Which of these subjects have a key that opens nothing although nobody decided so, and what is wrong with it, in words that
   * follow upon its name.
   * @param client belongs to the tenant
   * @param mayBeGone whether the history of a subject says that its key may have been destroyed; by default none does
   */
  async unusable(
    client: Pick<PoolClient, 'query'>,
    tenant: string,
    subjectIds: readonly string[],
    mayBeGone: (subjectId: string) => boolean = () => false,
  ): Promise<ReadonlyMap<string, string>> {
    const { rows } = await client.query<KeyRow & { subject_id: string }>(
      `SELECT subject_id, wrapped_key, key_encryption_key_id FROM encryption.data_keys
       WHERE tenant = $1 AND subject_id = ANY ($2::uuid[])`,
      [tenant, subjectIds],
    );
    const found = new Map(rows.map((row) => [row.subject_id, row]));
    return new Map(
      subjectIds.flatMap((subjectId) => {
        const row = found.get(subjectId);
        const wrong =
          row === undefined
            ? 'is missing'
            : row.wrapped_key === null && !mayBeGone(subjectId)
              ? 'was destroyed, and no event says why'
              : this.whyClosed(row, rowOf(tenant, subjectId));
        return wrong === undefined ? [] : [[subjectId, wrong] as const];
      }),
    );
  }

  /**
   * Whether the key file opens the data keys that are stored, for `/health/ready`. All are looked at once, for the file is read
   * once. Where it opens some only, it says which keys are missing and the work on the others goes on.
   * @throws UnknownKeyEncryptionKey when it opens none of them: it is the file of another installation, or was made anew
   */
  async check(): Promise<object | undefined> {
    if (this.allOpen) return undefined;
    const { rows } = await this.database.acrossTenants((client) =>
      client.query<{ id: string }>(
        'SELECT DISTINCT key_encryption_key_id AS id FROM encryption.data_keys WHERE wrapped_key IS NOT NULL ORDER BY id',
      ),
    );
    const missing = rows.filter(({ id }) => !this.keyEncryptionKey.knows(id)).map(({ id }) => id);
    const [first] = missing;
    this.allOpen = first === undefined;
    if (first === undefined) return undefined;
    if (missing.length === rows.length) throw new UnknownKeyEncryptionKey(first);
    return {
      degraded: 'some data keys cannot be opened: key-encryption keys are not in the key file',
      missing,
    };
  }

  private whyClosed(
    { wrapped_key: bytes, key_encryption_key_id }: KeyRow,
    bound: string,
  ): string | undefined {
    if (bytes === null) return undefined;
    try {
      this.keyEncryptionKey.unwrap({ bytes, keyEncryptionKeyId: key_encryption_key_id }, bound);
      return undefined;
    } catch (error) {
      if (error instanceof SealBroken) return 'was changed or belongs to another';
      if (error instanceof UnknownKeyEncryptionKey)
        return 'was wrapped by a key-encryption key that is not in the key file';
      throw error;
    }
  }

  private async find(tenant: string, subjectId: string): Promise<KeyRow | undefined> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<KeyRow>({
        name: 'find_data_key',
        text: 'SELECT wrapped_key, key_encryption_key_id FROM encryption.data_keys WHERE tenant = $1 AND subject_id = $2',
        values: [tenant, subjectId],
      }),
    );
    return rows[0];
  }

  private async create(tenant: string, subjectId: string): Promise<KeyRow> {
    const wrapped = this.keyEncryptionKey.wrap(randomBytes(32), rowOf(tenant, subjectId));
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<KeyRow>({
        name: 'create_data_key',
        text: `INSERT INTO encryption.data_keys (tenant, subject_id, wrapped_key, key_encryption_key_id)
               VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING wrapped_key, key_encryption_key_id`,
        values: [tenant, subjectId, wrapped.bytes, wrapped.keyEncryptionKeyId],
      }),
    );
    // Two processes may create at once: the row that won is the key, for both.
    const row = rows[0] ?? (await this.find(tenant, subjectId));
    if (row === undefined)
      throw new Error(`the data key of ${subjectId} is not visible to tenant ${tenant} after it was stored`);
    return row;
  }

  private fromCache(tenant: string, subjectId: string): Sealer | undefined {
    const key = rowOf(tenant, subjectId);
    const entry = this.cache.get(key);
    if (entry === undefined) return undefined;
    this.cache.delete(key);
    if (entry.until <= Date.now()) return undefined;
    this.cache.set(key, entry);
    return entry.sealer;
  }

  private keep(tenant: string, subjectId: string, sealer: Sealer): void {
    this.cache.set(rowOf(tenant, subjectId), { sealer, until: Date.now() + CACHED_MS });
    const oldest = this.cache.keys().next();
    if (this.cache.size > CACHED_KEYS && oldest.done !== true) this.cache.delete(oldest.value);
  }
}

function rowOf(tenant: string, subjectId: string): string {
  return `${tenant}/${subjectId}`;
}
