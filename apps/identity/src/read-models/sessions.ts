import { Column, Entity, PrimaryColumn, Raw, type EntityManager } from 'typeorm';
import type { Role } from '../domain/account';
import { type LevelOfAssurance, lower, type Means, type SignInMethod } from '../domain/means';
import { sessionLimits } from '../domain/session-limits';
import { raiseLevel } from './session-levels';

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

  /** By what means, where the way in says so. */
  @Column('text', { nullable: true })
  means!: Means | null;

  /** The level that stays as long as the session does: at most `low`. Higher ones are {@link SessionLevel}s. */
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

  /** When the person last proved to the provider who they are, where it said so. */
  @Column('timestamptz', { name: 'authenticated_at', nullable: true })
  authenticatedAt!: Date | null;

  /** Keyed hash of the session at the provider, with which this one ends. */
  @Column('bytea', { name: 'provider_session', nullable: true })
  providerSession!: Buffer | null;
}

export type NewSession = Pick<
  Session,
  | 'tenant'
  | 'idHash'
  | 'handle'
  | 'personId'
  | 'method'
  | 'means'
  | 'levelOfAssurance'
  | 'roles'
  | 'offices'
  | 'authenticatedAt'
  | 'providerSession'
>;

/** Opens a session within the transaction that signs the person in, and forgets those of theirs that have expired. */
export async function openSession(manager: EntityManager, session: NewSession): Promise<void> {
  const level = lower(session.levelOfAssurance, 'low');
  const { absoluteSeconds, idleSeconds } = sessionLimits[level];
  await manager.insert(Session, {
    ...session,
    levelOfAssurance: level,
    idleSeconds,
    idleUntil: () => `now() + make_interval(secs => ${idleSeconds})`,
    expiresAt: () => `now() + make_interval(secs => ${absoluteSeconds})`,
  });
  await raiseLevel(manager, session);
  const { tenant, personId } = session;
  await manager.delete(Session, { tenant, personId, expiresAt: Raw((column) => `${column} < now()`) });
}

/** A session as it stands now: its level is the highest one that has not run out. */
export interface RunningLevels {
  readonly levelOfAssurance: LevelOfAssurance;
  /** The levels above `low` that run, highest first. */
  readonly higherLevels: readonly HigherLevel[];
}

/** A level above `low`, until it falls to the next lower one. */
export interface HigherLevel {
  readonly level: LevelOfAssurance;
  readonly method: SignInMethod;
  readonly means: Means | null;
  /** It falls then, whatever happens; UTC, ISO 8601. */
  readonly expiresAt: string;
  /** It falls then when nothing happens; UTC, ISO 8601. */
  readonly idleUntil: string;
}

export type StandingSession = Omit<Session, 'levelOfAssurance' | 'providerSession'> & RunningLevels;

const columns = `session.tenant, session.id_hash AS "idHash", session.handle, session.person_id AS "personId",
  session.method, session.means, session.level_of_assurance AS "baseLevel", session.roles, session.offices,
  session.signed_in_at AS "signedInAt", session.idle_seconds AS "idleSeconds",
  session.idle_until AS "idleUntil", session.expires_at AS "expiresAt", session.authenticated_at AS "authenticatedAt"`;

/** The levels of a session that run, highest first: `high` stands before `substantial` in the alphabet. */
const running = (
  levels: string,
) => `(SELECT coalesce(json_agg(json_build_object('level', level, 'method', method,
    'means', means, 'expiresAt', expires_at, 'idleUntil', idle_until) ORDER BY level), '[]')
  FROM ${levels} WHERE expires_at > now() AND idle_until > now()) AS "higherLevels"`;

type Row = Omit<Session, 'levelOfAssurance' | 'providerSession'> & {
  readonly baseLevel: LevelOfAssurance;
  readonly higherLevels: readonly HigherLevel[];
};

function standing({ baseLevel, ...session }: Row): StandingSession {
  return { ...session, levelOfAssurance: session.higherLevels[0]?.level ?? baseLevel };
}

/** `$3` says whether somebody does something. */
const prolonged = (row: string) =>
  `CASE WHEN $3 THEN least(${row}.expires_at, now() + make_interval(secs => ${row}.idle_seconds)) ELSE ${row}.idle_until END`;

/**
 * The running session whose secret id has this hash.
 * @param active whether somebody does something: that keeps the session, and each of its levels that still runs, from being idle
 */
export async function useSession(
  manager: EntityManager,
  tenant: string,
  idHash: Buffer,
  active: boolean,
): Promise<StandingSession | undefined> {
  // One statement, because the gateway asks it for every browser: it finds the session and prolongs it.
  const [row] = await manager.query<Row[]>(
    `WITH session AS (
       UPDATE identity.sessions SET idle_until = ${prolonged('sessions')}
       WHERE tenant = $1 AND id_hash = $2 AND expires_at > now() AND idle_until > now() RETURNING *
     ), levels AS (
       UPDATE identity.session_levels AS one SET idle_until = ${prolonged('one')}
       FROM session WHERE one.tenant = $1 AND one.handle = session.handle
         AND one.expires_at > now() AND one.idle_until > now()
       RETURNING one.*
     )
     SELECT ${columns}, ${running('levels')} FROM session`,
    [tenant, idHash, active],
  );
  return row && standing(row);
}

const levelsOfHandle = '(SELECT * FROM identity.session_levels WHERE tenant = $1 AND handle = $2) AS levels';

/** The running session with this handle. Looking at it prolongs nothing. */
export async function findSession(
  manager: EntityManager,
  tenant: string,
  handle: string,
): Promise<StandingSession | undefined> {
  const [row] = await manager.query<Row[]>(
    `SELECT ${columns}, ${running(levelsOfHandle)} FROM identity.sessions AS session
     WHERE session.tenant = $1 AND session.handle = $2 AND session.expires_at > now() AND session.idle_until > now()`,
    [tenant, handle],
  );
  return row && standing(row);
}

/** What a proof says anew of a session that runs. */
export type RenewedSession = Pick<
  Session,
  'tenant' | 'handle' | 'idHash' | 'roles' | 'offices' | 'authenticatedAt'
>;

/** Gives a running session a new secret id (session fixation), and what was proven anew; its public handle stays. */
export async function renewSession(
  manager: EntityManager,
  { tenant, handle, ...renewed }: RenewedSession,
): Promise<void> {
  await manager.update(Session, { tenant, handle }, renewed);
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

/** The public handles of the sessions that end with a session at the provider. */
export async function sessionsOfProvider(
  manager: EntityManager,
  tenant: string,
  providerSession: Buffer,
): Promise<readonly string[]> {
  const sessions = await manager.find(Session, {
    select: { handle: true },
    where: { tenant, providerSession },
  });
  return sessions.map(({ handle }) => handle);
}

/** The public handles of the sessions of a person. */
export async function sessionsOfPerson(
  manager: EntityManager,
  tenant: string,
  personId: string,
): Promise<readonly string[]> {
  const sessions = await manager.find(Session, { select: { handle: true }, where: { tenant, personId } });
  return sessions.map(({ handle }) => handle);
}

/** Ends a session, within the transaction that records it. */
export async function endSession(manager: EntityManager, tenant: string, handle: string): Promise<void> {
  await manager.delete(Session, { tenant, handle });
}
