import type pg from 'pg';
import { Column, Entity, PrimaryColumn, Raw, type EntityManager } from 'typeorm';
import type { AccountLinkKind } from '../domain/account-link';

/** What waits for a link in a mail, as stored: gone when the link is used, and when its time is over. */
@Entity({ schema: 'identity', name: 'account_links' })
export class StoredAccountLink {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: AccountLinkKind;

  /** Keyed hash of the address. */
  @Column('bytea')
  lookup!: Buffer;

  @Column('bytea', { name: 'secret_hash' })
  secretHash!: Buffer;

  /** Address, language and what was typed; sealed. */
  @Column('text')
  content!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}

/** Adds what waits for a link, within the transaction that records it. */
export async function addAccountLink(
  manager: EntityManager,
  { seconds, ...link }: Omit<StoredAccountLink, 'expiresAt'> & { readonly seconds: number },
): Promise<void> {
  await manager.insert(StoredAccountLink, {
    ...link,
    expiresAt: () => `now() + make_interval(secs => ${seconds})`,
  });
}

/** What waits for this link, if its time is not over. */
export function findAccountLink(
  manager: EntityManager,
  tenant: string,
  id: string,
): Promise<StoredAccountLink | null> {
  const toCome = Raw((column) => `${column} > now()`);
  return manager.findOneBy(StoredAccountLink, { tenant, id, expiresAt: toCome });
}

/**
 * Uses a link up, within the transaction that it leads to, and with it every other one of its kind to the same address.
 * @returns the ids of those that ended; without the own one when it had ended before
 */
export async function useUpAccountLink(
  manager: EntityManager,
  { tenant, lookup, kind }: Pick<StoredAccountLink, 'tenant' | 'lookup' | 'kind'>,
): Promise<readonly string[]> {
  // One statement that locks in one order, so that two links to one address, used at once, do not wait for each other for ever.
  const [ended] = await manager.query<[{ id: string }[], number]>(
    `WITH open AS (
       SELECT id FROM identity.account_links
       WHERE tenant = $1 AND lookup = $2 AND kind = $3 AND expires_at > now() ORDER BY id FOR UPDATE
     )
     DELETE FROM identity.account_links AS link USING open
     WHERE link.tenant = $1 AND link.id = open.id RETURNING link.id`,
    [tenant, lookup, kind],
  );
  return ended.map(({ id }) => id);
}

/** Deletes what waited for a link whose time is over. */
export async function removeAccountLink(client: pg.ClientBase, tenant: string, id: string): Promise<void> {
  await client.query('DELETE FROM identity.account_links WHERE tenant = $1 AND id = $2', [tenant, id]);
}
