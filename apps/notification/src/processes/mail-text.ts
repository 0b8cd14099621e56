import type { Language } from '#contracts';
import { byImportance, mailsByKind, type MailKinds } from './mails';

/** The name of the city as its configuration gives it. */
export type TenantName = string & { readonly brand: 'tenant-name' };

/** A web address in the portal, made by `caseLink`, `accountLink` or `identityLink` and by nothing else. */
export type PortalLink = string & { readonly brand: 'portal-link' };

/** The reference (Aktenzeichen) of a case, made by `referenceOf` and by nothing else. */
export type CaseReference = string & { readonly brand: 'case-reference' };

/**
 * Everything a mail can say (D10, D22): which kinds of change it tells of, which city writes, which case it is about, and
 * where to read on. The reference says as little as the id in the link: whoever has several applications learns from it
 * which one is meant. There is no field for a text, a name or a status, so no caller can put the content of a case into a mail.
 */
export interface MailText {
  readonly kinds: MailKinds;
  readonly tenantName: TenantName;
  readonly link: PortalLink;
  readonly reference?: CaseReference | undefined;
}

/** A mail in words, ready to be sent. */
export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
}

const phrases = {
  de: { greeting: 'Guten Tag,', more: 'Außerdem gibt es Neues:', reference: 'Aktenzeichen' },
  en: { greeting: 'Hello,', more: 'There is more news:', reference: 'Reference' },
} as const satisfies Readonly<Record<Language, object>>;

/** The words of a mail in the recipient's language. */
export function writeMail({ kinds, tenantName, link, reference }: MailText, language: Language): WrittenMail {
  const [first, ...others] = byImportance(kinds);
  const { subject, sentence, closing } = mailsByKind[first][language];
  const { greeting, more, reference: ourReference } = phrases[language];
  const paragraphs = [
    [greeting],
    [sentence, link],
    others.length > 0 ? [more, ...others.map((kind) => `– ${mailsByKind[kind][language].subject}`)] : [],
    reference === undefined ? [] : [`${ourReference}: ${reference}`],
    [closing],
    [tenantName],
  ];
  const text = paragraphs.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`);
  return { subject: `${tenantName}: ${subject}`, text: text.join('\n') };
}

/** The name of a city for its mails. @throws Error when the configured name cannot stand in a header line. */
export function tenantNameOf({ name }: { readonly name: string }): TenantName {
  if (/[\r\n]/.test(name)) throw new Error(`the name of a tenant must be one line: ${JSON.stringify(name)}`);
  return name as TenantName;
}

/** The reference of a case for its mails, e.g. `DU-2026-000123-7`. @throws Error when it is something else. */
export function referenceOf(text: string): CaseReference {
  if (!/^[A-Z]{1,4}-\d{4}-\d{6,9}-[0-9A-Z]$/.test(text)) {
    throw new Error('the reference in a mail must be that of an application');
  }
  return text as CaseReference;
}

/**
 * Where a citizen reads on about a case: an address that tells nothing and opens after signing in only.
 * @param origin the city's portal, e.g. `http://duisburg.localhost:8080`
 * @throws Error when the application id is not a UUID.
 */
export function caseLink(
  origin: string,
  kinds: MailKinds,
  applicationId: string,
  language: Language,
): PortalLink {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(applicationId)) {
    throw new Error('an application id in a mail must be a UUID');
  }
  const [first] = byImportance(kinds);
  return `${pagesIn(origin, language)}${mailsByKind[first].page ?? '/antraege'}/${applicationId}` as PortalLink;
}

/** Where somebody reads on about their account, after signing in. */
export function accountLink(origin: string, [kind]: MailKinds, language: Language): PortalLink {
  return `${pagesIn(origin, language)}${mailsByKind[kind].page ?? '/'}` as PortalLink;
}

/** Where a portal's pages stand in a language: German ones at the root. */
function pagesIn(origin: string, language: Language): string {
  return language === 'de' ? origin : `${origin}/${language}`;
}

/**
 * The link that identity made, if it leads into this city's portal.
 * @throws Error when it leads anywhere else: a mail must never carry a foreign link.
 */
export function identityLink(origin: string, url: string): PortalLink {
  if (!URL.canParse(url) || new URL(url).origin !== origin || /\s/.test(url)) {
    throw new Error(`a link of identity must lead to ${origin}`);
  }
  return url as PortalLink;
}

/** The address of a city's portal, or of its back-office. Port 443 means https. */
export function originOf(
  { hosts }: { readonly hosts: Readonly<Record<'portal' | 'backoffice', readonly string[]>> },
  site: 'portal' | 'backoffice',
  port: number,
): string {
  const [host] = hosts[site];
  if (host === undefined) throw new Error(`a tenant without a ${site} host cannot send mails with links`);
  return new URL(port === 443 ? `https://${host}` : `http://${host}:${port}`).origin;
}
