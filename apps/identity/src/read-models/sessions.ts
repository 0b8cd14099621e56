import { Column, Entity, PrimaryColumn, Raw, type EntityManager } from 'typeorm';
import type { LevelOfAssurance, Role, SignInMethod } from '../domain/account';
import { sessionLimits } from '../domain/session-limits';

/** A session: somebody signed in with one browser. An ended one is gone; an expired one is never found again. */
@Entity({ schema: 'identity', name: 'sessions' })
export class Session {
  @PrimaryColumn('text')
  tenant!: string;

  /** The secret id is known to the browser alone. */
  @PrimaryColumn('bytea', { name: 'id_hash' })
  idHash!: Buffer;

  /** Public handle (UUID). */
  @Column('uuid')
  handle!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text')
  method!: SignInMethod;

  @Column('text', { name: 'level_of_assurance' })
  levelOfAssurance!: LevelOfAssurance;

  @Column('text', { array: true })
  roles!: Role[];

  @Column('text', { array: true })
  offices!: string[];

  @Column('timestamptz', { name: 'signed_in_at', default: () => 'now()' })
  signedInAt!: Date;

  @Column('integer', { name: 'idle_seconds' })
  idleSeconds!: number;

  /** The end of the session when nothing happens in it. */
  @Column('timestamptz', { name: 'idle_until' })
  idleUntil!: Date;

  /** The end of the session, whatever happens in it. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}

export type NewSession = Pick<
  Session,
  'tenant' | 'idHash' | 'handle' | 'personId' | 'method' | 'levelOfAssurance' | 'roles' | 'offices'
>;

/** Opens a session within the transaction that signs the person in, and forgets those of theirs that have expired. */
export async function openSession(manager: EntityManager, session: NewSession): Promise<void> {
  const { absoluteSeconds, idleSeconds } = sessionLimits[session.levelOfAssurance];
  await manager.insert(Session, {
    ...session,
    idleSeconds,
    idleUntil: () => `now() + make_interval(secs => ${idleSeconds})`,
    expiresAt: () => `now() + make_interval(secs => ${absoluteSeconds})`,
  });
  const { tenant, personId } = session;
  await manager.delete(Session, { tenant, personId, expiresAt: Raw((column) => `${column} < now()`) });
}

/** The running session whose secret id has this hash; using it keeps it from being idle. */
export async function useSession(
  manager: EntityManager,
  tenant: string,
  idHash: Buffer,
): Promise<Session | undefined> {
  // One statement, because the gateway asks it for every browser: it finds the session and prolongs it.
  const [[session]] = await manager.query<[Session[], number]>(
    `UPDATE identity.sessions SET idle_until = least(expires_at, now() + make_interval(secs => idle_seconds))
     WHERE tenant = $1 AND id_hash = $2 AND expires_at > now() AND idle_until > now()
     RETURNING tenant, id_hash AS "idHash", handle, person_id AS "personId", method,
       level_of_assurance AS "levelOfAssurance", roles, offices, signed_in_at AS "signedInAt",
       idle_seconds AS "idleSeconds", idle_until AS "idleUntil", expires_at AS "expiresAt"`,
    [tenant, idHash],
  );
  return session;
}

/** The running session with this handle. */
export function findSession(manager: EntityManager, tenant: string, handle: string): Promise<Session | null> {
  const toCome = Raw((column) => `${column} > now()`);
  return manager.findOneBy(Session, { tenant, handle, expiresAt: toCome, idleUntil: toCome });
}

/** A running session, and how long it lasts when nothing more happens in it. */
export interface RemainingSession {
  /** Public handle. */
  readonly handle: string;
  /** Milliseconds, by the clock of the database. */
  readonly remainingMs: number;
}

/** Those of these sessions that run. Looking at them prolongs none. */
export function remainingOf(
  manager: EntityManager,
  tenant: string,
  handles: readonly string[],
): Promise<RemainingSession[]> {
  return manager.query<RemainingSession[]>(
    `SELECT handle, ceil(extract(epoch FROM least(expires_at, idle_until) - now()) * 1000)::integer AS "remainingMs"
     FROM identity.sessions
     WHERE tenant = $1 AND handle = ANY($2::uuid[]) AND expires_at > now() AND idle_until > now()`,
    [tenant, handles],
  );
}

/** Ends a session, within the transaction that records it. */
export async function endSession(manager: EntityManager, tenant: string, handle: string): Promise<void> {
  await manager.delete(Session, { tenant, handle });
}
