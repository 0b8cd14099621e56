import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { fold, PostgresEventStore } from '#event-sourcing';
import { accountDecider } from '../commands/decider';
import type { Account, AccountEvent, AgreedHandOver, Purpose } from '../domain/account';

/** What somebody has consented to. */
export interface Consents {
  /** Since when each consent that stands was given, UTC, ISO 8601. */
  readonly given: Readonly<Partial<Record<Purpose, string>>>;
  /** What may go to other portals without being asked again, by the portal's id. */
  readonly handOvers: Readonly<Record<string, AgreedHandOver>>;
  /** Counts the changes: their ETag. */
  readonly version: number;
}

/** What a person has consented to; nothing, for a person that this city does not know. */
export class ConsentsQuery extends Query<Consents> {
  constructor(
    readonly tenant: string,
    readonly personId: string,
  ) {
    super();
  }
}

@QueryHandler(ConsentsQuery)
export class ConsentsQueryHandler implements IQueryHandler<ConsentsQuery> {
  constructor(private readonly store: PostgresEventStore) {}

  async execute({ tenant, personId }: ConsentsQuery): Promise<Consents> {
    const { events } = await this.store.read<AccountEvent>({ tenant, streamId: personId });
    return consentsOf(fold(accountDecider, events as readonly AccountEvent[]));
  }
}

/** The consents of an account. */
export function consentsOf({ consents: given, handOvers, consentChanges: version }: Account): Consents {
  return { given, handOvers, version };
}
