import type { Application, NextFunction, Request, Response } from 'express';
import { readQuery } from './address';
import { readJsonBody } from './body';
import type { ServedBy } from './served-by';

/** Express, for services that need its middleware. */
export async function express(): Promise<ServedBy> {
  // Loaded only where it serves: its code would lie in memory for nothing.
  const { ExpressAdapter } = await import('@nestjs/platform-express');
  const adapter = new ExpressAdapter();
  const application = adapter.getInstance<Application>();
  application.disable('x-powered-by');
  application.set('etag', false);
  application.set('query parser', readQuery);
  return {
    adapter,
    readBodies: (limit) =>
      application.use((request: Request, _response: Response, next: NextFunction) => {
        readJsonBody(request, limit).then((body) => {
          request.body = body;
          next();
        }, next);
      }),
  };
}
