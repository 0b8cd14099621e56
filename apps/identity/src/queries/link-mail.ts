import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { Problem } from '#http';
import { AccountLinks } from '../account-links';
import { AddressLinks } from '../address-links';
import { Secrets } from '../secrets';
import { findUsableLink } from '../read-models/sign-in-links';

/** A link as it goes into its mail. */
export interface LinkMail {
  readonly email: string;
  readonly language: 'de' | 'en';
  /** Path on the portal, with everything that the link carries. */
  readonly path: string;
}

/** What the mail of a link says, of whichever kind. */
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
    private readonly accountLinks: AccountLinks,
    private readonly addressLinks: AddressLinks,
  ) {}

  /** @throws Problem `sign-in-link-unusable` when it is unknown, used or expired: it need not be sent any more. */
  async execute({ tenant, linkId }: LinkMailQuery): Promise<LinkMail> {
    const found =
      (await this.signInLink(tenant, linkId)) ??
      (await this.addressLink(tenant, linkId)) ??
      (await this.accountLink(tenant, linkId));
    if (found === undefined) throw new Problem('sign-in-link-unusable');
    return found;
  }

  private async signInLink(tenant: string, linkId: string): Promise<LinkMail | undefined> {
    const link = await this.data.withTenant(tenant, (manager) => findUsableLink(manager, tenant, linkId));
    if (link === null) return undefined;
    const secrets = await this.secrets.ofCity(tenant);
    const { email, language } = secrets.openLink(linkId, link.content);
    return {
      email,
      language,
      path: `/api/sign-in/email/callback?token=${linkId}.${secrets.linkSecret(linkId)}`,
    };
  }

  private async accountLink(tenant: string, linkId: string): Promise<LinkMail | undefined> {
    const mail = await this.accountLinks.mailOf(tenant, linkId);
    if (mail === undefined) return undefined;
    const { email, language, kind, token } = mail;
    switch (kind) {
      case 'registration':
        return { email, language, path: `/api/sign-in/local-account/confirm?token=${token}` };
      case 'password':
        return { email, language, path: `/api/sign-in/local-account/password?token=${token}` };
      case 'address-known':
      case 'address-unknown':
        return { email, language, path: '/' };
    }
  }

  private async addressLink(tenant: string, linkId: string): Promise<LinkMail | undefined> {
    const mail = await this.addressLinks.mailOf(tenant, linkId);
    if (mail === undefined) return undefined;
    const { purpose, token, ...to } = mail;
    switch (purpose) {
      case 'contact':
        return { ...to, path: `/api/sign-in/contact-address?token=${token}` };
      case 'move':
        return { ...to, path: `/api/sign-in/move?token=${token}` };
      case 'in-use':
        return { ...to, path: '/' };
    }
  }
}
