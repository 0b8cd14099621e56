import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';

/** An account of Servicekonto.NRW, as far as it may be offered to somebody who comes by BundID (W11). */
@Entity({ schema: 'identity', name: 'movable_accounts' })
export class MovableAccount {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  /** Keyed hash of address, names and date of birth together. */
  @Column('bytea')
  lookup!: Buffer;
}

/** Keeps, within the transaction that signs the person in, by what the account is offered; nothing where it cannot be. */
export async function setMovable(
  manager: EntityManager,
  { tenant, personId }: Pick<MovableAccount, 'tenant' | 'personId'>,
  lookup: Buffer | undefined,
): Promise<void> {
  if (lookup === undefined) await manager.delete(MovableAccount, { tenant, personId });
  else await manager.upsert(MovableAccount, { tenant, personId, lookup }, ['tenant', 'personId']);
}

/** The one account that is found by this; undefined where there is none, and where there are several. */
export async function findMovable(
  manager: EntityManager,
  tenant: string,
  lookup: Buffer,
): Promise<string | undefined> {
  const [only, another] = await manager.find(MovableAccount, { where: { tenant, lookup }, take: 2 });
  return another === undefined ? only?.personId : undefined;
}
