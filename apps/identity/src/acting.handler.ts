import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v4 as uuidv4 } from 'uuid';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { Problem } from '#http';
import { accountAggregate } from './account.aggregate';
import type { NewlySignedIn } from './account.handler';
import { presentSecret } from './queries/session';
import { findRunningMandate } from './read-models/mandates';
import {
  changeActing,
  findSession,
  knowsOfEndedMandate,
  sessionsActingUnder,
  type ActingSession,
} from './read-models/sessions';
import { Secrets, secretHash } from './secrets';
import { uncontested } from './uncontested';

/** The session of somebody begins to act for who gave them a mandate (law 7), or for nobody else any more. */
export class ActFor extends Command<NewlySignedIn> {
  constructor(
    readonly tenant: string,
    readonly session: {
      /** As it was when what was sent was loaded. */
      readonly handle: string;
      /** What the browser brought. */
      readonly secretId: string;
    },
    /** Undefined: for nobody else. */
    readonly mandateId: string | undefined,
  ) {
    super();
  }
}

/** Sessions act for nobody else any more, because the mandate has ended. */
export class StopActing extends Command<void> {
  constructor(
    readonly tenant: string,
    readonly under: { readonly mandateId: string },
  ) {
    super();
  }
}

/**
 * A session that begins or ends to act for somebody goes on under a new handle: its former streams end, and what a page sends
 * that was loaded before is refused by its CSRF token, so that nothing is ever done for somebody else than the page showed. The new
 * secret is made of the former one, which stays good for hearing of it: a lost answer costs nobody their session.
 */
@CommandHandler(ActFor)
export class ActingHandler implements ICommandHandler<ActFor> {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly secrets: Secrets,
  ) {}

  /**
   * What is so already is answered again.
   * @throws Problem `mandate-not-running`; `unauthenticated` when the session has ended, or acts for somebody else than the page showed
   */
  async execute(command: ActFor): Promise<NewlySignedIn> {
    const { tenant, session: seen, mandateId } = command;
    const [session, mandate] = await this.data.withTenant(tenant, async (manager) => [
      await findSession(manager, tenant, { idHash: secretHash(seen.secretId) }),
      mandateId === undefined ? undefined : await findRunningMandate(manager, tenant, mandateId),
    ]);
    const secrets = await this.secrets.ofCity(tenant);
    const present = session && presentSecret(secrets, session, seen.secretId);
    if (session === undefined || present === undefined) throw new Problem('unauthenticated');
    const { personId, handle } = session;
    if (mandateId !== undefined && mandate?.representativeId !== personId)
      throw new Problem('mandate-not-running');
    const about = mandateId ?? session.mandateId;
    if (about === null || session.mandateId === mandateId) {
      await this.data.withTenant(tenant, (manager) => knowsOfEndedMandate(manager, { tenant, handle }));
      return { sessionId: present, csrfToken: secrets.csrfToken(handle) };
    }
    if (handle !== seen.handle) throw new Problem('unauthenticated');
    const sessionId = secrets.sessionAfter(present);
    const next = await changedSession(this.data, this.store, {
      ...{ tenant, personId, handle, idHash: secretHash(sessionId), mandateId: about },
      ...(mandate && { actingFor: mandate.grantorId }),
    });
    // Asked twice at once, the other one has come first.
    if (next === undefined) return this.execute(command);
    return { sessionId, csrfToken: secrets.csrfToken(next) };
  }
}

@CommandHandler(StopActing)
export class StopActingHandler implements ICommandHandler<StopActing> {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
  ) {}

  async execute({ tenant, under: { mandateId } }: StopActing): Promise<void> {
    const sessions = await this.data.withTenant(tenant, (manager) =>
      sessionsActingUnder(manager, tenant, mandateId),
    );
    for (const session of sessions) {
      await changedSession(this.data, this.store, { ...session, tenant, mandateId, hasEnded: true });
    }
  }
}

/** @returns the new handle; undefined when the session has ended meanwhile */
async function changedSession(
  data: TenantData,
  store: PostgresEventStore,
  change: ActingSession & {
    readonly tenant: string;
    readonly mandateId: string;
    readonly actingFor?: string;
    /** Whether it acts no longer because the mandate has ended. */
    readonly hasEnded?: boolean;
  },
): Promise<string | undefined> {
  const { tenant, personId, handle: formerSessionId, idHash, mandateId, actingFor, hasEnded } = change;
  const sessionId = uuidv4();
  const acted = () =>
    data.inTransaction(tenant, async (manager, client) => {
      const command = { type: 'act-for', formerSessionId, sessionId, mandateId } as const;
      await runCommand(
        store.within(client),
        accountAggregate,
        { tenant, streamId: personId },
        { ...command, ...(actingFor !== undefined && { actingFor }) },
        { metadata: metadataOf({ personId, role: 'citizen' }) },
      );
      const changed = await changeActing(manager, {
        ...{ tenant, formerHandle: formerSessionId, handle: sessionId, idHash },
        mandateId: actingFor === undefined ? null : mandateId,
        endedMandateId: hasEnded === true ? mandateId : null,
      });
      return changed ? sessionId : undefined;
    });
  return uncontested(acted);
}
