import { Column, Entity, In, PrimaryColumn, type EntityManager } from 'typeorm';

/** What somebody of the staff was called until a moment, sealed with their key as their profile is: it is erased with them. */
@Entity({ schema: 'identity', name: 'former_names' })
export class FormerName {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  @PrimaryColumn('timestamptz')
  until!: Date;

  /** A profile that holds the name alone. */
  @Column('text')
  name!: string;
}

/** Notes what a colleague was called up to now, within the transaction that names them anew. */
export async function noteFormerName(
  manager: EntityManager,
  former: Omit<FormerName, 'until'>,
): Promise<void> {
  await manager.insert(FormerName, { ...former, until: () => 'now()' });
}

/** What these persons were called before, the oldest name first. */
export function formerNamesOf(
  manager: EntityManager,
  tenant: string,
  personIds: readonly string[],
): Promise<FormerName[]> {
  return manager.find(FormerName, {
    where: { tenant, personId: In([...personIds]) },
    order: { personId: 'ASC', until: 'ASC' },
  });
}
