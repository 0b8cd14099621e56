import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { accountsOfSamePerson } from '../read-models/same-person';

/** The citizens' accounts that are taken to be this person's own: nobody works on their own matter (§ 20 VwVfG). */
export class OwnAccountsQuery extends Query<readonly string[]> {
  constructor(
    readonly tenant: string,
    readonly personId: string,
  ) {
    super();
  }
}

@QueryHandler(OwnAccountsQuery)
export class OwnAccountsQueryHandler implements IQueryHandler<OwnAccountsQuery> {
  constructor(private readonly data: TenantData) {}

  execute({ tenant, personId }: OwnAccountsQuery): Promise<readonly string[]> {
    return this.data.withTenant(tenant, (manager) => accountsOfSamePerson(manager, { tenant, personId }));
  }
}
