import { Column, Entity, In, PrimaryColumn, Raw, type EntityManager } from 'typeorm';
import type { Role } from '../domain/account';
import { type LevelOfAssurance, lower, type Means, type SignInMethod } from '../domain/means';
import { sessionLimits } from '../domain/session-limits';
import { raiseLevel, type ProvenLevel } from './session-levels';

/** A session: somebody signed in with one browser. An ended one is gone; an expired one is never found again. */
@Entity({ schema: 'identity', name: 'sessions' })
export class Session {
  @PrimaryColumn('text')
  tenant!: string;

  /** The secret id is known to the browser alone. */
  @PrimaryColumn('bytea', { name: 'id_hash' })
  idHash!: Buffer;

  /**
   * Of the secret id before this one, while nothing but the way on led to it: the browser that did not get the answer with the present
   * one is still its browser. Null after a proof of who somebody is.
   */
  @Column('bytea', { name: 'former_id_hash', nullable: true })
  formerIdHash!: Buffer | null;

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

  /** Under which mandate the session acts for somebody else (law 7); null while it acts for its own person. */
  @Column('uuid', { name: 'mandate_id', nullable: true })
  mandateId!: string | null;

  /** The mandate under which it acted until that ended; null once its person knows. */
  @Column('uuid', { name: 'ended_mandate_id', nullable: true })
  endedMandateId!: string | null;

  @Column('timestamptz', { name: 'signed_in_at', default: () => 'now()' })
  signedInAt!: Date;

  @Column('integer', { name: 'idle_seconds' })
  idleSeconds!: number;

