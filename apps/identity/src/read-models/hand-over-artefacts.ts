import { Column, Entity, In, PrimaryColumn, Raw, type EntityManager } from 'typeorm';

/** Something that our OpenID Connect provider keeps: a code, a token, a grant, a sign-in under way. */
@Entity({ schema: 'identity', name: 'hand_over_artefacts' })
export class HandOverArtefact {
  @PrimaryColumn('text')
  tenant!: string;

  /** The library's name of it, e.g. `AccessToken`. */
  @PrimaryColumn('text')
  kind!: string;

  /** Hash of its id, which is a secret of the browser or of the other portal. */
  @PrimaryColumn('bytea')
  id!: Buffer;

  @Column('text', { name: 'grant_id', nullable: true })
  grantId!: string | null;

  @Column('text', { nullable: true })
  uid!: string | null;

  /** Sealed. */
  @Column('text')
  payload!: string;

  @Column('timestamptz', { name: 'consumed_at', nullable: true })
  consumedAt!: Date | null;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}

const lasting = () => Raw((column) => `${column} > now()`);

/** Keeps an artefact, in the place of a former state of it, and forgets those of its kind that have expired. */
export async function keepArtefact(
  manager: EntityManager,
  artefact: Omit<HandOverArtefact, 'consumedAt' | 'expiresAt'>,
  seconds: number,
): Promise<void> {
  const { tenant, kind, id, grantId, uid, payload } = artefact;
  await manager.query(
    `INSERT INTO identity.hand_over_artefacts (tenant, kind, id, grant_id, uid, payload, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
     ON CONFLICT (tenant, kind, id) DO UPDATE SET grant_id = excluded.grant_id, uid = excluded.uid,
       payload = excluded.payload, expires_at = excluded.expires_at`,
    [tenant, kind, id, grantId, uid, payload, seconds],
  );
  await manager.delete(HandOverArtefact, { tenant, kind, expiresAt: Raw((column) => `${column} < now()`) });
}

/** The artefact with this id, or this uid, unless it has expired. */
export function findArtefact(
  manager: EntityManager,
  name: Pick<HandOverArtefact, 'tenant' | 'kind'> & ({ readonly id: Buffer } | { readonly uid: string }),
): Promise<HandOverArtefact | null> {
  return manager.findOneBy(HandOverArtefact, { ...name, expiresAt: lasting() });
}

/** Marks a code as used, so that a second use is noticed. */
export async function consumeArtefact(
  manager: EntityManager,
  name: Pick<HandOverArtefact, 'tenant' | 'kind' | 'id'>,
): Promise<void> {
  await manager.update(HandOverArtefact, name, { consumedAt: () => 'now()' });
}

export async function removeArtefact(
  manager: EntityManager,
  name: Pick<HandOverArtefact, 'tenant' | 'kind' | 'id'>,
): Promise<void> {
  await manager.delete(HandOverArtefact, name);
}

/** Everything that was made under these grants: codes, tokens, and the grants themselves. @param grants their ids, and the hashes of these */
export async function removeGrants(
  manager: EntityManager,
  tenant: string,
  grants: readonly { readonly grantId: string; readonly id: Buffer }[],
): Promise<void> {
  await manager.delete(HandOverArtefact, { tenant, grantId: In(grants.map(({ grantId }) => grantId)) });
  await manager.delete(HandOverArtefact, { tenant, kind: 'Grant', id: In(grants.map(({ id }) => id)) });
}
