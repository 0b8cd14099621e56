import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { remainingOf, type RemainingSession } from '../read-models/sessions';

/** Those of some sessions (public handles) that run, and how much longer. Asking is not using: it prolongs none. */
export class RunningSessionsQuery extends Query<readonly RemainingSession[]> {
  constructor(
    readonly tenant: string,
    readonly handles: readonly string[],
  ) {
    super();
  }
}

@QueryHandler(RunningSessionsQuery)
export class RunningSessionsQueryHandler implements IQueryHandler<RunningSessionsQuery> {
  constructor(private readonly data: TenantData) {}

  execute({ tenant, handles }: RunningSessionsQuery): Promise<readonly RemainingSession[]> {
    return this.data.withTenant(tenant, (manager) => remainingOf(manager, tenant, handles));
  }
}
