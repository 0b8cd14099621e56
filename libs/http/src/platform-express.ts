import type { INestApplication } from '@nestjs/common';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { readQuery } from './address';
import { readJsonBody } from './body';

/** Express, for services that need its middleware. */
export function expressPlatform(): ExpressAdapter {
  const adapter = new ExpressAdapter();
  const express = adapter.getInstance();
  express.disable('x-powered-by');
  express.set('etag', false);
  express.set('query parser', readQuery);
  return adapter;
}

/** Bodies are read after the service's own middleware. @param limit in bytes */
export function readBodiesOnExpress(app: INestApplication, limit: number): void {
  (app as NestExpressApplication).use((request: Request, _response: Response, next: NextFunction) => {
    readJsonBody(request, limit).then((body) => {
      request.body = body;
      next();
    }, next);
  });
}
