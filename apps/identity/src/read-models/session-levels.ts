import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import { type LevelOfAssurance, reaches, type Means, type SignInMethod } from '../domain/means';
import { sessionLimits } from '../domain/session-limits';

/** Levels of a session that end earlier than the session itself. */
const higherLevels = ['substantial', 'high'] as const satisfies readonly LevelOfAssurance[];

/** A level above `low` that a session reached; one that ran out falls to the next lower one and stays out (BundID FAQ 7.5.3). */
@Entity({ schema: 'identity', name: 'session_levels' })
export class SessionLevel {
  @PrimaryColumn('text')
  tenant!: string;

  /** Public handle of the session. */
  @PrimaryColumn('uuid')
  handle!: string;

  @PrimaryColumn('text')
  level!: (typeof higherLevels)[number];

  @Column('text')
  method!: SignInMethod;

  @Column('text', { nullable: true })
  means!: Means | null;

  @Column('timestamptz', { name: 'proven_at', default: () => 'now()' })
  provenAt!: Date;

  @Column('integer', { name: 'idle_seconds' })
  idleSeconds!: number;

  @Column('timestamptz', { name: 'idle_until' })
  idleUntil!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}

/** What was proven in a session, and with what. */
export interface ProvenLevel extends Pick<SessionLevel, 'tenant' | 'handle' | 'method' | 'means'> {
  readonly levelOfAssurance: LevelOfAssurance;
}

/** The session has from now on the level that was proven, and with it every lower one; within the transaction that records it. */
export async function raiseLevel(manager: EntityManager, proven: ProvenLevel): Promise<void> {
  const { tenant, handle, method, means, levelOfAssurance } = proven;
  for (const level of higherLevels.filter((higher) => reaches(levelOfAssurance, higher))) {
    const { absoluteSeconds, idleSeconds } = sessionLimits[level];
    await manager.query(
      `INSERT INTO identity.session_levels (tenant, handle, level, method, means, idle_seconds, idle_until, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6::integer, now() + make_interval(secs => $6::integer), now() + make_interval(secs => $7))
       ON CONFLICT (tenant, handle, level) DO UPDATE SET method = excluded.method, means = excluded.means,
         proven_at = now(), idle_until = excluded.idle_until, expires_at = excluded.expires_at`,
      [tenant, handle, level, method, means, idleSeconds, absoluteSeconds],
    );
  }
}
