import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { metadataOf } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand, type Actor } from '#event-sourcing';
import { accountAggregate } from './account.aggregate';
import { EndedAccounts } from './ended-accounts';
import { uncontested } from './uncontested';

/** Somebody has their data erased, or the service itself repeats it after a backup was restored. */
export class ErasePerson extends Command<void> {
  constructor(
    readonly tenant: string,
    readonly personId: string,
    readonly actor: Actor = { personId, role: 'citizen' },
  ) {
    super();
  }
}

/** Event, key, profile, ways in and sessions are one transaction; the other services hear of it by the event (law 12). */
@CommandHandler(ErasePerson)
export class ErasureHandler implements ICommandHandler<ErasePerson> {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly ended: EndedAccounts,
  ) {}

  /** Erasing somebody who is erased changes nothing. */
  execute(asked: ErasePerson): Promise<void> {
    // Somebody may sign in or out meanwhile.
    return uncontested(() => this.erase(asked));
  }

  private async erase({ tenant, personId, actor }: ErasePerson): Promise<void> {
    await this.data.inTransaction(tenant, async (manager, client) => {
      const stream = { tenant, streamId: personId };
      const metadata = metadataOf(actor);
      await runCommand(this.store.within(client), accountAggregate, stream, { type: 'erase' }, { metadata });
      await this.ended.remove(manager, client, { tenant, personId });
    });
  }
}
