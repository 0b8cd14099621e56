import { createRequestHandler } from '@react-router/express';
import { RouterContextProvider } from 'react-router';
import * as build from 'virtual:react-router/server-build';
import { Visit, visiting } from './visit.server';

/** What the server's half of the pages needs to know. */
export interface PagesOptions {
  /** Where the API is asked. */
  readonly gatewayUrl: string;
}

/** The pages as a handler of Express. */
export function createPages({ gatewayUrl }: PagesOptions): ReturnType<typeof createRequestHandler> {
  return createRequestHandler({
    // Not a function that loads it: the routes would be sorted anew for each request.
    build,
    mode: 'production',
    getLoadContext: (request, response) => {
      const context = new RouterContextProvider();
      // Of redirects and of data alone, too: no answer is made without them.
      const keep = (cookie: string): void => void response.append('Set-Cookie', cookie);
      const visit = new Visit(gatewayUrl, request, keep);
      context.set(visiting, visit);
      response.setHeader('Content-Security-Policy', visit.policy);
      return context;
    },
  });
}
