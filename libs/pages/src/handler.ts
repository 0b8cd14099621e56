import { createRequestHandler } from '@react-router/express';
import { RouterContextProvider, type ServerBuild } from 'react-router';
import { scriptsOf } from './render';
import { Visit, visiting } from './visit';

/** What the server's half of the pages needs to know. */
export interface PagesOptions {
  /** Where the API is asked. */
  readonly gatewayUrl: string;
  /** Addresses of the scripts that a page may load by itself, by their source below the service: `app/words/de.ts`. */
  readonly scripts: Readonly<Record<string, string>>;
}

/**
 * Pages as a handler of Express.
 * @param build all of them; not a function that loads it: the routes would be sorted anew for each request
 */
export function createPages(
  build: ServerBuild,
  { gatewayUrl, scripts }: PagesOptions,
): ReturnType<typeof createRequestHandler> {
  return createRequestHandler({
    build,
    mode: 'production',
    getLoadContext: (request, response) => {
      const context = new RouterContextProvider();
      // Of redirects and of data alone, too: no answer is made without them.
      const keep = (cookie: string): void => void response.append('Set-Cookie', cookie);
      const visit = new Visit(gatewayUrl, request, keep);
      context.set(visiting, visit);
      context.set(scriptsOf, scripts);
      response.setHeader('Content-Security-Policy', visit.policy);
      return context;
    },
  });
}
