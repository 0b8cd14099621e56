import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { fold, PostgresEventStore } from '#event-sourcing';
import { accountDecider } from '../commands/decider';
import type { AccountEvent } from '../domain/account';
import { sessionsOf, type StandingSession } from '../read-models/sessions';

/** The running sessions of a person, the one that was used last first. */
export interface OwnSessions {
  readonly sessions: readonly StandingSession[];
  /** Counts how often one began or was ended: their ETag. */
  readonly version: number;
}

/** In which browsers somebody is signed in. */
export class OwnSessionsQuery extends Query<OwnSessions> {
  constructor(
    readonly tenant: string,
    readonly personId: string,
  ) {
    super();
  }
}

@QueryHandler(OwnSessionsQuery)
export class OwnSessionsQueryHandler implements IQueryHandler<OwnSessionsQuery> {
  constructor(
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
  ) {}

  async execute({ tenant, personId }: OwnSessionsQuery): Promise<OwnSessions> {
    // The version first: a session that begins in between makes it an old one, and its list is asked for anew.
    const { events } = await this.store.read<AccountEvent>({ tenant, streamId: personId });
    const { sessionChanges: version } = fold(accountDecider, events as readonly AccountEvent[]);
    const sessions = await this.data.withTenant(tenant, (manager) => sessionsOf(manager, tenant, personId));
    return { sessions, version };
  }
}
