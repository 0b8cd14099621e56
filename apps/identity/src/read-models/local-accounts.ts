import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';

/** An account with a password of its own (W6a H11), as stored. */
@Entity({ schema: 'identity', name: 'local_accounts' })
export class StoredLocalAccount {
  @PrimaryColumn('text')
  tenant!: string;

  /** Keyed hash of the address, as in `known_by`. */
  @PrimaryColumn('bytea')
  lookup!: Buffer;

  /** Argon2id in PHC string format. */
  @Column('text')
  password!: string;

  /** What was registered, sealed with the key of the city; null once the profile of the person has it. */
  @Column('text', { nullable: true })
  profile!: string | null;

  /** Null until the first sign-in. */
  @Column('uuid', { name: 'person_id', nullable: true })
  personId!: string | null;
}

/** The account with this address; null when there is none. */
export function findLocalAccount(
  manager: EntityManager,
  tenant: string,
  lookup: Buffer,
): Promise<StoredLocalAccount | null> {
  return manager.findOneBy(StoredLocalAccount, { tenant, lookup });
}

/** The account of a person; null when theirs is found by other ways in alone. */
export function findLocalAccountOf(
  manager: EntityManager,
  tenant: string,
  personId: string,
): Promise<StoredLocalAccount | null> {
  return manager.findOneBy(StoredLocalAccount, { tenant, personId });
}

/** Adds an account within the transaction that uses its link up. False when there is one with this address. */
export async function addLocalAccount(
  manager: EntityManager,
  account: Omit<StoredLocalAccount, 'personId'>,
): Promise<boolean> {
  const { raw } = await manager
    .createQueryBuilder()
    .insert()
    .into(StoredLocalAccount)
    .values(account)
    .orIgnore()
    .returning('lookup')
    .execute();
  return (raw as unknown[]).length === 1;
}

/** The account is from now on the one of the person who signed in with it; the profile is theirs. */
export async function belongsToPerson(manager: EntityManager, tenant: string, lookup: Buffer): Promise<void> {
  await manager.query(
    `UPDATE identity.local_accounts AS account SET person_id = known.person_id, profile = NULL
     FROM identity.known_by AS known
     WHERE account.tenant = $1 AND account.lookup = $2 AND account.person_id IS NULL
       AND known.tenant = account.tenant AND known.lookup = account.lookup`,
    [tenant, lookup],
  );
}

/** Sets another password. */
export async function setPassword(
  manager: EntityManager,
  { tenant, lookup }: Pick<StoredLocalAccount, 'tenant' | 'lookup'>,
  password: string,
): Promise<void> {
  await manager.query(
    `UPDATE identity.local_accounts SET password = $3, password_set_at = now() WHERE tenant = $1 AND lookup = $2`,
    [tenant, lookup, password],
  );
}
