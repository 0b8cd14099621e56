import { Column, Entity, IsNull, PrimaryColumn, Raw, type EntityManager } from 'typeorm';
import type { AddressLinkPurpose } from '../domain/address-link';

/** How long a link is valid, in seconds: a mail may take its time, and who opens it has to be signed in. */
const linkSeconds = 60 * 60;

/** A link that was sent to an address of an account, as stored. */
@Entity({ schema: 'identity', name: 'address_links' })
export class StoredAddressLink {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  /** The account that asked for it. */
  @Column('uuid', { name: 'person_id' })
  personId!: string;

  /** Public handle of the session that asked for it. */
  @Column('uuid')
  session!: string;

  @Column('text')
  purpose!: AddressLinkPurpose;

  @Column('bytea', { name: 'secret_hash' })
  secretHash!: Buffer;

  /** Address and language; sealed. */
  @Column('text')
  content!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}

/** Adds a link within the transaction that records that it was asked for, and forgets those that expired a day ago. */
export async function addAddressLink(
  manager: EntityManager,
  link: Omit<StoredAddressLink, 'expiresAt' | 'usedAt'>,
): Promise<void> {
  await manager.insert(StoredAddressLink, {
    ...link,
    expiresAt: () => `now() + make_interval(secs => ${linkSeconds})`,
  });
  const longAgo = Raw((column) => `${column} < now() - interval '1 day'`);
  await manager.delete(StoredAddressLink, { tenant: link.tenant, expiresAt: longAgo });
}

const usable = () => ({ usedAt: IsNull(), expiresAt: Raw((column) => `${column} > now()`) });

/** The link with this id, if it is neither used nor expired. */
export function findUsableAddressLink(
  manager: EntityManager,
  tenant: string,
  id: string,
): Promise<StoredAddressLink | null> {
  return manager.findOneBy(StoredAddressLink, { tenant, id, ...usable() });
}

/** Uses a link up, within the transaction that it leads to: of two at once, one finds it used. False then, or when it has expired. */
export async function useUpAddressLink(
  manager: EntityManager,
  { tenant, id }: Pick<StoredAddressLink, 'tenant' | 'id'>,
): Promise<boolean> {
  const { affected } = await manager.update(
    StoredAddressLink,
    { tenant, id, ...usable() },
    { usedAt: () => 'now()' },
  );
  return affected === 1;
}
