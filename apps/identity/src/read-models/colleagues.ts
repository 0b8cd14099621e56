import { Column, Entity, PrimaryColumn, Raw, type EntityManager } from 'typeorm';
import type { Role } from '../domain/account';

/** Somebody of the staff as the city's directory described them when they signed in last. */
@Entity({ schema: 'identity', name: 'colleagues' })
export class Colleague {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text', { array: true })
  roles!: Role[];

  /** Keys of the offices that they work for. */
  @Column('text', { array: true })
  offices!: string[];
}

/** Notes what the directory says of somebody of the staff, within the transaction that signs them in. */
export async function noteColleague(manager: EntityManager, colleague: Colleague): Promise<void> {
  await manager.upsert(Colleague, colleague, ['tenant', 'personId']);
}

/** Who works on the cases of an office. */
export function colleaguesOf(manager: EntityManager, tenant: string, office: string): Promise<Colleague[]> {
  return manager.findBy(Colleague, {
    tenant,
    offices: Raw((column) => `${column} @> ARRAY[:office]::text[]`, { office }),
    roles: Raw((column) => `${column} && ARRAY['caseworker', 'head-of-office']`),
  });
}
