import type { NestExpressApplication } from '@nestjs/platform-express';
import { urlencoded, type NextFunction, type Request, type Response } from 'express';

/** What other portals and the question to the person send are forms. Before bodies are read as JSON. */
export function readHandOverForms(app: NestExpressApplication): void {
  app.use('/portal/hand-over/consent', urlencoded({ extended: false, limit: 4096, parameterLimit: 10 }));
  app.use('/portal/hand-over', (request: Request, _response: Response, next: NextFunction) => {
    // The library reads it itself.
    request.body ??= {};
    next();
  });
}
