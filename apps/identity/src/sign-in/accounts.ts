import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import type { LevelOfAssurance, Role } from '#auth';
import {
  PostgresEventStore,
  runCommand,
  VersionConflict,
  type Actor,
  type EventMetadata,
} from '#event-sourcing';
import { currentCorrelationId } from '#http';
import { TenantDatabase } from '#database';
import { accountAggregate } from '../aggregates';
import type { AccountCommand } from '../domain/account';
import { Persons, type PersonKind } from '../records/persons';
import type { Profile } from '../records/profile';
import { Sessions, type Session } from '../records/sessions';

/** Somebody who has just proven who they are. */
export interface SignIn {
  readonly tenant: string;
  readonly kind: PersonKind;
  /** Keyed hash of what the person is known by: an address, or issuer and subject. */
  readonly lookup: Buffer;
  /** The profile of an account that comes into being now; that of an existing one stays. */
  readonly profile: Profile;
  readonly method: string;
  readonly levelOfAssurance: LevelOfAssurance;
  readonly roles: readonly [Role, ...Role[]];
  readonly offices: readonly string[];
  /** Handle of the session that this browser had until now, in this city; it ends. */
  readonly formerSession?: string | undefined;
  /** Uses the proof up, in the same transaction. */
  readonly useUp?: (client: pg.PoolClient) => Promise<void>;
}

export interface NewlySignedIn {
  /** The secret id of the session, for the browser alone. */
  readonly sessionId: string;
  /** The public handle of the session. */
  readonly handle: string;
}

/** Of several sign-ins of a person at once one goes first; so many times the others look again. */
const maxAttempts = 10;

/** Signs people in and out: event, account, session and the used proof are one transaction. */
@Injectable()
export class Accounts {
  constructor(
    private readonly database: TenantDatabase,
    private readonly store: PostgresEventStore,
    private readonly persons: Persons,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Opens a session, and the account where there is none yet; the session that the browser had before ends.
   * @returns the secret id of the session; always a new one, whatever the browser brought along (session fixation).
   */
  async signIn(signIn: SignIn): Promise<NewlySignedIn> {
    const signedIn = await uncontested(() => this.trySignIn(signIn));
    const former = signIn.formerSession && (await this.sessions.find(signIn.tenant, signIn.formerSession));
    if (former) await this.signOut(signIn.tenant, former);
    return signedIn;
  }

  /** Ends a session at once. Ending one that has ended changes nothing. */
  async signOut(tenant: string, session: Pick<Session, 'handle' | 'personId' | 'roles'>): Promise<void> {
    const { handle, personId, roles } = session;
    const stream = { tenant, streamId: personId };
    const command: AccountCommand = { type: 'sign-out', sessionId: handle };
    const metadata = causedBy({ personId, role: roles[0] ?? 'citizen' });
    await uncontested(() =>
      this.database.inTransaction(tenant, async (client) => {
        await runCommand(this.store.within(client), accountAggregate, stream, command, { metadata });
        await this.sessions.end(client, tenant, handle);
      }),
    );
  }

  private async trySignIn(signIn: SignIn): Promise<NewlySignedIn> {
    const { tenant, kind, lookup, method, levelOfAssurance, roles, offices } = signIn;
    const known = await this.persons.findId(tenant, lookup);
    const personId = known ?? uuidv7();
    const profile = known ? undefined : await this.persons.seal(tenant, personId, signIn.profile);
    const handle = uuidv4(); // not a v7 one: it stands in logs and tells nothing, not even the time
    const sessionId = await this.database.inTransaction(tenant, async (client) => {
      const command = { type: 'sign-in', kind, sessionId: handle, method, levelOfAssurance } as const;
      const metadata = causedBy({ personId, role: roles[0] });
      await runCommand(this.store.within(client), accountAggregate, { tenant, streamId: personId }, command, {
        metadata,
      });
      await signIn.useUp?.(client);
      if (profile) await this.persons.add(client, { tenant, id: personId, kind, lookup, profile });
      return this.sessions.open(client, tenant, {
        handle,
        personId,
        method,
        levelOfAssurance,
        roles,
        offices,
      });
    });
    return { sessionId, handle };
  }
}

/** The metadata of a command that somebody gives over HTTP. */
export function causedBy(actor: Actor): EventMetadata {
  const commandId = uuidv7();
  return { actor, commandId, correlationId: currentCorrelationId(), causationId: commandId };
}

/** Begins a transaction anew that met another one of the same person. */
async function uncontested<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      const contested = error instanceof VersionConflict || isAlreadyRegistered(error);
      if (attempt === maxAttempts || !contested) throw error;
    }
  }
}

function isAlreadyRegistered(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'persons_tenant_lookup_key';
}
