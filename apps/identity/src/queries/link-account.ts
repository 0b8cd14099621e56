import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { openedLink } from '../opened-link';
import { Secrets } from '../secrets';

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
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
  ) {}

  /** @throws Problem `sign-in-link-unusable` */
  async execute({ tenant, token }: LinkAccountQuery): Promise<LinkAccount> {
    const { email, guest } = await openedLink(this.data, this.secrets, tenant, token);
    return { address: email, forGuest: guest !== undefined };
  }
}
