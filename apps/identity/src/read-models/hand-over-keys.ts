import { Column, Entity, PrimaryColumn, Raw, type EntityManager } from 'typeorm';

/** A key that signs what is handed over to other portals. */
@Entity({ schema: 'identity', name: 'hand_over_keys' })
export class HandOverKey {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('text')
  kid!: string;

  /** Private key as JWK; sealed. */
  @Column('text')
  jwk!: string;

  @Column('timestamptz', { name: 'made_at', default: () => 'now()' })
  madeAt!: Date;
}

/** The keys of a city, newest first. Those that sign nothing any more are forgotten half a year later. */
export async function keysOf(manager: EntityManager, tenant: string): Promise<readonly HandOverKey[]> {
  const old = Raw((column) => `${column} < now() - interval '270 days'`);
  await manager.delete(HandOverKey, { tenant, madeAt: old });
  return manager.find(HandOverKey, { where: { tenant }, order: { madeAt: 'DESC', kid: 'ASC' } });
}

export async function addKey(
  manager: EntityManager,
  key: Pick<HandOverKey, 'tenant' | 'kid' | 'jwk'>,
): Promise<void> {
  await manager.insert(HandOverKey, key);
}
