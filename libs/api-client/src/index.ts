import createClient, { type Client } from 'openapi-fetch';
import type { components as staffComponents, paths as BackofficePaths } from './backoffice';
import type { components, paths as PortalPaths } from './portal';

export type { BackofficePaths, PortalPaths };

/** What the portal's API answers, by the names of its OpenAPI document: `Schema<'TenantView'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The same of the API of the back-office. */
export type StaffSchema<Name extends keyof staffComponents['schemas']> = staffComponents['schemas'][Name];

/** An API, typed by its own OpenAPI document. */
export type ApiOf<Paths extends object> = Client<Paths>;

/** The portal's API. */
export type Api = ApiOf<PortalPaths>;

/** How the API is asked. */
export interface ApiOptions {
  /** One address of the gateway, or several separated by commas; `''` in the browser. */
  readonly baseUrl: string;
  /** Sent with every request. */
  readonly headers?: Headers;
  /** Told each `Set-Cookie`: what an answer wants the browser to keep. */
  readonly onCookie?: (cookie: string) => void;
}

/**
 * A client of the API. Which of several gateways answers is chosen anew for each; one that is away is passed over. Where none
 * can be reached, pages on the server are answered with a problem as the API itself would tell it (503).
 */
export function createApi<Paths extends object = PortalPaths>({
  baseUrl,
  headers,
  onCookie,
}: ApiOptions): ApiOf<Paths> {
  const addresses = baseUrl.split(',');
  const first = Math.floor(Math.random() * addresses.length);
  const inTurn = [...addresses.slice(first), ...addresses.slice(0, first)];
  const client = createClient<Paths>({
    baseUrl: inTurn[0] ?? '',
    ...(headers && { headers }),
    redirect: 'manual',
    // In a browser a line that is away is the page's own matter.
    ...(baseUrl !== '' && { fetch: (request: Request) => askOneOf(inTurn, request) }),
  });
  if (onCookie)
    client.use({
      onResponse({ response }) {
        response.headers.getSetCookie().forEach(onCookie);
      },
    });
  return client;
}

/** @param inTurn the addresses, of which the request goes to the first one that can be reached */
async function askOneOf(inTurn: readonly string[], request: Request): Promise<Response> {
  const [first = '', ...others] = inTurn;
  let asked = others.length > 0 ? request.clone() : request;
  for (const next of [...others, undefined]) {
    try {
      return await fetch(asked);
    } catch (error) {
      if (request.signal.aborted) throw error;
      if (next === undefined || !mayGoElsewhere(error, request)) return nobodyThere();
      asked = new Request(request.url.replace(first, next), request.clone());
    }
  }
  return nobodyThere();
}

/** Another one may do it where nothing was done: nobody was there, or the request only reads. */
function mayGoElsewhere(error: unknown, { method }: Request): boolean {
  const { code } = ((error as Error).cause ?? {}) as { readonly code?: string };
  return code === 'ECONNREFUSED' || method === 'GET' || method === 'HEAD';
}

function nobodyThere(): Response {
  const problem = { type: 'urn:serviceportal:problem:part-unavailable', title: '', status: 503 };
  return Response.json(problem, {
    status: problem.status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}
