import { randomBytes } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { Problem } from '#http';
import { accountAggregate } from './account.aggregate';
import type { NewlySignedIn } from './account.handler';
import type { AccountCommand } from './commands';
import type { FormerSession } from './domain/arrival';
import { refreshed } from './domain/profile';
import { EndedAccounts } from './ended-accounts';
import { Moves, type OldSide } from './moves';
import { handOverWayIn } from './read-models/known-by';
import { linkTables } from './read-models/links';
import { replaceProfile } from './read-models/persons';
import { handOverSession } from './read-models/sessions';
import { useUpAttempt } from './read-models/sign-in-attempts';
import { uncontested } from './uncontested';
import { UnfinishedMove } from './read-models/unfinished-moves';
import { Secrets, secretHash } from './secrets';

/** Somebody who came by BundID moves the account that they have with Servicekonto.NRW (W11). */
export class MoveAccount extends Command<NewlySignedIn> {
  constructor(
    readonly tenant: string,
    readonly by: FormerSession,
    readonly oldSide: OldSide,
  ) {
    super();
  }
}

/**
 * BundID becomes a way in to the old account, with its data, cases and mailbox; the new account, which has nothing of its own,
 * ends. Nothing is ever merged.
 */
@CommandHandler(MoveAccount)
export class MoveHandler implements ICommandHandler<MoveAccount> {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly secrets: Secrets,
    private readonly moves: Moves,
    private readonly ended: EndedAccounts,
  ) {}

  /** @throws Problem `move-not-offered`, `move-not-proven`, `move-account-used`, `address-link-unusable`, `sign-in-attempt-lost`, `step-up-session-ended` */
  async execute(asked: MoveAccount): Promise<NewlySignedIn> {
    const { move, sessionId } = await uncontested(() => this.moved(asked));
    await uncontested(() => this.finish(move));
    const { tenant, session } = move;
    return { sessionId, csrfToken: (await this.secrets.ofCity(tenant)).csrfToken(session) };
  }

  /** Whatever meets another change of the account is looked at anew: it may be offered no more. */
  private async moved({ tenant, by, oldSide }: MoveAccount) {
    const offered = await this.moves.offered(tenant, by);
    if (offered === undefined) throw new Problem('move-not-offered');
    const proven = await this.moves.proven(tenant, by, offered, oldSide);
    if (await this.moves.isUsed(tenant, by.personId)) throw new Problem('move-account-used');
    const { personId: from, session: handle } = by;
    const { old, method } = offered;
    const profile = refreshed(old.profile, offered.news);
    const sealed = await this.secrets.sealProfile(tenant, old.id, profile);
    const sessionId = proven.attempt?.sessionId ?? randomBytes(32).toString('base64url');
    const move = { tenant, from, to: old.id, method, provenBy: proven.method, session: handle };
    await this.data.inTransaction(tenant, async (manager, client) => {
      await this.give(tenant, client, from, { type: 'move-away', into: old.id });
      const { link, attempt } = proven;
      if (link !== undefined && !(await linkTables['address-link'].useUp(manager, { tenant, id: link })))
        throw new Problem('address-link-unusable');
      if (attempt !== undefined && !(await useUpAttempt(manager, { tenant, id: attempt.id })))
        throw new Problem('sign-in-attempt-lost');
      const session = { tenant, handle, idHash: secretHash(sessionId), personId: old.id };
      const isDone =
        (await handOverWayIn(manager, { tenant, from, to: old.id, purpose: method })) &&
        (await handOverSession(manager, session)) &&
        (await replaceProfile(manager, { tenant, id: old.id, version: old.version }, sealed));
      if (!isDone) throw new Problem('move-not-offered');
      await this.ended.remove(manager, client, { tenant, personId: from });
      await manager.insert(UnfinishedMove, move);
    });
    return { move, sessionId };
  }

  /** Tells the account that goes on. What a process that ended in between left is finished when the next one starts. */
  async finish({ tenant, from, to, method, provenBy, session }: UnfinishedMove): Promise<void> {
    await this.data.inTransaction(tenant, async (manager, client) => {
      const command = { type: 'move-here', from, method, provenBy, sessionId: session } as const;
      await this.give(tenant, client, to, command);
      await manager.delete(UnfinishedMove, { tenant, from });
    });
  }

  private async give(
    tenant: string,
    client: Parameters<PostgresEventStore['within']>[0],
    streamId: string,
    command: AccountCommand,
  ): Promise<void> {
    await runCommand(
      this.store.within(client),
      accountAggregate,
      { tenant, streamId },
      ({ state }) => {
        if (state.ended && command.type === 'move-away') throw new Problem('move-not-offered');
        return command;
      },
      { metadata: metadataOf({ personId: streamId, role: 'citizen' }) },
    );
  }
}
