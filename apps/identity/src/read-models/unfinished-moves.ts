import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SignInMethod } from '../domain/means';

/** A move whose one account has ended and whose other one does not say so yet (W11). */
@Entity({ schema: 'identity', name: 'unfinished_moves' })
export class UnfinishedMove {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid', { name: 'from_person' })
  from!: string;

  @Column('uuid', { name: 'to_person' })
  to!: string;

  @Column('text')
  method!: SignInMethod;

  @Column('text', { name: 'proven_by' })
  provenBy!: SignInMethod;

  /** Public handle of the session that went over. */
  @Column('uuid')
  session!: string;
}
