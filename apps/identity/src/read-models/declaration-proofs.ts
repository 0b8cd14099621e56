import { Column, Entity, PrimaryColumn, Raw, type EntityManager } from 'typeorm';
import type { LevelOfAssurance, Means, SignInMethod } from '../domain/means';

/** That a person proved who they are for one declaration (§ 3a(3) VwVfG; W2 W3, law 3). */
@Entity({ schema: 'identity', name: 'declaration_proofs' })
export class DeclarationProof {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('uuid', { name: 'application_id' })
  applicationId!: string;

  /** SHA-256 of what was declared. */
  @Column('bytea', { name: 'declaration_hash' })
  declarationHash!: Buffer;

  @Column('text')
  method!: SignInMethod;

  @Column('text', { nullable: true })
  means!: Means | null;

  @Column('text')
  level!: LevelOfAssurance;

  @Column('timestamptz', { name: 'proven_at', default: () => 'now()' })
  provenAt!: Date;
}

/** How long after a proof its declaration may be submitted, in seconds: as long as it takes to read the review once more. */
const freshSeconds = 15 * 60;

/** So many proofs for one application are looked at. */
const most = 50;

/**
 * The fresh proofs of a person for one application, newest first. Each is bound to the text that was declared, too, so that it proves
 * nothing about another one. Only what reached the level of a declaration is kept here.
 */
export function findFreshProofs(
  manager: EntityManager,
  tenant: string,
  personId: string,
  applicationId: string,
): Promise<readonly DeclarationProof[]> {
  const provenAt = Raw((column) => `${column} > now() - make_interval(secs => ${freshSeconds})`);
  const where = { tenant, personId, applicationId, provenAt };
  return manager.find(DeclarationProof, { where, order: { provenAt: 'DESC' }, take: most });
}
