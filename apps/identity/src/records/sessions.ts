import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { LevelOfAssurance, Role } from '#auth';
import { TenantDatabase } from '#database';
import { sessionLimits } from '../sign-in/session-limits';

/** A session: somebody signed in with one browser. */
export interface Session {
  /** Public handle (UUID). The secret id is known to the browser alone and stored as a hash. */
  readonly handle: string;
  readonly personId: string;
  readonly method: string;
  readonly levelOfAssurance: LevelOfAssurance;
  readonly roles: readonly Role[];
  readonly offices: readonly string[];
  readonly signedInAt: Date;
  /** The end of the session, whatever happens in it. */
  readonly expiresAt: Date;
  /** The end of the session when nothing happens in it. */
  readonly idleUntil: Date;
}

export type NewSession = Pick<
  Session,
  'handle' | 'personId' | 'method' | 'levelOfAssurance' | 'roles' | 'offices'
>;

const columns = `handle, person_id AS "personId", method, level_of_assurance AS "levelOfAssurance", roles, offices,
  signed_in_at AS "signedInAt", expires_at AS "expiresAt", idle_until AS "idleUntil"`;
const running = 'expires_at > now() AND idle_until > now()';

/** The sessions of a city. An ended one is gone; an expired one is never found again. */
@Injectable()
export class Sessions {
  constructor(private readonly database: TenantDatabase) {}

  /** Opens a session within the transaction that signs the person in; returns its secret id, which is told once. */
  async open(client: pg.PoolClient, tenant: string, session: NewSession): Promise<string> {
    const id = randomBytes(32).toString('base64url');
    const { absoluteSeconds, idleSeconds } = sessionLimits[session.levelOfAssurance];
    await client.query(
      `INSERT INTO identity.sessions (tenant, id_hash, handle, person_id, method, level_of_assurance, roles, offices,
         idle_seconds, idle_until, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::int, now() + make_interval(secs => $9::int), now() + make_interval(secs => $10::int))`,
      [
        tenant,
        hashOf(id),
        session.handle,
        session.personId,
        session.method,
        session.levelOfAssurance,
        session.roles,
        session.offices,
        idleSeconds,
        absoluteSeconds,
      ],
    );
    await client.query(
      'DELETE FROM identity.sessions WHERE tenant = $1 AND person_id = $2 AND expires_at < now()',
      [tenant, session.personId],
    );
    return id;
  }

  /** The running session with this secret id; using it keeps it from being idle. */
  async use(tenant: string, id: string): Promise<Session | undefined> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<Session>(
        `UPDATE identity.sessions SET idle_until = least(expires_at, now() + make_interval(secs => idle_seconds))
         WHERE tenant = $1 AND id_hash = $2 AND ${running} RETURNING ${columns}`,
        [tenant, hashOf(id)],
      ),
    );
    return rows[0];
  }

  /** The running session with this handle. */
  async find(tenant: string, handle: string): Promise<Session | undefined> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<Session>(
        `SELECT ${columns} FROM identity.sessions WHERE tenant = $1 AND handle = $2 AND ${running}`,
        [tenant, handle],
      ),
    );
    return rows[0];
  }

  /** Ends a session, within the transaction that records it. */
  async end(client: pg.PoolClient, tenant: string, handle: string): Promise<void> {
    await client.query('DELETE FROM identity.sessions WHERE tenant = $1 AND handle = $2', [tenant, handle]);
  }
}

/** A random id of 256 bits needs no salt and no slow hash: nobody can guess its preimage. */
function hashOf(id: string): Buffer {
  return createHash('sha256').update(id).digest();
}
