import { Column, Entity, PrimaryColumn, Raw, type EntityManager } from 'typeorm';
import type { Declaration } from '../domain/arrival';
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

/**
 * The newest proof of a person for exactly this declaration that is fresh. It is bound to all three, so that it proves nothing
 * about another application, another person, or another text. Only what reached the level of a declaration is kept here.
 */
export async function findFreshProof(
  manager: EntityManager,
  tenant: string,
  personId: string,
  { applicationId, declarationHash }: Declaration,
): Promise<DeclarationProof | undefined> {
  const fresh = Raw((column) => `${column} > now() - make_interval(secs => ${freshSeconds})`);
  const proof = await manager.findOne(DeclarationProof, {
    where: {
      tenant,
      personId,
      applicationId,
      declarationHash: Raw((column) => `${column} = decode(:hash, 'hex')`, { hash: declarationHash }),
      provenAt: fresh,
    },
    order: { provenAt: 'DESC' },
  });
  return proof ?? undefined;
}
