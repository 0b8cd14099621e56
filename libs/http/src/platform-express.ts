import type { NextFunction, Request, Response } from 'express';
import { readQuery } from './address';
import { readJsonBody } from './body';
import type { ServedBy } from './served-by';

/** Express, for services that need its middleware. */
export async function express(): Promise<ServedBy> {
  // Loaded only where it serves: its code would lie in memory for nothing.
  const { default: newApplication } = await import('express');
  const { ExpressAdapter } = await import('@nestjs/platform-express');
  const application = newApplication();
  application.disable('x-powered-by');
  application.set('etag', false);
  // One way to write an address, as on Fastify. The router is made with what is set by then, and Nest's adapter makes it.
  application.set('case sensitive routing', true);
  application.set('strict routing', true);
  application.set('query parser', readQuery);
  // What somebody has already is the edge's to know, by the tags that routes set (`answerNotModified`).
  Object.defineProperty(application.request, 'fresh', { get: () => false });
  return {
    adapter: new ExpressAdapter(application),
    readBodies: (limit) =>
      application.use((request: Request, _response: Response, next: NextFunction) => {
        // A service may have read what is no JSON, such as a form.
        if (request.body !== undefined) return next();
        readJsonBody(request, limit).then((body) => {
          request.body = body;
          next();
        }, next);
      }),
  };
}
