import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { Problem } from '#http';
import { Secrets } from '../secrets';
import { findUsableLink } from '../read-models/sign-in-links';

/** A sign-in link as it goes into its mail. */
export interface LinkMail {
  readonly email: string;
  readonly language: 'de' | 'en';
  /** What the link carries. */
  readonly token: string;
}

/** What the mail of a sign-in link says. */
export class LinkMailQuery extends Query<LinkMail> {
  constructor(
    readonly tenant: string,
    readonly linkId: string,
  ) {
    super();
  }
}

@QueryHandler(LinkMailQuery)
export class LinkMailQueryHandler implements IQueryHandler<LinkMailQuery> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
  ) {}

  /** @throws Problem `sign-in-link-unusable` when it is unknown, used or expired: it need not be sent any more. */
  async execute({ tenant, linkId }: LinkMailQuery): Promise<LinkMail> {
    const link = await this.data.withTenant(tenant, (manager) => findUsableLink(manager, tenant, linkId));
    if (link === null) throw new Problem('sign-in-link-unusable');
    const secrets = await this.secrets.ofCity(tenant);
    const { email, language } = secrets.openLink(linkId, link.content);
    return { email, language, token: `${linkId}.${secrets.linkSecret(linkId)}` };
  }
}
