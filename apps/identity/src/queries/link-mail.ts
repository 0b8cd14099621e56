import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Problem } from '#http';
import type { AccountLinkKind } from '../domain/account-link';
import type { AddressLinkPurpose } from '../domain/address-link';
import { Links } from '../links';

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

/** Where a link leads whose token follows; undefined for one that opens nothing. */
const pathOf: Readonly<Record<AccountLinkKind | AddressLinkPurpose, string | undefined>> = {
  registration: '/api/sign-in/local-account/confirm',
  password: '/api/sign-in/local-account/password',
  'address-known': undefined,
  'address-unknown': undefined,
  contact: '/api/sign-in/contact-address',
  move: '/api/sign-in/move',
  'in-use': undefined,
};

@QueryHandler(LinkMailQuery)
export class LinkMailQueryHandler implements IQueryHandler<LinkMailQuery> {
  constructor(private readonly links: Links) {}

  /** @throws Problem `sign-in-link-unusable` when it is unknown, used or expired: it need not be sent any more. */
  async execute({ tenant, linkId }: LinkMailQuery): Promise<LinkMail> {
    const signIn = await this.links.mailed('sign-in-link', tenant, linkId);
    if (signIn) return mailOf(signIn, '/api/sign-in/email/callback');
    const ofAddress = await this.links.mailed('address-link', tenant, linkId);
    if (ofAddress) return mailOf(ofAddress, pathOf[ofAddress.purpose]);
    const ofAccount = await this.links.mailed('account-link', tenant, linkId);
    if (ofAccount) return mailOf(ofAccount, pathOf[ofAccount.kind]);
    throw new Problem('sign-in-link-unusable');
  }
}

function mailOf(
  { email, language, token }: Pick<LinkMail, 'email' | 'language'> & { readonly token: string },
  path: string | undefined,
): LinkMail {
  return { email, language, path: path === undefined ? '/' : `${path}?token=${token}` };
}
