import { Column, Entity, In, IsNull, PrimaryColumn, type EntityManager } from 'typeorm';

/** Somebody who files without an account (R10a), as stored: an account that nothing finds, until a link to an address does. */
@Entity({ schema: 'identity', name: 'guests' })
export class StoredGuest {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  /** Keyed hash of the address whose link was opened; null before. */
  @Column('bytea', { name: 'address_hash', nullable: true })
  addressHash!: Buffer | null;

  /** Who signed in with the browser of this guest; the taking over is an act of its own. */
  @Column('uuid', { name: 'offered_to', nullable: true })
  offeredTo!: string | null;

  /** Whose account has taken over what the guest filed: nobody comes back as this guest. */
  @Column('uuid', { name: 'claimed_by', nullable: true })
  claimedBy!: string | null;

  @Column('timestamptz', { name: 'admitted_at', default: () => 'now()' })
  admittedAt!: Date;
}

/** Which guest it is. */
export type GuestName = Pick<StoredGuest, 'tenant' | 'personId'>;

/** Adds a guest within the transaction that opens their first session. */
export async function admitGuest(manager: EntityManager, guest: GuestName): Promise<void> {
  await manager.insert(StoredGuest, guest);
}

/** Notes the address whose link was opened. False when the guest's matters were taken over, or the guest is gone. */
export async function noteAddress(
  manager: EntityManager,
  { tenant, personId }: GuestName,
  addressHash: Buffer,
): Promise<boolean> {
  const open = { tenant, personId, claimedBy: IsNull() };
  const { affected } = await manager.update(StoredGuest, open, { addressHash });
  return affected === 1;
}

/** Somebody has signed in with the browser of this guest, and may take over what the guest filed. */
export async function offerGuest(
  manager: EntityManager,
  { tenant, personId }: GuestName,
  offeredTo: string,
): Promise<void> {
  await manager.update(StoredGuest, { tenant, personId, claimedBy: IsNull() }, { offeredTo });
}

/** The guest that was admitted last, of those who have proven this address and whose matters nobody has taken over. */
export async function lastGuestOf(
  manager: EntityManager,
  tenant: string,
  addressHash: Buffer,
): Promise<string | undefined> {
  const guest = await manager.findOne(StoredGuest, {
    where: { tenant, addressHash, claimedBy: IsNull() },
    order: { admittedAt: 'DESC' },
  });
  return guest?.personId;
}

/**
 * The guests whose matters somebody may take over, or has: those who have proven one of these addresses, and the one in whose
 * browser they signed in.
 */
export async function claimableBy(
  manager: EntityManager,
  { tenant, personId }: GuestName,
  addressHashes: readonly Buffer[],
): Promise<readonly string[]> {
  const open = { tenant, claimedBy: IsNull() };
  const guests = await manager.find(StoredGuest, {
    where: [
      { ...open, addressHash: In([...addressHashes]) },
      { ...open, offeredTo: personId },
      { tenant, claimedBy: personId },
    ],
    order: { admittedAt: 'ASC' },
  });
  return guests.map((guest) => guest.personId).filter((id) => id !== personId);
}

/** From now on nobody comes back as this guest: their sessions and links end. Within the transaction that records it. */
export async function claimGuest(
  manager: EntityManager,
  { tenant, personId }: GuestName,
  claimedBy: string,
  linkLookup: Buffer,
): Promise<void> {
  await manager.update(StoredGuest, { tenant, personId }, { claimedBy });
  await manager.query('DELETE FROM identity.sessions WHERE tenant = $1 AND person_id = $2', [
    tenant,
    personId,
  ]);
  await manager.query('DELETE FROM identity.sign_in_links WHERE tenant = $1 AND lookup = $2', [
    tenant,
    linkLookup,
  ]);
}
