import { Column, Entity, PrimaryColumn } from 'typeorm';
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
