import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { KnownByPurpose } from '../domain/proof';

/** By what a person of a city is found; one may be known by several ways in. */
@Entity({ schema: 'identity', name: 'known_by' })
export class StoredKnownBy {
  @PrimaryColumn('text')
  tenant!: string;

  /** Keyed hash of an address, of issuer and subject, or of bPK2. */
  @PrimaryColumn('bytea')
  lookup!: Buffer;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text')
  purpose!: KnownByPurpose;
}

/** The id of the person that this keyed hash belongs to. */
export async function findPersonId(
  manager: EntityManager,
  tenant: string,
  lookup: Buffer,
): Promise<string | undefined> {
  const known = await manager.findOne(StoredKnownBy, {
    select: { personId: true },
    where: { tenant, lookup },
  });
  return known?.personId;
}

/** By what a person is found. */
export async function purposesOf(
  manager: EntityManager,
  tenant: string,
  personId: string,
): Promise<readonly KnownByPurpose[]> {
  const known = await manager.findBy(StoredKnownBy, { tenant, personId });
  return known.map(({ purpose }) => purpose);
}

/** Keyed hashes of the addresses that somebody signs in with by a link. */
export async function provenAddressesOf(
  manager: EntityManager,
  tenant: string,
  personId: string,
): Promise<Buffer[]> {
  const known = await manager.findBy(StoredKnownBy, { tenant, personId, purpose: 'email-address' });
  return known.map(({ lookup }) => lookup);
}

/**
 * From now on the person is found by this, too; within the transaction that records it.
 * Fails by {@link isAlreadyKnown} when somebody else was a moment before.
 * @returns false when the person was found by it already
 */
export async function addKnownBy(manager: EntityManager, known: StoredKnownBy): Promise<boolean> {
  // A person that is registered with it is known by it already, of a purpose that only the code knows.
  const { tenant, lookup, personId, purpose } = known;
  const [, changed] = await manager.query<[unknown[], number]>(
    `UPDATE identity.known_by SET purpose = $4 WHERE tenant = $1 AND lookup = $2 AND person_id = $3`,
    [tenant, lookup, personId, purpose],
  );
  if (changed === 0) await manager.insert(StoredKnownBy, known);
  return changed === 0;
}

/** Whether somebody else became known by the same a moment before. */
export function isAlreadyKnown(error: unknown): boolean {
  const constraint = error instanceof Error && 'constraint' in error ? error.constraint : undefined;
  return constraint === 'known_by_pkey' || constraint === 'persons_tenant_lookup_key';
}

/** A way in of one person leads to another one from now on, within the transaction that records it. False when there is none. */
export async function handOverWayIn(
  manager: EntityManager,
  { tenant, from, to, purpose }: { tenant: string; from: string; to: string; purpose: KnownByPurpose },
): Promise<boolean> {
  const { affected } = await manager.update(
    StoredKnownBy,
    { tenant, personId: from, purpose },
    { personId: to },
  );
  return affected === 1;
}

/** The ways in of a person and since when, oldest first. */
export function waysInOf(
  manager: EntityManager,
  tenant: string,
  personId: string,
): Promise<{ readonly way: KnownByPurpose; readonly since: Date }[]> {
  return manager.query(
    `SELECT purpose AS way, added_at AS since FROM identity.known_by
     WHERE tenant = $1 AND person_id = $2 ORDER BY added_at, purpose`,
    [tenant, personId],
  );
}
