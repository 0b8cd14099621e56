import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import type { PoolClient } from 'pg';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { DataKeys } from '#encryption';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { Problem } from '#http';
import { accountAggregate } from './account.aggregate';
import { ClaimableGuestsQuery } from './queries/claimable-guests';
import { claimGuest } from './read-models/guests';
import { Secrets } from './secrets';
import { uncontested } from './uncontested';

/** What happens to a guest that no browser of theirs asks for. */
export type AskedOfGuest =
  | {
      /** Somebody's account takes over what the guest filed. */
      readonly type: 'claim';
      readonly by: string;
    }
  | {
      /** Nothing is left that the guest filed. @param transaction of the row that reminded of it */
      readonly type: 'end';
      readonly transaction: PoolClient;
    };

/** Something happens to somebody who filed without an account (R10a). */
export class GiveGuestCommand extends Command<void> {
  constructor(
    readonly tenant: string,
    readonly guestId: string,
    readonly asked: AskedOfGuest,
  ) {
    super();
  }
}

@CommandHandler(GiveGuestCommand)
export class GuestHandler implements ICommandHandler<GiveGuestCommand> {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly secrets: Secrets,
    private readonly queries: QueryBus,
    private readonly keys: DataKeys,
  ) {}

  /** @throws Problem `not-found` for a guest whose matters this person may not take over */
  async execute({ tenant, guestId, asked }: GiveGuestCommand): Promise<void> {
    switch (asked.type) {
      case 'claim':
        return this.claim(tenant, guestId, asked.by);
      case 'end':
        return this.end(tenant, guestId, asked.transaction);
    }
  }

  /** From then on nobody comes back as this guest. Claiming it again changes nothing. */
  private async claim(tenant: string, guestId: string, by: string): Promise<void> {
    const claimable = await this.queries.execute(new ClaimableGuestsQuery(tenant, by));
    if (!claimable.includes(guestId)) throw new Problem('not-found');
    const links = (await this.secrets.ofCity(tenant)).linkLookup({ email: '', guest: { personId: guestId } });
    const claimed = () =>
      this.data.inTransaction(tenant, async (manager, client) => {
        const metadata = metadataOf({ personId: by, role: 'citizen' });
        const command = { type: 'claim-guest', claimedBy: by } as const;
        const stream = { tenant, streamId: guestId };
        await runCommand(this.store.within(client), accountAggregate, stream, command, { metadata });
        await claimGuest(manager, { tenant, personId: guestId }, by, links);
      });
    await uncontested(claimed);
  }

  /** What was known of the guest goes with the row, and the key that opens the profile. */
  private async end(tenant: string, guestId: string, transaction: PoolClient): Promise<void> {
    const metadata = metadataOf({ personId: 'service:identity', role: 'service' });
    const stream = { tenant, streamId: guestId };
    const command = { type: 'end-guest' } as const;
    await runCommand(this.store.within(transaction), accountAggregate, stream, command, { metadata });
    await transaction.query('DELETE FROM identity.sessions WHERE tenant = $1 AND person_id = $2', [
      tenant,
      guestId,
    ]);
    await transaction.query('DELETE FROM identity.persons WHERE tenant = $1 AND id = $2', [tenant, guestId]);
    await this.keys.destroy(tenant, guestId, transaction);
  }
}
