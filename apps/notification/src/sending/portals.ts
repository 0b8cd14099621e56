import type { Language } from '#contracts';
import type { TenantRegistry } from '#configuration';
import {
  accountLink,
  caseLink,
  identityLink,
  originOf,
  referenceOf,
  tenantNameOf,
  type MailText,
} from '../processes/mail-text';
import { isForStaff } from '../processes/mails';
import type { ClaimedMail } from './send-log';

/** The cities as their mails show them: who writes (D22), and where their portals are. */
export class Portals {
  constructor(
    private readonly tenants: TenantRegistry,
    /** The port people reach the portals at. */
    private readonly publicPort: number,
  ) {}

  /** The city's configured sender (D22). */
  senderOf(tenant: string): { readonly name: string; readonly address: string } {
    return this.tenants.get(tenant).mailSender;
  }

  /** The Message-ID of a mail: unique by the mail's id, in the domain of the city's sender (RFC 5322, 3.6.4). */
  messageIdOf(tenant: string, mailId: string): string {
    const { address } = this.senderOf(tenant);
    return `<${mailId}@${address.slice(address.lastIndexOf('@') + 1)}>`;
  }

  /**
   * Everything that a mail says.
   * @param language of the pages that it leads to
   * @param url the link that identity made, where it made one
   * @throws Error when the link would not lead into the city's portal.
   */
  textOf(
    { tenant, kind, furtherKinds, applicationId, linkId, reference }: ClaimedMail,
    language: Language,
    url?: string,
  ): MailText {
    const city = this.tenants.get(tenant);
    const kinds = [kind, ...furtherKinds] as const;
    const origin = originOf(city, isForStaff(kinds) ? 'backoffice' : 'portal', this.publicPort);
    const about =
      applicationId === null
        ? accountLink(origin, kinds, language)
        : caseLink(origin, kinds, applicationId, language);
    const link = linkId === null ? about : identityLink(origin, url ?? '');
    return {
      kinds,
      tenantName: tenantNameOf(city),
      link,
      ...(reference !== null && { reference: referenceOf(reference) }),
    };
  }
}
