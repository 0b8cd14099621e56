import type { Site } from '#configuration';
import { isPlainPath, pathAndQuery } from '#http';
import { isPagePart, serviceNames, type PartName } from './parts';

/** Who answers a public path: the gateway itself, with Nest, or a part, without any framework in between. */
export type Answerer = 'gateway' | 'parts';

/** What the gateway answers itself. */
const own = /^\/api\/(openapi\.json|asyncapi\.json|docs(\/[a-z0-9.-]+)?)$/;

/**
 * The first look at every request: who answers it. What leads nowhere takes the way to the parts and its limits, too.
 * @param site at whose host it was asked; the start page of a host that belongs to no city is the gateway's
 */
export function answererOf(target: string, site: Site | undefined): Answerer {
  const [path] = pathAndQuery(target);
  if (path === '/' && site === undefined) return 'gateway';
  return own.test(path) && isPlainPath(path) ? 'gateway' : 'parts';
}

/** Where a public path leads: to which part, and to which path there. */
export interface Route {
  readonly part: PartName;
  /** Path at the part, with the leading slash. */
  readonly path: string;
}

/** First segment → part. Everything else is the application service's. */
const partsByFirstSegment: ReadonlyMap<string, PartName> = new Map<string, PartName>([
  ['sign-in', 'identity'],
  ['sign-out', 'identity'],
  ['saml', 'identity'],
  ['me', 'identity'],
  ['hand-over', 'identity'],
  ['mailbox', 'mailbox'],
  ['feedback', 'notification'],
  ...['payments', 'reconciliation', 'collections', 'bank-statements', 'transfers'].map(
    (segment) => [segment, 'payment'] as const,
  ),
  ['audit', 'audit'],
]);

/** What belongs to an application and is another part's: third segment → part. */
const partsOfApplications: ReadonlyMap<string, PartName> = new Map([
  ['messages', 'mailbox'],
  ['payments', 'payment'],
]);

/** How the files of a city stand: a matter of the city, whichever part answers. */
const configurationPath = '/operations/configuration';

/**
 * Where a path leads, or undefined where it leads nowhere. Every part is reached below `/portal`, `/backoffice` or `/operations`
 * only: its internal routes have no public address.
 * @param publicPath without the query, e.g. `/api/applications/7`
 */
export function findRoute(site: Site, publicPath: string): Route | undefined {
  if (!isPlainPath(publicPath)) return undefined;
  if (!publicPath.startsWith('/api/')) return pageAt(site, publicPath);
  const path = publicPath.slice('/api'.length);
  const segments = path.split('/').slice(1);
  const [first = '', second = '', third = ''] = segments;
  if (path === configurationPath) {
    return site === 'backoffice' ? { part: 'application', path } : undefined;
  }
  if (first === 'operations') {
    const part = serviceNames.find((name) => name === second);
    return site === 'backoffice' && part && third
      ? { part, path: `/operations/${segments.slice(2).join('/')}` }
      : undefined;
  }
  if (first === 'payment-callbacks') {
    return site === 'portal' && segments.length === 2
      ? { part: 'payment', path: `/callbacks/${second}` }
      : undefined;
  }
  // Citizens alone come from SAML providers, and data of citizens alone goes to other portals.
  if ((first === 'saml' || first === 'hand-over') && site !== 'portal') return undefined;
  const ofApplication = first === 'applications' ? partsOfApplications.get(third) : undefined;
  const part = ofApplication ?? partsByFirstSegment.get(first) ?? 'application';
  return { part, path: `/${site}${path}` };
}

/** Everything that is not the API is a page, or belongs to one. What looks like the API is none. */
function pageAt(site: Site, path: string): Route | undefined {
  return path === '/api' ? undefined : { part: `${site}-web`, path };
}

/** Whether a route leads to pages, which ask the API themselves. */
export function isPage({ part }: Route): boolean {
  return isPagePart(part);
}

/**
 * Whether a route signs somebody in. A form on a page without scripts does that, with an old session perhaps still open:
 * it brings no CSRF token, but a secret of its own, and it must come from the own site. What lies below is a way in; the list of them,
 * which the page of every service asks for, signs nobody in.
 */
export function isSignIn({ part, path }: Route): boolean {
  return part === 'identity' && /^\/(portal|backoffice)\/sign-in\/./.test(path);
}

/**
 * Whether a route belongs to the OpenID Connect provider for other portals: these show themselves who they are, by a header that
 * elsewhere stays outside, and the question to the person is a form with the session's own token in it.
 */
