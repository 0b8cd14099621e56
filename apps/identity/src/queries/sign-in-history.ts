import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PostgresEventStore, type RecordedEvent } from '#event-sourcing';
import type { AccountEvent } from '../domain/account';

/** What somebody is shown of the events of their account. */
const shown = ['SignedIn', 'SteppedUp', 'DeclarationProven', 'WayInAdded', 'SignedOut'] as const;
export type SignInEvent = RecordedEvent<Extract<AccountEvent, { readonly type: (typeof shown)[number] }>>;

/** When and how somebody signed in, newest first. */
export interface SignInHistory {
  readonly events: readonly SignInEvent[];
  /** Where the next page begins: before this version; undefined on the last one. */
  readonly earlierBefore?: number;
}

/** The sign-ins of a person. */
export class SignInHistoryQuery extends Query<SignInHistory> {
  constructor(
    readonly tenant: string,
    readonly personId: string,
    readonly page: { readonly before?: number | undefined; readonly limit: number },
  ) {
    super();
  }
}

@QueryHandler(SignInHistoryQuery)
export class SignInHistoryQueryHandler implements IQueryHandler<SignInHistoryQuery> {
  constructor(private readonly store: PostgresEventStore) {}

  async execute({ tenant, personId, page }: SignInHistoryQuery): Promise<SignInHistory> {
    const { before = Infinity, limit } = page;
    const { events } = await this.store.read<AccountEvent>({ tenant, streamId: personId });
    const own = events.filter((event) => event.version < before && isShown(event)) as readonly SignInEvent[];
    const newest = own.slice(-limit).reverse();
    const last = newest.at(-1);
    return { events: newest, ...(last && own.length > limit && { earlierBefore: last.version }) };
  }
}

function isShown({ type }: RecordedEvent<AccountEvent>): boolean {
  return shown.some((name) => name === type);
}
