import { Column, Entity, In, PrimaryColumn, type EntityManager } from 'typeorm';
import type { PersonKind } from '../domain/account';

/** A person of a city, as stored: the profile is sealed with a key of this person. */
@Entity({ schema: 'identity', name: 'persons' })
export class StoredPerson {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: PersonKind;

  /** What the former version finds a person by; {@link StoredKnownBy} is what counts. */
  @Column('bytea', { nullable: true })
  lookup!: Buffer | null;

  @Column('text')
  profile!: string;

  /** Counts the changes of the profile: its ETag. */
  @Column('integer')
  version!: number;
}

/** The person with this id; null when this city has none. */
export function findPerson(manager: EntityManager, tenant: string, id: string): Promise<StoredPerson | null> {
  return manager.findOneBy(StoredPerson, { tenant, id });
}

/** Those of these persons who are there. */
export function findPersons(
  manager: EntityManager,
  tenant: string,
  ids: readonly string[],
): Promise<StoredPerson[]> {
  return manager.findBy(StoredPerson, { tenant, id: In([...ids]) });
}

/** Adds a person within the transaction that signs them in for the first time. */
export async function addPerson(
  manager: EntityManager,
  person: Omit<StoredPerson, 'version'>,
): Promise<void> {
  await manager.insert(StoredPerson, { ...person, version: 1 });
}

/** Removes a person with everything that hangs on them, within the transaction that records it. */
export async function removePerson(manager: EntityManager, tenant: string, id: string): Promise<void> {
  await manager.query('DELETE FROM identity.sessions WHERE tenant = $1 AND person_id = $2', [tenant, id]);
  await manager.delete(StoredPerson, { tenant, id });
}

/** Those of these persons who are there. */
export async function existingPersons(
  manager: EntityManager,
  tenant: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  const found = await manager.find(StoredPerson, {
    select: { id: true },
    where: { tenant, id: In([...ids]) },
  });
  return found.map(({ id }) => id);
}

/** Replaces a profile that the caller saw in `version`. False when it has changed since. */
export async function replaceProfile(
  manager: EntityManager,
  { tenant, id, version }: Pick<StoredPerson, 'tenant' | 'id' | 'version'>,
  profile: string,
): Promise<boolean> {
  const { affected } = await manager.update(
    StoredPerson,
    { tenant, id, version },
    { profile, version: version + 1 },
  );
  return affected === 1;
}
