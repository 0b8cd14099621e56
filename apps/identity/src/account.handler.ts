import { randomBytes } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import type { EntityManager } from 'typeorm';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand, VersionConflict, type Actor } from '#event-sourcing';
import { Problem } from '#http';
import { accountAggregate } from './account.aggregate';
import type { AccountCommand } from './commands';
import type { Proof } from './commands/sign-in';
import { Secrets, secretHash } from './secrets';
import { addPerson, findPersonId, isAlreadyRegistered } from './read-models/persons';
import { endSession, findSession, openSession } from './read-models/sessions';
import { useUpLink } from './read-models/sign-in-links';

/** What happens to an account: with a proof of who it is about, or out of a session. */
export type AskedOfAccount =
  | {
      readonly type: 'sign-in';
      readonly proof: Proof;
      /** Handle of the session that this browser had until now, in this city; it ends. */
      readonly formerSession?: string | undefined;
    }
  | { readonly type: 'sign-out'; readonly session: string };

export interface NewlySignedIn {
  /** The secret id of the session, for the browser alone; always a new one (session fixation). */
  readonly sessionId: string;
  readonly csrfToken: string;
}

type AnswerTo<Type extends AskedOfAccount['type']> = { 'sign-in': NewlySignedIn; 'sign-out': void }[Type];

/** Somebody asks that something happens to an account: the one door to it. */
export class GiveAccountCommand<Type extends AskedOfAccount['type'] = AskedOfAccount['type']> extends Command<
  AnswerTo<Type>
> {
  constructor(
    readonly tenant: string,
    readonly asked: Extract<AskedOfAccount, { readonly type: Type }>,
  ) {
    super();
  }
}

/** Of several sign-ins of a person at once one goes first; so many times the others look again. */
const maxAttempts = 10;

/** Event, account, session and the used proof are one transaction. */
@CommandHandler(GiveAccountCommand)
export class AccountHandler implements ICommandHandler<GiveAccountCommand> {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly secrets: Secrets,
  ) {}

  /** @throws Problem `sign-in-link-unusable` when the link that proves a sign-in was used or has expired meanwhile. */
  async execute({ tenant, asked }: GiveAccountCommand): Promise<NewlySignedIn | void> {
    switch (asked.type) {
      case 'sign-in': {
        const signedIn = await uncontested(() => this.signIn(tenant, asked.proof));
        if (asked.formerSession !== undefined) await this.signOut(tenant, asked.formerSession);
        return signedIn;
      }
      case 'sign-out':
        return this.signOut(tenant, asked.session);
    }
  }

  private async signIn(tenant: string, proof: Proof): Promise<NewlySignedIn> {
    const { kind, method, levelOfAssurance, roles, offices, link } = proof;
    const secrets = await this.secrets.ofCity(tenant);
    const lookup = secrets.lookup(proof.knownBy);
    const known = await this.data.withTenant(tenant, (manager) => findPersonId(manager, tenant, lookup));
    const personId = known ?? uuidv7();
    const profile = known ? undefined : await this.secrets.sealProfile(tenant, personId, proof.profile);
    const handle = uuidv4(); // not a v7 one: it stands in logs and tells nothing, not even the time
    const sessionId = randomBytes(32).toString('base64url');
    await this.change(
      tenant,
      { personId, role: roles[0] },
      { type: 'sign-in', proof, sessionId: handle },
      async (manager) => {
        if (link !== undefined && !(await useUpLink(manager, { tenant, id: link, lookup }))) {
          throw new Problem('sign-in-link-unusable');
        }
        if (profile) await addPerson(manager, { tenant, id: personId, kind, lookup, profile });
        const session = { tenant, idHash: secretHash(sessionId), handle, personId, method, levelOfAssurance };
        await openSession(manager, { ...session, roles: [...roles], offices: [...offices] });
      },
    );
    return { sessionId, csrfToken: secrets.csrfToken(handle) };
  }

  /** Ends a session at once. Ending one that has ended changes nothing. */
  private async signOut(tenant: string, handle: string): Promise<void> {
    const session = await this.data.withTenant(tenant, (manager) => findSession(manager, tenant, handle));
    if (session === null) return;
    const { personId, roles } = session;
    await uncontested(() =>
      this.change(
        tenant,
        { personId, role: roles[0] ?? 'citizen' },
        { type: 'sign-out', sessionId: handle },
        (manager) => endSession(manager, tenant, handle),
      ),
    );
  }

  /** A command of an account, and the plain data that changes with it. */
  private change(
    tenant: string,
    actor: Actor,
    command: AccountCommand,
    alongside: (manager: EntityManager) => Promise<void>,
  ): Promise<void> {
    return this.data.inTransaction(tenant, async (manager, client: pg.PoolClient) => {
      const stream = { tenant, streamId: actor.personId };
      const metadata = metadataOf(actor);
      await runCommand(this.store.within(client), accountAggregate, stream, command, { metadata });
      await alongside(manager);
    });
  }
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
