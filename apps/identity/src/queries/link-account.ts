import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { openedLink } from '../opened-link';
import { Secrets } from '../secrets';

/** The address whose account the token of a link opens. Asking uses nothing up. */
export class LinkAccountQuery extends Query<string> {
  constructor(
    readonly tenant: string,
    readonly token: string,
  ) {
    super();
  }
}

@QueryHandler(LinkAccountQuery)
export class LinkAccountQueryHandler implements IQueryHandler<LinkAccountQuery> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
  ) {}

  /** @throws Problem `sign-in-link-unusable` */
  async execute({ tenant, token }: LinkAccountQuery): Promise<string> {
    return (await openedLink(this.data, this.secrets, tenant, token)).email;
  }
}
