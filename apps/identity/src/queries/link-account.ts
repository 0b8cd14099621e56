import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Problem } from '#http';
import { Links } from '../links';

/** What a link opens. */
export interface LinkAccount {
  readonly address: string;
  /** What was filed without an account (R10a), instead of the account of the address. */
  readonly forGuest: boolean;
}

/** What the token of a link opens. Asking uses nothing up. */
export class LinkAccountQuery extends Query<LinkAccount> {
  constructor(
    readonly tenant: string,
    readonly token: string,
  ) {
    super();
  }
}

@QueryHandler(LinkAccountQuery)
export class LinkAccountQueryHandler implements IQueryHandler<LinkAccountQuery> {
  constructor(private readonly links: Links) {}

  /** @throws Problem `sign-in-link-unusable` */
  async execute({ tenant, token }: LinkAccountQuery): Promise<LinkAccount> {
    const link = await this.links.opened('sign-in-link', tenant, token);
    if (link === undefined) throw new Problem('sign-in-link-unusable');
    return { address: link.email, forGuest: link.guest !== undefined };
  }
}
