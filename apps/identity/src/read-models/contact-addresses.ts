import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';

/** The address that a person has proven to read. Which one it is stands sealed in the profile; here it is found by its hash. */
@Entity({ schema: 'identity', name: 'contact_addresses' })
export class ContactAddress {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  /** Keyed hash of the address. */
  @Column('bytea')
  lookup!: Buffer;

  /** No other account of the city gets it (W5). */
  @Column('boolean')
  sole!: boolean;
}

/**
 * From now on this is the person's address; within the transaction that records it. Fails by {@link isAddressTaken} where another
 * account has it as its own.
 */
export async function setContactAddress(manager: EntityManager, address: ContactAddress): Promise<void> {
  await manager.upsert(ContactAddress, address, ['tenant', 'personId']);
}

/** The account whose address this is: it has confirmed it as its own, or is signed in to by links that go there. */
export async function ownerOfAddress(
  manager: EntityManager,
  tenant: string,
  lookup: Buffer,
): Promise<string | undefined> {
  const [owner] = await manager.query<{ personId: string }[]>(
    `SELECT person_id AS "personId" FROM identity.known_by WHERE tenant = $1 AND lookup = $2
     UNION ALL
     SELECT person_id FROM identity.contact_addresses WHERE tenant = $1 AND lookup = $2 AND sole LIMIT 1`,
    [tenant, lookup],
  );
  return owner?.personId;
}

/** The accounts that have proven to read the mail to an address, or are signed in to by links that go there. */
export async function accountsAtAddress(
  manager: EntityManager,
  tenant: string,
  lookup: Buffer,
): Promise<readonly string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT person_id AS id FROM identity.known_by WHERE tenant = $1 AND lookup = $2
     UNION SELECT person_id FROM identity.contact_addresses WHERE tenant = $1 AND lookup = $2`,
    [tenant, lookup],
  );
  return rows.map(({ id }) => id);
}

/** Whether another account became the owner of an address a moment before. */
export function isAddressTaken(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'contact_addresses_sole';
}
