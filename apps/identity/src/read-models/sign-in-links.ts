import { Column, Entity, IsNull, PrimaryColumn, Raw, type EntityManager } from 'typeorm';

/** How long a link is valid, in seconds. */
const linkSeconds = 15 * 60;

/** A sign-in link, as stored (R10b, R18). */
@Entity({ schema: 'identity', name: 'sign_in_links' })
export class StoredLink {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  /** Keyed hash of the address: finds the account. */
  @Column('bytea')
  lookup!: Buffer;

  @Column('bytea', { name: 'secret_hash' })
  secretHash!: Buffer;

  /** Address, language and way back; sealed. */
  @Column('text')
  content!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}

/** How long a link leads back to what was filed without an account, in hours: people come back the next day. */
export const guestLinkHours = 24;

/** Adds a link within the transaction that records that it was asked for, and forgets those that expired a day ago. */
export async function addLink(
  manager: EntityManager,
  link: Omit<StoredLink, 'expiresAt' | 'usedAt'>,
  { forGuest }: { readonly forGuest: boolean },
): Promise<void> {
  const seconds = forGuest ? guestLinkHours * 3600 : linkSeconds;
  await manager.insert(StoredLink, {
    ...link,
    expiresAt: () => `now() + make_interval(secs => ${seconds})`,
  });
  const longAgo = Raw((column) => `${column} < now() - interval '1 day'`);
  await manager.delete(StoredLink, { tenant: link.tenant, expiresAt: longAgo });
}

/** The link with this id, if it is neither used nor expired. */
export function findUsableLink(
  manager: EntityManager,
  tenant: string,
  id: string,
): Promise<StoredLink | null> {
  const toCome = Raw((column) => `${column} > now()`);
  return manager.findOneBy(StoredLink, { tenant, id, usedAt: IsNull(), expiresAt: toCome });
}

/**
 * Uses a link up, within the transaction that signs the person in: of two at once, one finds it used. Every other link to
 * the same end ends with it, so that none is left lying in a mailbox. False when the link is used or expired.
 */
export async function useUpLink(
  manager: EntityManager,
  { tenant, id }: Pick<StoredLink, 'tenant' | 'id'>,
): Promise<boolean> {
  // One statement that locks in one order, so that two links to one address, used at once, do not wait for each other for ever.
  const [used] = await manager.query<[{ id: string; valid: boolean }[], number]>(
    `WITH open AS (
       SELECT id FROM identity.sign_in_links WHERE tenant = $1 AND used_at IS NULL
         AND lookup = (SELECT lookup FROM identity.sign_in_links WHERE tenant = $1 AND id = $2)
       ORDER BY id FOR UPDATE
     )
     UPDATE identity.sign_in_links AS link SET used_at = now() FROM open
     WHERE link.tenant = $1 AND link.id = open.id RETURNING link.id, expires_at > now() AS valid`,
    [tenant, id],
  );
  return used.some((link) => link.id === id && link.valid);
}
