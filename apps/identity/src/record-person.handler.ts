import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { metadataOf, type StaffRole } from '#commands';
import { TenantData } from '#database';
import { PostgresEventStore, runCommand } from '#event-sourcing';
import { accountAggregate } from './account.aggregate';
import type { Profile } from './domain/profile';
import { admitGuest } from './read-models/guests';
import { addPerson } from './read-models/persons';
import { Secrets } from './secrets';

/** Somebody of the staff enters a person who has no account. Answers the id by which the person is known from then on. */
export class GiveRecordPerson extends Command<string> {
  constructor(
    readonly tenant: string,
    readonly by: { readonly personId: string; readonly role: StaffRole },
    /** As the office was told it; nothing of it is proven. */
    readonly profile: Profile,
  ) {
    super();
  }
}

/** A guest whom nothing finds, and whom no link leads back to: an address that the office typed proves nothing. */
@CommandHandler(GiveRecordPerson)
export class RecordPersonHandler implements ICommandHandler<GiveRecordPerson> {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly secrets: Secrets,
  ) {}

  async execute({ tenant, by, profile }: GiveRecordPerson): Promise<string> {
    const personId = uuidv7();
    const sealed = await this.secrets.sealProfile(tenant, personId, profile);
    await this.data.inTransaction(tenant, async (manager, client) => {
      const command = { type: 'record-person' } as const;
      const stream = { tenant, streamId: personId };
      const metadata = metadataOf(by);
      await runCommand(this.store.within(client), accountAggregate, stream, command, { metadata });
      await addPerson(manager, { tenant, id: personId, kind: 'citizen', lookup: null, profile: sealed });
      await admitGuest(manager, { tenant, personId });
    });
    return personId;
  }
}
