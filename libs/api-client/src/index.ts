import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './portal';

export type { paths as PortalPaths } from './portal';

/** What the API's answers are made of, by the names of the OpenAPI document: `Schema<'TenantView'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The portal's API, typed by its own OpenAPI document. */
export type Api = Client<paths>;

/** How the API is asked. */
export interface ApiOptions {
  /** One address of the gateway, or several separated by commas; `''` in the browser. */
  readonly baseUrl: string;
  /** Sent with every request. */
  readonly headers?: Headers;
  /** Told each `Set-Cookie`: what an answer wants the browser to keep. */
  readonly onCookie?: (cookie: string) => void;
}

/** A client of the portal's API. Which of several gateways answers is chosen anew for each. */
export function createApi({ baseUrl, headers, onCookie }: ApiOptions): Api {
  const addresses = baseUrl.split(',');
  const client = createClient<paths>({
    baseUrl: addresses[Math.floor(Math.random() * addresses.length)] ?? '',
    ...(headers && { headers }),
    redirect: 'manual',
  });
  if (onCookie)
    client.use({
      onResponse({ response }) {
        response.headers.getSetCookie().forEach(onCookie);
      },
    });
  return client;
}