  /** The end of the session when nothing happens in it; may lie behind {@link expiresAt}. */
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

/** A level that a session has, until it falls to the next lower one; the lowest lasts as long as the session. */
export interface StandingLevel {
  readonly level: LevelOfAssurance;
  readonly method: SignInMethod;
  readonly means: Means | null;
  /** It falls then, whatever happens. */
  readonly expiresAt: Date;
  /** It falls then when nothing happens. */
  readonly idleUntil: Date;
}

/** A session as it stands now. */
export interface StandingSession extends Pick<
  Session,
  | 'tenant'
  | 'handle'
  | 'personId'
  | 'roles'
  | 'offices'
  | 'idHash'
  | 'mandateId'
  | 'endedMandateId'
  | 'signedInAt'
  | 'idleUntil'
  | 'expiresAt'
  | 'authenticatedAt'
> {
  /** When somebody did something in it for the last time, or for the last time that identity was told of. */
  readonly lastUsedAt: Date;
  /** The levels that run, highest first; the last one lasts as long as the session. */
  readonly levels: readonly [StandingLevel, ...StandingLevel[]];
  /** The highest one. */
  readonly levelOfAssurance: LevelOfAssurance;
}

const runs = (row: string) => `${row}.expires_at > now() AND ${row}.idle_until > now()`;

/** Whether nobody has signed in: it is the session of somebody without an account (R10a). */
export function isOfGuest({ levels }: Pick<StandingSession, 'levels'>): boolean {
  return levels.at(-1)?.method === 'guest';
}

/** The columns of a running session, and its levels out of the rows of `session_levels`; `high` stands before `substantial`. */
const columns = (
  levels: string,
) => `session.tenant, session.handle, session.person_id AS "personId", session.method, session.means,
  session.level_of_assurance AS "baseLevel", session.roles, session.offices,
  session.id_hash AS "idHash",
  session.mandate_id AS "mandateId", session.ended_mandate_id AS "endedMandateId", session.signed_in_at AS "signedInAt",
  session.idle_until - make_interval(secs => session.idle_seconds) AS "lastUsedAt",
  least(session.idle_until, session.expires_at) AS "idleUntil", session.expires_at AS "expiresAt",
   session.authenticated_at AS "authenticatedAt",
  (SELECT coalesce(json_agg(json_build_object('level', one.level, 'method', one.method, 'means', one.means,
    'expiresAt', least(one.expires_at, session.expires_at),
    'idleUntil', least(one.idle_until, one.expires_at, session.idle_until, session.expires_at)) ORDER BY one.level), '[]')
   FROM ${levels} AS one
   WHERE one.tenant = session.tenant AND one.handle = session.handle AND ${runs('one')}) AS "higherLevels"`;

interface Row extends Omit<StandingSession, 'levels' | 'levelOfAssurance'> {
  readonly method: SignInMethod;
  readonly means: Means | null;
  readonly baseLevel: LevelOfAssurance;
  /** As JSON has them. */
  readonly higherLevels: readonly (Omit<StandingLevel, 'expiresAt' | 'idleUntil'> & {
    readonly expiresAt: string;
    readonly idleUntil: string;
  })[];
}

function standing({ method, means, baseLevel: level, higherLevels, ...session }: Row): StandingSession {
  const { expiresAt, idleUntil } = session;
  const base = { level, method, means, expiresAt, idleUntil };
  const [highest = base, ...others] = higherLevels.map((higher) => ({
    ...higher,
    expiresAt: new Date(higher.expiresAt),
    idleUntil: new Date(higher.idleUntil),
  }));
  const levels = [highest, ...others, ...(highest === base ? [] : [base])] as const;
  return { ...session, levels, levelOfAssurance: highest.level };
}

/** Whether a row is of the session whose secret id, or the one before it, has the hash `$2`. */
const hasSecret = (row: string) => `(${row}.id_hash = $2 OR ${row}.former_id_hash = $2)`;

/**
 * The running session whose secret id has this hash, in which somebody does something: that keeps the session, and each of its
 * levels that still runs, from being idle.
 */
export async function useSession(
  manager: EntityManager,
  tenant: string,
  idHash: Buffer,
): Promise<StandingSession | undefined> {
  const prolonged = (row: string) =>
    `idle_until = now() + make_interval(secs => ${row}.idle_seconds) WHERE ${row}.tenant = $1 AND ${runs(row)}`;
  // One statement, because the gateway asks it for every browser: it finds the session and prolongs it.
  const [row] = await manager.query<Row[]>(
    `WITH session AS (
       UPDATE identity.sessions AS session SET ${prolonged('session')} AND ${hasSecret('session')} RETURNING session.*
     ), levels AS (
       UPDATE identity.session_levels AS level SET ${prolonged('level')}
         AND level.handle = (SELECT handle FROM session) RETURNING level.*
     )
     SELECT ${columns('levels')} FROM session`,
    [tenant, idHash],
  );
  return row && standing(row);
}

/** By what a session is found: its public handle, or the hash of its secret id. */
export type SessionKey = { readonly handle: string } | { readonly idHash: Buffer };

/** The running session with this name. Looking at it prolongs nothing. */
export async function findSession(
  manager: EntityManager,
  tenant: string,
  key: SessionKey,
): Promise<StandingSession | undefined> {
  const [found, value] =
    'handle' in key ? ['session.handle = $2', key.handle] : [hasSecret('session'), key.idHash];
  const [row] = await manager.query<Row[]>(
    `SELECT ${columns('identity.session_levels')} FROM identity.sessions AS session
     WHERE session.tenant = $1 AND ${found} AND ${runs('session')}`,
    [tenant, value],
  );
  return row && standing(row);
}

/** So many sessions of one person are listed. */
const mostListed = 200;

/** The running sessions of a person, the one that was used last first. */
export async function sessionsOf(
  manager: EntityManager,
  tenant: string,
  personId: string,
): Promise<readonly StandingSession[]> {
  const rows = await manager.query<Row[]>(
    `SELECT ${columns('identity.session_levels')} FROM identity.sessions AS session
     WHERE session.tenant = $1 AND session.person_id = $2 AND ${runs('session')}
     ORDER BY "lastUsedAt" DESC, session.handle LIMIT ${mostListed}`,
    [tenant, personId],
  );
  return rows.map(standing);
}

/** What a proof says anew of a session that runs. */
export type RenewedSession = Pick<
  Session,
  'tenant' | 'handle' | 'idHash' | 'roles' | 'offices' | 'authenticatedAt'
>;

/**
 * A running session goes on at what was proven, with a new secret id (session fixation); its public handle stays. A session that
 * stood on no identity proof has from now on the lowest level that one gives: higher ones fall to it.
 * @returns false when the session is over
 */
export async function renewSession(
  manager: EntityManager,
  { tenant, handle, idHash, roles, offices, authenticatedAt }: RenewedSession,
  { method, means, levelOfAssurance }: Omit<ProvenLevel, 'tenant' | 'handle'>,
): Promise<boolean> {
  const raised = `level_of_assurance = 'none' AND $4::text = 'low'`;
  const [, changed] = await manager.query<[unknown[], number]>(
    `UPDATE identity.sessions AS session SET id_hash = $3, former_id_hash = NULL, idle_until = now() + make_interval(secs => idle_seconds),
       method = CASE WHEN ${raised} THEN $5::text ELSE method END, means = CASE WHEN ${raised} THEN $6::text ELSE means END,
       level_of_assurance = CASE WHEN ${raised} THEN $4::text ELSE level_of_assurance END,
       roles = $7, offices = $8, authenticated_at = $9
     WHERE tenant = $1 AND handle = $2 AND ${runs('session')}`,
    [tenant, handle, idHash, lower(levelOfAssurance, 'low'), method, means, roles, offices, authenticatedAt],
  );
  return changed === 1;
}

/** A session, and under which hash of its secret id it is found. */
export type ActingSession = Pick<Session, 'personId' | 'handle' | 'idHash'>;

/** The sessions that act under a mandate. */
export function sessionsActingUnder(
  manager: EntityManager,
  tenant: string,
  mandateId: string,
): Promise<ActingSession[]> {
  return manager.find(Session, {
    select: { personId: true, handle: true, idHash: true },
    where: { tenant, mandateId },
  });
}

/**
 * Gives a session another handle and secret, with which it acts for somebody, or for nobody else; the browser is known by the former
 * secret, too, until it has been told. False when it has ended.
 */
export async function changeActing(
  manager: EntityManager,
  change: Pick<Session, 'tenant' | 'handle' | 'idHash' | 'mandateId' | 'endedMandateId'> & {
    readonly formerHandle: string;
  },
): Promise<boolean> {
  const { tenant, formerHandle, handle, idHash, mandateId, endedMandateId } = change;
  const [, changed] = await manager.query<[unknown[], number]>(
    `UPDATE identity.sessions SET handle = $3, id_hash = $4, mandate_id = $5, ended_mandate_id = $6,
       former_id_hash = CASE WHEN id_hash = $4 THEN former_id_hash ELSE id_hash END
     WHERE tenant = $1 AND handle = $2`,
    [tenant, formerHandle, handle, idHash, mandateId, endedMandateId],
  );
  return changed === 1;
}

/** The person of a session knows that the mandate has ended under which it acted. */
export async function knowsOfEndedMandate(
  manager: EntityManager,
  { tenant, handle }: Pick<Session, 'tenant' | 'handle'>,
): Promise<void> {
  await manager.update(Session, { tenant, handle }, { endedMandateId: null });
}

/** A running session goes on as another person's, with a new secret id; its levels and its ends stay. */
export async function handOverSession(
  manager: EntityManager,
  { tenant, handle, idHash, personId }: Pick<Session, 'tenant' | 'handle' | 'idHash' | 'personId'>,
): Promise<boolean> {
  const { affected } = await manager.update(
    Session,
    { tenant, handle },
    { idHash, formerIdHash: null, personId },
  );
  return affected === 1;
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
    // What acts under a mandate ends with it: it goes on under another handle.
    `SELECT handle, ceil(extract(epoch FROM least(expires_at, idle_until, mandate.ends_at) - now()) * 1000)::integer AS "remainingMs"
     FROM identity.sessions AS session LEFT JOIN identity.mandates AS mandate
       ON mandate.tenant = session.tenant AND mandate.id = session.mandate_id
     WHERE session.tenant = $1 AND handle = ANY($2::uuid[]) AND ${runs('session')}
       AND (session.mandate_id IS NULL OR (mandate.ended_at IS NULL AND mandate.ends_at > now()))`,
    [tenant, handles],
  );
}

/** The sessions that end with a session at the provider. */
export async function sessionsOfProvider(
  manager: EntityManager,
  tenant: string,
  providerSession: Buffer,
): Promise<readonly Pick<Session, 'handle' | 'personId'>[]> {
  return manager.find(Session, {
    select: { handle: true, personId: true },
    where: { tenant, providerSession },
  });
}

/** Ends sessions of a person, within the transaction that records it. */
export async function endSessions(
  manager: EntityManager,
  { tenant, personId }: Pick<Session, 'tenant' | 'personId'>,
  handles: readonly string[],
): Promise<void> {
  await manager.delete(Session, { tenant, personId, handle: In(handles) });
}
