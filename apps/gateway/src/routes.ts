import type { Site } from '#configuration';
import { partNames, type PartName } from './parts';

/** Who answers a public path: the gateway itself, with Nest, or a part below `/api`, without any framework in between. */
export type Answerer = 'gateway' | 'parts';

/** What the gateway answers itself below `/api`. */
const ownBelowApi = /^\/api\/(openapi\.json|asyncapi\.json|docs)(\/|\?|$)/;

/** The first look at every request: who answers it. The pages of the sites will be a third answerer. */
export function answererOf(target: string): Answerer {
  return target.startsWith('/api/') && !ownBelowApi.test(target) ? 'parts' : 'gateway';
}

/** The path of a request target, and its query with the question mark. */
export function pathAndQuery(target: string): readonly [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark)];
}

/** Where a public path leads: to which part, and to which path there. */
export interface Route {
  readonly part: PartName;
  /** Path at the part, with the leading slash. */
  readonly path: string;
}

/** First segment → part. Everything else is the application service's. */
const partsByFirstSegment: Readonly<Record<string, PartName>> = {
  'sign-in': 'identity',
  'sign-out': 'identity',
  me: 'identity',
  mailbox: 'mailbox',
  audit: 'audit',
};

/**
 * Where a path below `/api` leads, or undefined where it leads nowhere. Every part is reached below `/portal`,
 * `/backoffice` or `/operations` only: its internal routes have no public address.
 * @param path what follows `/api`, without the query, e.g. `/applications/7`
 */
export function findRoute(site: Site, path: string): Route | undefined {
  const segments = path.split('/').slice(1);
  if (segments.length === 0 || !segments.every(isPlain)) return undefined;
  const [first = '', second = '', third = ''] = segments;
  if (first === 'operations') {
    const part = partNames.find((name) => name === second);
    return site === 'backoffice' && part && third
      ? { part, path: `/operations/${segments.slice(2).join('/')}` }
      : undefined;
  }
  const part =
    first === 'applications' && third === 'messages'
      ? 'mailbox'
      : (partsByFirstSegment[first] ?? 'application');
  return { part, path: `/${site}${path}` };
}

/**
 * Whether a route signs somebody in. A form on a page without scripts does that, with an old session perhaps still open:
 * it brings no CSRF token, but a secret of its own, and it must come from the own site.
 */
export function isSignIn({ part, path }: Route): boolean {
  return part === 'identity' && /^\/(portal|backoffice)\/sign-in(\/|$)/.test(path);
}

/** Where a path of a part is found from outside, as the inverse of `findRoute`; undefined where it is not. */
export function publicPath(site: Site, part: PartName, path: string): string | undefined {
  const below = path.startsWith(`/${site}/`) ? path.slice(site.length + 1) : undefined;
  const candidate = path.startsWith('/operations/')
    ? `/operations/${part}${path.slice('/operations'.length)}`
    : below;
  if (candidate === undefined) return undefined;
  const route = findRoute(site, candidate);
  return route?.part === part && route.path === path ? `/api${candidate}` : undefined;
}

/** No empty or dot segments, no encoded slashes: nobody may read the path differently from how it was routed. */
function isPlain(segment: string): boolean {
  return segment !== '' && !/^(\.|%2e)+$/i.test(segment) && !/%2f|%5c|\\/i.test(segment);
}