export function isHandOver({ part, path }: Route): boolean {
  return part === 'identity' && /^\/portal\/hand-over\//.test(path);
}

/**
 * Whether browsers are sent there by another site, which is how a SAML provider answers: as strangers, for what such a request
 * brings along proves nothing, and what it says is verified by the part.
 */
export function isSentFromElsewhere({ part, path }: Route): boolean {
  return part === 'identity' && /^\/portal\/saml\/(acs|logout)$/.test(path);
}

/**
 * Whether a payment provider calls there: it has no session, its signature may stand in any header and is over the very bytes,
 * and nothing of it is believed here (`payment` looks at the provider).
 */
export function isCallback({ part, path }: Route): boolean {
  return part === 'payment' && path.startsWith('/callbacks/');
}

/** Pages with a form that brings files where no script does: proofs of a draft, what is handed in later, and attachments. */
const pagesWithFiles =
  /^\/(en\/)?(antraege\/[^/?]+(\/formular\/unterlagen)?|postkorb\/[^/?]+)(\.data)?(\?|$)/;

/** Pages of the back-office that take scans. */
const pagesWithScans = /^\/(en\/)?(eingang|vorgaenge\/[^/?]+)(\.data)?(\?|$)/;

/** Whether what is sent there may be as long as a document, of which the part reads as it comes. The path may have a query. */
export function takesDocuments({ part, path }: Route): boolean {
  if (part === 'portal-web') return pagesWithFiles.test(path);
  if (part === 'backoffice-web') return pagesWithScans.test(path);
  const below = /^\/(portal|backoffice)\/applications\/[^/?]+\/(messages\/)?documents(\/[^/?]+)?(\?|$)/;
  return (part === 'application' || part === 'mailbox') && below.test(path);
}

/** Whether files of the city's bank are sent there, which the part reads as they come. The path may have a query. */
export function takesBankStatements({ part, path }: Route): boolean {
  return part === 'payment' && /^\/backoffice\/bank-statements(\?|$)/.test(path);
}

/** Event streams: they stay open with nobody there. */
const stream = /^\/(portal|backoffice)\/((mailbox|payments)\/)?events$/;
/** A page that says again and again that it is open. */
const presence = /^\/backoffice\/applications\/[^/?]+\/presence$/;
/** A number that pages ask for again by themselves. */
const unread = /^\/backoffice\/alerts\/unread$/;
/** A form that saves itself. */
const savedForm = /^\/portal\/applications\/[^/?]+\/form$/;

/**
 * Whether a request is something that somebody does. An open stream, a form that saves itself, a number beside a link and an upload that asks how far
 * it came go on with nobody there: they keep neither a session nor its level from being idle (bundid.md).
 */
export function isActivity(method: string | undefined, route: Route): boolean {
  if (method === 'PUT') return !presence.test(route.path);
  if (method === 'PATCH') return !savedForm.test(route.path);
  if (method === 'HEAD') return !takesDocuments(route);
  return !stream.test(route.path) && !unread.test(route.path);
}

/** Whether a route ends the session. */
export function isSignOut({ part, path }: Route): boolean {
  return part === 'identity' && /^\/(portal|backoffice)\/sign-out$/.test(path);
}

/** Whether a route changes in whose name a session acts. */
export function isActingFor({ part, path }: Route): boolean {
  return part === 'identity' && path === '/portal/me/acting-for';
}

/** Where a path of a part is found from outside, as the inverse of `findRoute`; undefined where it is not. */
export function publicPath(site: Site, part: PartName, path: string): string | undefined {
  if (path === configurationPath)
    return part === 'application' && site === 'backoffice' ? `/api${path}` : undefined;
  const candidate = candidateOf(site, part, path);
  if (candidate === undefined) return undefined;
  const route = findRoute(site, `/api${candidate}`);
  return route?.part === part && route.path === path ? `/api${candidate}` : undefined;
}

/** The only public path below `/api` that could lead to a path of a part. */
function candidateOf(site: Site, part: PartName, path: string): string | undefined {
  if (path.startsWith('/operations/')) return `/operations/${part}${path.slice('/operations'.length)}`;
  if (path.startsWith('/callbacks/')) return `/payment-callbacks${path.slice('/callbacks'.length)}`;
  return path.startsWith(`/${site}/`) ? path.slice(site.length + 1) : undefined;
}
