import type { Language } from '#contracts';
import { mailsByKind, type MailKind } from './mails';

/** The name of the city as its configuration gives it. */
export type TenantName = string & { readonly brand: 'tenant-name' };

/** A web address in the portal, made by `caseLink` or `signInLink` and by nothing else. */
export type PortalLink = string & { readonly brand: 'portal-link' };

/**
 * Everything a mail can say (D10, D22): which kind it is, which city writes, and where to read on. There is no field for a
 * text, a name, a status or a reference, so no caller can put the content of a case into a mail.
 */
export interface MailText {
  readonly kind: MailKind;
  readonly tenantName: TenantName;
  readonly link: PortalLink;
}

/** A mail in words, ready to be sent. */
export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
}

/** The words of a mail in the recipient's language. */
export function writeMail({ kind, tenantName, link }: MailText, language: Language): WrittenMail {
  const words = mailsByKind[kind][language];
  const filledIn = (line: string): string =>
    line.replace(/\{(tenant|link)\}/g, (_, name) => (name === 'tenant' ? tenantName : link));
  return { subject: filledIn(words.subject), text: words.text.map(filledIn).join('\n') + '\n' };
}

/** The name of a city for its mails. @throws Error when the configured name cannot stand in a header line. */
export function tenantNameOf({ name }: { readonly name: string }): TenantName {
  if (/[\r\n]/.test(name)) throw new Error(`the name of a tenant must be one line: ${JSON.stringify(name)}`);
  return name as TenantName;
}

/**
 * Where a citizen reads on about a case: an address that tells nothing and opens after signing in only.
 * @param origin the city's portal, e.g. `http://duisburg.localhost:8080`
 * @throws Error when the application id is not a UUID.
 */
export function caseLink(origin: string, kind: MailKind, applicationId: string): PortalLink {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(applicationId)) {
    throw new Error('an application id in a mail must be a UUID');
  }
  return `${origin}/applications/${applicationId}${mailsByKind[kind].page ?? ''}` as PortalLink;
}

/**
 * The sign-in link that identity made, if it leads into this city's portal.
 * @throws Error when it leads anywhere else: a mail must never carry a foreign link.
 */
export function signInLink(origin: string, url: string): PortalLink {
  if (!URL.canParse(url) || new URL(url).origin !== origin || /\s/.test(url)) {
    throw new Error(`a sign-in link must lead to ${origin}`);
  }
  return url as PortalLink;
}

/** The address of a city's portal. Port 443 means https. */
export function portalOrigin(
  { hosts }: { readonly hosts: { readonly portal: readonly string[] } },
  port: number,
): string {
  const [host] = hosts.portal;
  if (host === undefined) throw new Error('a tenant without a portal host cannot send mails with links');
  return new URL(port === 443 ? `https://${host}` : `http://${host}:${port}`).origin;
}
