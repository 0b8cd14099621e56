import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { metadataOf } from '#commands';
import { PostgresEventStore, runCommand, type IdempotencyKey } from '#event-sourcing';
import { Problem } from '#http';
import { accountAggregate } from './account.aggregate';
import type { GiveConsent } from './commands/give-consent';
import type { WithdrawConsent } from './commands/withdraw-consent';
import { HandOvers } from './hand-overs';
import { consentsOf, type Consents } from './queries/consents';

/** What somebody wants to do with their consents; the time is the database's. */
type Wish = Omit<GiveConsent, 'at'> | Omit<WithdrawConsent, 'at'>;

/** Somebody gives a consent, or takes consents back. */
export class ChangeConsents extends Command<Consents> {
  constructor(
    readonly tenant: string,
    readonly personId: string,
    readonly wish: Wish,
    readonly options: {
      readonly idempotency?: IdempotencyKey;
      /** `If-Match`: the version of the consents that the person saw. */
      readonly expectedVersion?: number;
    },
  ) {
    super();
  }
}

@CommandHandler(ChangeConsents)
export class ConsentHandler implements ICommandHandler<ChangeConsents> {
  constructor(
    private readonly store: PostgresEventStore,
    private readonly handOvers: HandOvers,
  ) {}

  /** @throws Problem `version-conflict` when the consents have changed since. */
  async execute({ tenant, personId, wish, options }: ChangeConsents): Promise<Consents> {
    const { idempotency, expectedVersion } = options;
    // First: what ended although the rest failed is asked again, and never the other way round.
    if (wish.type === 'withdraw-consent') await this.handOvers.end(tenant, personId, wish.clients ?? []);
    const { state } = await runCommand(
      this.store,
      accountAggregate,
      { tenant, streamId: personId },
      ({ state: { consentChanges }, now: at }) => {
        if (expectedVersion !== undefined && expectedVersion !== consentChanges) {
          throw new Problem('version-conflict');
        }
        return { ...wish, at };
      },
      { metadata: metadataOf({ personId, role: 'citizen' }), ...(idempotency && { idempotency }) },
    );
    return consentsOf(state);
  }
}
