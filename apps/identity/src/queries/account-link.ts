import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AccountLinks } from '../account-links';
import type { AccountLinkKind } from '../domain/account-link';

/** The address that the token of a link is about. Asking uses nothing up. */
export class AccountLinkQuery extends Query<string> {
  constructor(
    readonly tenant: string,
    readonly kind: AccountLinkKind,
    readonly token: string,
  ) {
    super();
  }
}

@QueryHandler(AccountLinkQuery)
export class AccountLinkQueryHandler implements IQueryHandler<AccountLinkQuery> {
  constructor(private readonly links: AccountLinks) {}

  /** @throws Problem `account-link-unusable` */
  async execute({ tenant, kind, token }: AccountLinkQuery): Promise<string> {
    return (await this.links.opened(tenant, kind, token)).email;
  }
}
