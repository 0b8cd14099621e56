import { Instances } from '#availability';
import { Problem, type LocalText } from '#http';

/** The services behind the gateway: what the API is made of. */
export const serviceNames = [
  'identity',
  'application',
  'mailbox',
  'payment',
  'notification',
  'audit',
] as const;

/** The services of pages, which ask the API themselves. */
export const pageParts = ['portal-web', 'backoffice-web'] as const;

/** Everything that answers behind the gateway: the services, and the pages that ask them. */
export const partNames = [...serviceNames, ...pageParts] as const;
export type PartName = (typeof partNames)[number];

/** A part behind the gateway: where it is, and what people call it. */
export interface Part {
  readonly name: PartName;
  /** Base addresses without a path, e.g. `http://127.0.0.1:8102`, separated by commas: one of each instance. */
  readonly url: string;
  readonly instances: Instances;
  /** Base addresses of its inner ports. */
  readonly innerUrls: readonly string[];
  readonly title: LocalText;
}

export type Parts = Readonly<Record<PartName, Part>>;

/** Injection token of the parts. */
export const gatewayParts = Symbol('Parts');

const titles: Readonly<Record<PartName, LocalText>> = {
  identity: { de: 'Die Anmeldung', en: 'Signing in' },
  application: { de: 'Die Antragsbearbeitung', en: 'The processing of applications' },
  mailbox: { de: 'Der Postkorb', en: 'The mailbox' },
  payment: { de: 'Die Bezahlung', en: 'Payment' },
  notification: { de: 'Der E-Mail-Versand', en: 'The sending of e-mails' },
  audit: { de: 'Die Protokollprüfung', en: 'The audit log' },
  'portal-web': { de: 'Das Serviceportal', en: 'The service portal' },
  'backoffice-web': { de: 'Die Vorgangsbearbeitung', en: 'The back-office' },
};

export type PartUrls = Readonly<Record<PartName, string>>;

/** The parts at these addresses. @param innerUrls those of their inner ports */
export function partsAt(urls: PartUrls, innerUrls: PartUrls): Parts {
  const part = (name: PartName): Part => ({
    name,
    url: urls[name],
    instances: new Instances(urls[name]),
    innerUrls: new Instances(innerUrls[name]).urls,
    title: titles[name],
  });
  return {
    identity: part('identity'),
    application: part('application'),
    mailbox: part('mailbox'),
    payment: part('payment'),
    notification: part('notification'),
    audit: part('audit'),
    'portal-web': part('portal-web'),
    'backoffice-web': part('backoffice-web'),
  };
}

/** Whether a part is pages: they know nobody, and ask with what the browser brought. */
export const isPagePart = (part: PartName): boolean => pageParts.some((name) => name === part);

/** The problem that a part cannot be reached; nothing was done. */
export function partUnavailable({ name: part, title: name }: Part, cause: unknown): Problem {
  return new Problem('part-unavailable', { part, name }, { cause });
}

/** The problem that a part got the request and did not answer; what it did is not known. */
export function partNotAnswering({ name: part, title: name }: Part, cause?: unknown): Problem {
  return new Problem('part-not-answering', { part, name }, { cause });
}
